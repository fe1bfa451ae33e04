"""One function for each button of the ribbon. `BUTTONS` names them as the launcher does."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sv_excel.addin import actions
from sv_excel.addin.excel_book import furnished
from sv_excel.addin.logbook import log_file
from sv_excel.addin.marks import after, in_reading_order, notes
from sv_excel.addin.outcome import Outcome, button, found
from sv_excel.errors.excel import OpenBookError
from sv_excel.errors.files import PackFileError, WouldReplaceError
from sv_excel.findings.finding import Report
from sv_excel.pack.paths import pack_of
from sv_excel.version import version
from sv_excel.xlsx.read.open import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sv_excel.addin.excel import Desk
    from sv_excel.workbooks.sheet.grid import Grid

GUIDE = """\
My workbook
  Check my scores: says what is missing and goes to the first. Next problem goes on to the next.
  Clear marks: takes the add-in's notes away, never yours.
Panel
  Consolidate: brings the returned workbooks together and opens the moderation workbook.
  Who is missing. Open moderation. Moderation queue: the next score to agree.
Result
  Work out result, Assessment summaries, Verify.
Everything can be done without these buttons, too: the workbooks say themselves what is missing.
The full guides are in the folder docs of sv-excel: guide-evaluator.md, guide-moderator.md, guide-lead.md."""
UNCHANGED = "Nothing was changed."
_QUEUE = ("consensus-missing", "consensus-off-scale", "consensus-reason-missing")


@button("checking this workbook")
def check_scores(desk: Desk) -> Outcome:
    """Mark the cells that need something, list them, go to the first."""
    grid, report = _checked(desk)
    desk.book.clear_marks()
    left = desk.book.mark(notes(report))
    places = in_reading_order(report, grid)
    if places:
        desk.book.go_to(places[0])
    count = len(report.findings)
    if not count:
        return found(report, f"{grid.name} is complete.")
    text = f"{grid.name}: {count} {'thing needs' if count == 1 else 'things need'} attention."
    if left:
        text += " Locked sheets take no notes, so walk through the cells with Next problem."
    return found(report, text)


@button("looking for the next problem")
def next_problem(desk: Desk) -> Outcome:
    """Go to the next cell that needs something."""
    grid, report = _checked(desk)
    return _go_on(desk, grid, report, f"{grid.name} is complete.")


@button("clearing marks")
def clear_marks(desk: Desk) -> Outcome:
    """Take our notes away."""
    count = desk.book.clear_marks()
    return Outcome(f"{count} {'note' if count == 1 else 'notes'} cleared.")


@button("consolidating")
def consolidate(desk: Desk) -> Outcome:
    """Returned workbooks into the moderation workbook, which is then opened."""
    pack = desk.pack
    report = _replacing(desk, pack.moderation, lambda force: actions.consolidate(pack, force=force))
    if report is None:
        return Outcome(UNCHANGED)
    if not report.clean:
        return found(report, "Nothing was made. Put this right first:")
    desk.open(pack.moderation)
    return found(report, f"The moderation workbook is ready: {pack.moderation.name}")


@button("looking who is missing")
def who_is_missing(desk: Desk) -> Outcome:
    """Who has not returned a workbook."""
    report = actions.returns(desk.pack)
    text = "Not returned yet:" if report.findings else "Every workbook has been returned."
    return found(report, text)


@button("opening the moderation workbook")
def open_moderation(desk: Desk) -> Outcome:
    """Open the panel's workbook."""
    path = desk.pack.moderation
    if not path.is_file():
        raise PackFileError(path, "is not there yet", "Press Consolidate first.")
    desk.open(path)
    return Outcome("")


@button("looking for the next score to agree")
def moderation_queue(desk: Desk) -> Outcome:
    """Go to the next consensus score that is still to be entered or put right."""
    grid, report = _checked(desk)
    waiting = Report(tuple(finding for finding in report if finding.code in _QUEUE))
    return _go_on(desk, grid, waiting, "Every score has been agreed.")


@button("working out the result")
def work_out_result(desk: Desk) -> Outcome:
    """Result, documents and summaries from the moderation workbook, which is saved first where it is open."""
    pack = desk.pack
    desk.save(pack.moderation)
    report = _replacing(desk, pack.result_workbook, lambda force: actions.summarise(pack, force=force))
    if report is None:
        return Outcome(UNCHANGED)
    if not report.clean:
        return found(report, "No result was made. Put this right first:")
    desk.open(pack.result_workbook)
    return found(report, f"The result is ready in {pack.result}")


@button("looking for the assessment summaries")
def assessment_summaries(desk: Desk) -> Outcome:
    """Where each supplier's summary lies."""
    pack = desk.pack
    names = tuple(path.name for path in sorted(pack.result.glob("assessment-summary-*.docx")))
    if not names:
        raise PackFileError(pack.result, "is not there yet", "Press Work out result first.")
    return Outcome("\n".join((f"{len(names)} in {pack.result}:", *names)))


@button("verifying")
def verify(desk: Desk) -> Outcome:
    """Everything worked out again and compared."""
    report = actions.verify(desk.pack)
    text = "Every figure and file agrees." if report.clean else "Something does not agree:"
    return found(report, text)


@button("opening the guide")
def guide(desk: Desk) -> Outcome:
    """What each button does."""
    del desk
    return Outcome(GUIDE)


@button("looking up the version")
def about(desk: Desk) -> Outcome:
    """Version, interpreter, Excel and log."""
    lines = (f"sv-excel {version()}", f"Python {sys.executable}", f"Excel {desk.app.version}", f"Log {log_file()}")
    return Outcome("\n".join(lines))


BUTTONS = {
    press.__name__: press
    for press in (
        check_scores,
        next_problem,
        clear_marks,
        consolidate,
        who_is_missing,
        open_moderation,
        moderation_queue,
        work_out_result,
        assessment_summaries,
        verify,
        guide,
        about,
    )
}


def _checked(desk: Desk) -> tuple[Grid, Report]:
    """The workbook in front as it stands now, and what is wrong with it."""
    live = desk.book.read()
    path = desk.book.path
    if path is None:
        raise OpenBookError(
            "has no file on this computer; perhaps it is new, or open straight from SharePoint or OneDrive.",
            "Save it in a folder here, then try again.",
            file=live.name,
        )
    grid = furnished(live, read_workbook(path))
    return grid, actions.check(grid, pack_of(path))


def _replacing(desk: Desk, path: Path, step: Callable[[bool], Report]) -> Report | None:
    """Run a step that writes ``path``, over somebody's work only if the person agrees; None where they do not."""
    with desk.closed(path):
        try:
            return step(False)  # noqa: FBT003 - whether to replace
        except WouldReplaceError as fault:
            if desk.call.quiet and not desk.call.force:
                raise
            names = "\n".join(str(file) for file in fault.files)
            if not desk.agrees(f"This would be replaced, and kept beside it, dated:\n{names}\n\nGo on?"):
                return None
            return step(True)  # noqa: FBT003 - same


def _go_on(desk: Desk, grid: Grid, report: Report, nothing: str) -> Outcome:
    """To the next place with a finding, saying what is wrong there."""
    place = after(desk.book.here(), in_reading_order(report, grid), grid)
    if place is None:
        return found(report, "These are not about one cell:" if report.findings else nothing)
    desk.book.go_to(place)
    return found(Report(tuple(finding for finding in report if finding.address == place)), str(place))
