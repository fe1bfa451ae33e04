"""Files get onto the disk whole, and never over somebody's work unasked."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sv_excel.errors.files import DiskFullError, FileInUseError, NotWrittenError, OpenElsewhereError, WouldReplaceError
from sv_excel.pack.writing import PART, Written, kept_name, sentence, sweep, write_files, write_whole

if TYPE_CHECKING:
    from sv_excel.errors.base import SvExcelError
    from sv_excel.pack.paths import Pack
    from sv_excel.pack.run_context import Occasion

FILL = """
import resource, sys
from pathlib import Path
from sv_excel.errors.files import DiskFullError
from sv_excel.pack.run_context import Occasion
from sv_excel.pack.paths import Pack
from sv_excel.pack.writing import write_files

pack = Pack(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    files = {pack.price: b"small", pack.moderation: b"x" * 50_000}
    write_files(files, Occasion.given(), force=True, records={pack.register: b"y"})
except DiskFullError as error:
    print(error)
"""


def names(pack: Pack) -> list[str]:
    """Every file of a pack, by its name in it."""
    return sorted(pack.name(path) for path in pack.folder.rglob("*") if path.is_file())


def test_write_whole_puts_a_file_in_place(pack: Pack) -> None:
    write_whole(pack.register, b"first")
    write_whole(pack.register, b"second")

    assert pack.register.read_bytes() == b"second"
    assert names(pack) == ["register.json"]


def test_write_whole_leaves_rights_to_the_folder_not_to_one_person(pack: Pack) -> None:
    before = os.umask(0o002)
    try:
        write_whole(pack.register, b"shared")
    finally:
        os.umask(before)

    assert pack.register.stat().st_mode & 0o777 == 0o664


def test_write_files_refuses_all_before_writing_any(pack: Pack, occasion: Occasion) -> None:
    pack.moderation.write_bytes(b"filled in")
    pack.price.write_bytes(b"prices")

    with pytest.raises(WouldReplaceError) as refusal:
        write_files({pack.response("A"): b"new", pack.moderation: b"new", pack.price: b"new"}, occasion)

    assert refusal.value.files == (pack.moderation, pack.price)
    assert str(refusal.value) == (
        "These files exist already and would be replaced:\n"
        f"  {pack.moderation}\n  {pack.price}\n"
        "Nothing was written. To replace them, run again with --force: what they hold is kept beside them, dated."
    )
    assert names(pack) == ["issued/price.xlsx", "moderation.xlsx"]


def test_write_files_keeps_what_force_replaces(pack: Pack, occasion: Occasion) -> None:
    pack.moderation.write_bytes(b"filled in")

    written = write_files({pack.moderation: b"new", pack.price: b"prices"}, occasion, force=True)

    kept = pack.folder / "moderation.2026-11-22T164200.xlsx"
    assert written == (Written(pack.moderation, kept), Written(pack.price))
    assert kept.read_bytes() == b"filled in"
    assert pack.moderation.read_bytes() == b"new"


def test_write_files_never_replaces_a_kept_file(pack: Pack, occasion: Occasion) -> None:
    for content in (b"1", b"2", b"3", b"4"):
        write_files({pack.moderation: content}, occasion, force=True)

    assert {name: (pack.folder / name).read_bytes() for name in names(pack)} == {
        "moderation.xlsx": b"4",
        "moderation.2026-11-22T164200.xlsx": b"1",
        "moderation.2026-11-22T164200-2.xlsx": b"2",
        "moderation.2026-11-22T164200-3.xlsx": b"3",
    }


def test_write_files_leaves_the_same_content_alone(pack: Pack, occasion: Occasion) -> None:
    write_files({pack.moderation: b"same"}, occasion)
    before = pack.moderation.stat()

    assert write_files({pack.moderation: b"same"}, occasion) == ()
    assert pack.moderation.stat() == before


def test_write_files_replaces_its_own_records_without_asking(pack: Pack, occasion: Occasion) -> None:
    pack.register.write_bytes(b"old")

    write_files({pack.price: b"prices"}, occasion, records={pack.register: b"new"})

    assert pack.register.read_bytes() == b"new"
    assert names(pack) == ["issued/price.xlsx", "register.json"]


@pytest.mark.parametrize("mark", ["~$moderation.xlsx", ".~lock.moderation.xlsx#"])
def test_write_files_refuses_a_workbook_that_is_open(pack: Pack, occasion: Occasion, mark: str) -> None:
    pack.moderation.write_bytes(b"being filled in")
    (pack.folder / mark).touch()

    with pytest.raises(OpenElsewhereError) as refusal:
        write_files({pack.moderation: b"new", pack.price: b"prices"}, occasion, force=True)

    assert str(refusal.value) == (
        f"{pack.moderation}: is open in a spreadsheet program. Close it, then run again. "
        f"If nobody has it open, delete {pack.folder / mark}."
    )
    assert names(pack) == sorted([mark, "moderation.xlsx"])


def test_write_files_says_that_a_folder_is_in_the_way(pack: Pack, occasion: Occasion) -> None:
    pack.moderation.mkdir()

    with pytest.raises(NotWrittenError) as refusal:
        write_files({pack.moderation: b"new"}, occasion, force=True)

    assert str(refusal.value) == (
        f"{pack.moderation}: cannot be written (Is a directory). What was there is unchanged."
    )


def test_write_whole_cleans_up_where_the_name_is_refused(pack: Pack) -> None:
    pack.moderation.mkdir()

    with pytest.raises(NotWrittenError):
        write_whole(pack.moderation, b"new")

    assert names(pack) == []


def test_full_disk_leaves_everything_as_it_was(pack: Pack) -> None:
    pack.moderation.write_bytes(b"filled in")
    pack.price.write_bytes(b"prices")

    done = subprocess.run([sys.executable, "-c", FILL, pack.folder], check=True, capture_output=True, text=True)

    assert done.stdout == (
        f"{pack.moderation}: there is no room left to write it. What was there is unchanged. Make room, run again.\n"
    )
    assert {name: (pack.folder / name).read_bytes() for name in names(pack)} == {
        "moderation.xlsx": b"filled in",
        "issued/price.xlsx": b"prices",
    }
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 10_000


@pytest.mark.parametrize(
    ("number", "meaning"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EDQUOT, DiskFullError),
        (errno.EACCES, FileInUseError),
        (errno.EPERM, FileInUseError),
        (errno.EROFS, NotWrittenError),
        (errno.EIO, NotWrittenError),
    ],
)
def test_sentence_tells_what_the_system_meant(number: int, meaning: type[SvExcelError]) -> None:
    assert type(sentence(OSError(number, os.strerror(number)), Path("moderation.xlsx"))) is meaning


def test_sentence_names_excel_where_a_file_is_locked() -> None:
    assert str(sentence(PermissionError(errno.EACCES, "Access is denied"), Path("moderation.xlsx"))) == (
        "moderation.xlsx: cannot be replaced. If it is open in Excel, close it; if not, ask for the right to write in "
        "its folder. What was there is unchanged."
    )


def test_kept_name_is_dated_in_utc(occasion: Occasion) -> None:
    assert kept_name(Path("result.json"), occasion) == Path("result.2026-11-22T164200.json")


def test_sweep_removes_only_what_a_killed_run_left(pack: Pack) -> None:
    stray = pack.issued / f".0123{PART}"
    stray.touch()
    pack.price.touch()

    sweep(pack.folders())

    assert names(pack) == ["issued/price.xlsx"]
