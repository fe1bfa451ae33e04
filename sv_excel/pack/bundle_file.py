"""A pack as one zip, and back: made the same, byte for byte, each time; unpacked as if a stranger had sent it."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sv_excel.errors.files import BundleError, NotAPackError
from sv_excel.pack.paths import Pack
from sv_excel.pack.writing import PART, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_ZIP = 512 << 20  # bytes: 100 workbooks of the largest kind have 20 MiB
MAX_FILES = 10_000
MAX_TOTAL = 1 << 30  # bytes unpacked, in all
MAX_RATIO = 200  # XML and JSON shrink 5 to 60 times; deflate's own limit is 1,032
MAX_DIRECTORY = 4 << 20  # bytes of the zip's directory: 400 for each of MAX_FILES
RATIO_FROM = 1 << 20  # below this size a high ratio does no harm
LEFT_OUT = re.compile(rf"\.lock.*|~\$.*|\.~lock\..*|\.DS_Store|Thumbs\.db|.*{re.escape(PART)}", re.IGNORECASE)
"""Names of what programs leave behind: no part of a procurement."""
_END, _END_SIZE, _WIDE_MARK = b"PK\5\6", 22, b"PK\6\7"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_UNSAFE = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')
_CHUNK = 1 << 20


def bundled(files: Mapping[str, bytes]) -> bytes:
    """The zip of ``files`` by name: stored, in order, with no clock and no user in it, so always the same."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            facts = zipfile.ZipInfo(name)
            facts.create_system, facts.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            archive.writestr(facts, content)
    return target.getvalue()


def contents(pack: Pack) -> dict[str, bytes]:
    """Every file of a pack by its name in it. Links are left out: they point to what is not the pack's."""
    try:
        return {pack.name(path): path.read_bytes() for path in _files(pack.folder)}
    except OSError as error:
        raise sentence(error, pack.folder) from error


def unpack(bundle: Path, folder: Path) -> Pack:
    """The pack in a zip, unpacked into ``folder``; it may lie in a folder of the zip, as when a person zipped it.

    Raises:
        BundleError: the file is no zip, is damaged, points outside of itself, or is beyond a limit.
        NotAPackError: there is no pack in it.
    """
    try:
        _check_directory(bundle)
        with zipfile.ZipFile(bundle) as archive:
            names = _checked(bundle, archive)
            _extract(bundle, archive, names, folder)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise BundleError(bundle, "it is damaged, or no zip") from error
    homes = [PurePosixPath(name).parent for name in names.values() if PurePosixPath(name).name == "register.json"]
    if not homes:
        raise NotAPackError(bundle)
    return Pack.open(folder / min(homes, key=lambda home: len(home.parts)))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if not path.is_symlink() and path.is_file() and not any(LEFT_OUT.fullmatch(part) for part in inside):
            yield path


def _check_directory(bundle: Path) -> None:
    """How much the zip says that it lists, before any of it is read."""
    size = bundle.stat().st_size
    if size > MAX_ZIP:
        raise BundleError(bundle, f"it has more than {MAX_ZIP >> 20} MiB")
    with bundle.open("rb") as file:
        file.seek(max(0, size - _END_SIZE - 0xFFFF - len(_WIDE_MARK) * 5))
        tail = file.read()
    end = tail.rfind(_END)
    if end < 0:
        raise BundleError(bundle, "it is damaged, or no zip")
    count, directory = int.from_bytes(tail[end + 10 : end + 12], "little"), tail[end + 12 : end + 16]
    if _WIDE_MARK in tail[:end] or count > MAX_FILES or int.from_bytes(directory, "little") > MAX_DIRECTORY:
        raise BundleError(bundle, f"it lists more than {MAX_FILES:,} files")


def _checked(bundle: Path, archive: zipfile.ZipFile) -> dict[zipfile.ZipInfo, str]:
    """Each file with its name, once all of them are known to be harmless."""
    names: dict[zipfile.ZipInfo, str] = {}
    taken: set[str] = set()
    total = 0
    for item in archive.infolist():
        kind = stat.S_IFMT(item.external_attr >> 16)
        if item.flag_bits & 1:
            raise BundleError(bundle, "it is locked with a password")
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise BundleError(bundle, "it holds a link or a device, not only files")
        steps = item.filename.rstrip("/").split("/")
        if not all(map(_is_plain, steps)) or "/".join(steps).casefold() in taken:
            raise BundleError(
                bundle, f"the name of a file in it points outside of it or stands twice: {steps[-1][:60]!r}"
            )
        taken.add("/".join(steps).casefold())
        total += item.file_size
        if total > MAX_TOTAL or (item.file_size > RATIO_FROM and item.file_size > MAX_RATIO * item.compress_size):
            raise BundleError(bundle, "it unpacks to far more than a pack holds")
        if not item.is_dir():
            names[item] = item.filename
    return names


def _is_plain(step: str) -> bool:
    """Whether part of a path is an ordinary name on every system."""
    is_dotted = step in {"", ".", ".."} or step.endswith((".", " "))
    return not (is_dotted or _UNSAFE.search(step) or _RESERVED.fullmatch(step))


def _extract(bundle: Path, archive: zipfile.ZipFile, names: Mapping[zipfile.ZipInfo, str], folder: Path) -> None:
    """Write each file, counting what really comes out: a zip's own figures may lie."""
    room = MAX_TOTAL
    for item, name in names.items():
        target = folder.joinpath(*name.split("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(item) as source, target.open("xb") as file:
            while piece := source.read(_CHUNK):
                room -= len(piece)
                if room < 0:
                    raise BundleError(bundle, "it unpacks to far more than a pack holds")
                file.write(piece)
