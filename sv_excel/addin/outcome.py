"""`Outcome`: what a button did, in words and as data; `button`: the decorator that makes a button of a function."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from sv_excel.addin.excel import CALL, TITLE, Call, Desk
from sv_excel.addin.logbook import LOG, log_file
from sv_excel.errors.base import SvExcelError
from sv_excel.errors.excel import NoPackError
from sv_excel.findings.finding import Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from sv_excel.findings.finding import Finding

DONE, UNTOLD, NEEDS_FOLDER, TOLD = 0, 1, 3, 4
"""Exit statuses, which the launcher in VBA knows, too.

Python ends with 1 by itself where it cannot even begin. Then, and where no box can be shown, the launcher says so.
"""
_LINES, _CHARACTERS = 8, 230
"""What a message box shows without running off the screen."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The message, its mood, the findings behind it, and the exit status."""

    text: str
    mode: Literal["info", "critical"] = "info"
    report: Report = field(default_factory=Report)
    status: int = DONE

    def to_data(self) -> dict[str, Any]:
        """As ``--json`` prints it."""
        return {"message": self.text, **self.report.to_data()}


def found(report: Report, text: str) -> Outcome:
    """An outcome with findings: the text, then a line for each, as many as a message box holds."""
    lines = [said(finding) for finding in report]
    shown = [line if len(line) <= _CHARACTERS else f"{line[:_CHARACTERS]}..." for line in lines[:_LINES]]
    if len(lines) > _LINES:
        shown.append(f"... and {len(lines) - _LINES} more.")
    whole = "\n\n".join((text, "\n".join(shown))) if shown else text
    return Outcome(whole, "info" if report.clean else "critical", report, DONE if report.clean else TOLD)


def said(finding: Finding) -> str:
    """A finding as one line, without the name of the file where it is about a cell of the workbook in front."""
    return str(finding if finding.address is None else replace(finding, file=None))


def button(doing: str) -> Callable[[Callable[[Desk], Outcome]], Callable[[], Outcome]]:
    """A function of the desk as a ribbon button: no arguments, never raises, tells the person, writes to the log."""

    def make(function: Callable[[Desk], Outcome]) -> Callable[[], Outcome]:
        def press() -> Outcome:
            call = CALL.get()
            desk, outcome = _pressed(function, doing, call)
            if not call.quiet and outcome.status != NEEDS_FOLDER and outcome.text and not _shown(desk, outcome):
                outcome = replace(outcome, status=UNTOLD)
            LOG.info("%s: status %d, %d findings", press.__name__, outcome.status, len(outcome.report.findings))
            return outcome

        press.__name__, press.__doc__ = function.__name__, function.__doc__
        return press

    return make


def _pressed(function: Callable[[Desk], Outcome], doing: str, call: Call) -> tuple[Desk | None, Outcome]:
    """The outcome of a button, whatever happened; no desk where there is no Excel to say it in."""
    desk = None
    try:
        desk = Desk(call)
        with desk.at_work(doing):
            desk.refuse_code()
            return desk, function(desk)
    except NoPackError as fault:
        return desk, _failed(fault, TOLD if call.quiet or call.pack else NEEDS_FOLDER)
    except SvExcelError as fault:
        return desk, _failed(fault, TOLD)
    except Exception:  # noqa: BLE001 - a person at a desk sees a sentence; the traceback is in the log
        LOG.exception("%s failed", function.__name__)
        text = "That did not work, and it is not your doing. Send this file to whoever looks after the add-in:"
        return desk, _failed(SvExcelError(f"{text} {log_file()}"), TOLD)


def _failed(fault: SvExcelError, status: int) -> Outcome:
    LOG.info("%s", type(fault).__name__)
    return Outcome(str(fault), "critical", Report(fault.findings), status)


def _shown(desk: Desk | None, outcome: Outcome) -> bool:
    """Whether a box could be shown: not where no Excel is reached, or where it is gone meanwhile."""
    try:
        if desk is not None:
            desk.app.alert(outcome.text, TITLE, mode=outcome.mode)
    except Exception:  # noqa: BLE001 - the launcher says it instead
        LOG.exception("No box was shown")
        return False
    return desk is not None
