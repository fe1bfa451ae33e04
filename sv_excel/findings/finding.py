"""`Finding` and `Report`: what is wrong, where, and what to do. Values, gathered in one run and reported together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sv_excel.findings.registry import settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.findings.address import Address
    from sv_excel.findings.codes.code import Severity
    from sv_excel.findings.key import Key

DataPath = tuple[str | int, ...]
"""The way to a value in a definition or catalogue: keys, and places in lists counted from 0."""
_AS_REGISTERED = cast("Severity", None)
"""Stands for the severity that the registry has for a code."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a registered ``code``, the place, the subject, the problem, the remedy.

    The place is a cell (``address``), a ``sheet``, or, in a definition or catalogue, a ``path``, until the file turns
    it into a line. ``severity`` is named only where the code has two.

    Raises:
        ValueError: the code is not registered, or doesn't have this severity.
    """

    code: str
    problem: str
    remedy: str
    file: str | None = None
    address: Address | None = None
    key: Key | None = None
    subject: str | None = None
    severity: Severity = _AS_REGISTERED
    sheet: str | None = None
    path: DataPath | None = None

    def __post_init__(self) -> None:
        """Take the severity from the registry, or refuse a code or severity that is not in it."""
        object.__setattr__(self, "severity", settled(self.code, self.severity))

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
