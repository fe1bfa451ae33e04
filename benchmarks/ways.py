"""Each job by everybody who can do it: sv_excel, what others use, and what nobody gets under."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.measure import Way
from benchmarks.peers import by_calamine, by_openpyxl, by_pandas, by_xlsxwriter, floor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from benchmarks.files import Files
    from benchmarks.plain import PlainSheet

OURS = "sv_excel"


def generating(files: Files) -> tuple[Way, ...]:
    """Who makes workbooks."""
    files.contents  # noqa: B018 - prepared before the clock starts
    return (
        Way(OURS, partial(_ours, files)),
        Way("openpyxl", partial(_theirs, files, by_openpyxl.write), files.share),
        Way("XlsxWriter", partial(_theirs, files, by_xlsxwriter.write), files.share),
    )


def _ours(files: Files) -> None:
    files.clear()
    files.generate()


def _theirs(files: Files, write: Callable[[tuple[PlainSheet, ...], Mapping[str, str], Path], None]) -> None:
    files.clear()
    files.folder.mkdir(parents=True)
    for sheets, people in files.contents:
        for slots in people:
            write(sheets, slots, files.folder / f"{slots['subject']}.xlsx")


def checking(files: Files) -> tuple[Way, ...]:
    """Who reads workbooks back, and what they check."""
    files.return_all()
    some = files.some_returned
    firsts = {path.parent: path for path in reversed(some)}
    issued = {folder: by_openpyxl.manifest(path) for folder, path in firsts.items()}

    def checked_by_openpyxl() -> None:
        for path in some:
            by_openpyxl.checked(path, issued[path.parent], files.personal)

    return (
        Way(OURS, files.check),
        Way("sv_excel, entries examined", files.examine),
        Way("openpyxl, checking", checked_by_openpyxl, files.share),
        Way("pandas + openpyxl", partial(by_pandas.read, some, "openpyxl"), files.share),
        Way("pandas + calamine", partial(by_pandas.read, some, "calamine"), files.share),
        Way("python-calamine", partial(by_calamine.read, files.returned)),
        Way("inflate alone", partial(floor.inflate, files.returned)),
    )
