"""How a file gets onto the disk: whole or not at all, and never over somebody's work without being told to.

Everything that takes room is written to temporary files in the same folder and flushed; only then are they renamed.
A crash or a full disk at any moment leaves each file as it was or as it was to be.
"""

from __future__ import annotations

import errno
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sv_excel.errors.files import DiskFullError, FileInUseError, NotWrittenError, OpenElsewhereError, WouldReplaceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sv_excel.errors.base import SvExcelError
    from sv_excel.pack.run_context import Occasion

PART = ".sv-excel-part"
"""How a temporary file's name ends."""
_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY})


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did with one file; ``kept`` is where the replaced one lies, None where there was none."""

    path: Path
    kept: Path | None = None


def write_whole(path: Path, content: bytes) -> None:
    """Put one file of the tool's own in place; raises a sentence (`SvExcelError`) where the system refuses."""
    _put([_Step(path, content)])


def write_files(
    files: Mapping[Path, bytes],
    occasion: Occasion,
    *,
    force: bool = False,
    records: Mapping[Path, bytes] | None = None,
) -> tuple[Written, ...]:
    """Put ``files`` in place, then the tool's own ``records`` (register, log), in that order.

    A file that holds exactly this already is left alone. One that holds something else is a person's work:
    `WouldReplaceError` names all of those before anything is written; with ``force`` each is kept beside, dated.
    """
    changed = {path: content for path, content in files.items() if _held(path) != content}
    in_the_way = [path for path in changed if path.exists()]
    if in_the_way and not force:
        raise WouldReplaceError(in_the_way)
    for path in in_the_way:
        _refuse_if_open(path)
    steps: list[_Step] = []
    written: list[Written] = []
    for path, content in changed.items():
        kept = kept_name(path, occasion) if path in in_the_way else None
        if kept is not None:
            steps.append(_Step(kept, path.read_bytes()))
        steps.append(_Step(path, content))
        written.append(Written(path, kept))
    _put([*steps, *(_Step(path, content) for path, content in (records or {}).items())])
    return tuple(written)


def kept_name(path: Path, occasion: Occasion) -> Path:
    """Where a replaced file is kept: ``moderation.2026-11-22T164200.xlsx``; numbered where that is taken."""
    name = path.with_name(f"{path.stem}.{occasion.suffix}{path.suffix}")
    number = 2
    while name.exists():
        name = path.with_name(f"{path.stem}.{occasion.suffix}-{number}{path.suffix}")
        number += 1
    return name


def sweep(folders: Iterable[Path]) -> None:
    """Remove temporary files that a killed run left. Only while the pack is locked."""
    for folder in folders:
        for stray in folder.glob(f"*{PART}"):
            stray.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Step:
    path: Path
    content: bytes


def _put(steps: list[_Step]) -> None:
    waiting: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for step in steps:
            path = step.path
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{secrets.token_hex(8)}{PART}")
            waiting.append((part, path))
            _write_part(part, step.content)
        while waiting:
            part, path = waiting[0]
            os.replace(part, path)  # noqa: PTH105 - the same call, named as the system names it
            waiting.pop(0)
        for folder in {step.path.parent for step in steps}:
            _flush_folder(folder)
    except OSError as error:
        raise sentence(error, path) from error
    finally:
        for part, _ in waiting:
            part.unlink(missing_ok=True)


def _write_part(part: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(part, flags, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_folder(folder: Path) -> None:
    """Make the renames last through a power cut, where the system lets a folder be flushed (Windows does it itself)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sentence(error: OSError, path: Path) -> SvExcelError:
    """What the system's refusal to write ``path`` means to a person."""
    if error.errno in _NO_ROOM:
        return DiskFullError(path)
    if error.errno in _REFUSED:
        return FileInUseError(path)
    reason = error.strerror or type(error).__name__
    return NotWrittenError(f"cannot be written ({reason}). What was there is unchanged.", file=path)


def _held(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise sentence(error, path) from error


def _refuse_if_open(path: Path) -> None:
    """Find out before anything is written. Windows locks a file that Excel has open; elsewhere there is a mark."""
    for mark in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if mark.exists():
            raise OpenElsewhereError(path, mark)
    try:
        os.close(os.open(path, os.O_RDWR))
    except OSError as error:
        raise sentence(error, path) from error
