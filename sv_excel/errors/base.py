"""The root of all errors, and the branch of those that are the caller's own slip."""

from __future__ import annotations

from sv_excel.findings.finding import Finding


class SvExcelError(Exception):
    """Something that the person who gave the command can put right: where, what is wrong, and what to do.

    ``findings`` says it for JSON, under the class's ``code``; ``exit_status`` is what the command ends with.
    """

    code = "refused"
    exit_status = 1
    findings: tuple[Finding, ...]

    def __init__(self, problem: str, remedy: str = "", *, subject: object = None, file: object = None) -> None:
        about, place = None if subject is None else str(subject), None if file is None else str(file)
        self.findings = (Finding(self.code, problem, remedy, file=place, subject=about),)
        super().__init__(": ".join(part for part in (place, about, f"{problem} {remedy}".strip()) if part))


class WrongUseError(SvExcelError):
    """The command itself was used wrongly."""

    exit_status = 2
