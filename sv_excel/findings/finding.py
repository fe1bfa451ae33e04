"""`Finding` and `Report`: what is wrong, where, and what to do. Values, gathered in one run and told together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.errors.base import SvExcelError
    from sv_excel.findings.address import Address
    from sv_excel.findings.key import Key

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a stable ``code``, the place, the subject, the problem, the remedy."""

    code: str
    problem: str
    remedy: str
    file: str | None = None
    address: Address | None = None
    key: Key | None = None
    subject: str | None = None
    severity: Severity = "error"
    sheet: str | None = None

    def __str__(self) -> str:
        place = "  ".join(str(part) for part in (self.file, self.address or self.sheet) if part)
        said = f"{self.subject}: {self.problem}" if self.subject else self.problem
        return "  ".join(part for part in (place, f"{said} {self.remedy}".strip()) if part)

    def to_data(self) -> dict[str, Any]:
        """As the contract's JSON has it (section 4)."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "sheet": self.address.sheet if self.address else self.sheet,
            "cell": self.address.cell if self.address else None,
            "key": self.key.to_data() if self.key else None,
            "subject": self.subject,
            "problem": self.problem,
            "remedy": self.remedy,
        }


@dataclass(frozen=True)
class Report:
    """All findings of one run."""

    findings: tuple[Finding, ...] = field(default_factory=tuple)

    @property
    def clean(self) -> bool:
        """No finding of severity error."""
        return not any(finding.severity == "error" for finding in self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __add__(self, other: Report) -> Report:
        return Report(self.findings + other.findings)

    def to_data(self) -> dict[str, Any]:
        """As the contract's JSON has it (section 4)."""
        return {"findings": [finding.to_data() for finding in self.findings], "clean": self.clean}


def findings_of(error: SvExcelError) -> tuple[Finding, ...]:
    """Why a call was refused, as findings: those that the error carries, else one with its sentence."""
    carried = tuple(one for one in getattr(error, "findings", ()) if isinstance(one, Finding))
    return carried or (Finding(error.code, str(error), ""),)
