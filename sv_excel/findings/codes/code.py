"""`Code`: one kind of finding; and the few words that the lists of codes are written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
"""An error must be put right before anything is written; a warning is for a person to judge."""


@dataclass(frozen=True, slots=True)
class Code:
    """A stable ``name``, the severities that its findings may have, what it means, and what to do in general."""

    name: str
    severities: tuple[Severity, ...]
    meaning: str
    remedy: str = ""

    def settle(self, severity: Severity | None) -> Severity:
        """The severity of a finding that asks for this one; None asks for the only one that the code has.

        Raises:
            ValueError: the code has another severity, or has two and none is asked for.
        """
        if severity is None and len(self.severities) == 1:
            return self.severities[0]
        if severity is None or severity not in self.severities:
            raise ValueError(f"A finding {self.name!r} has severity {' or '.join(self.severities)}, not {severity}.")
        return severity


@dataclass(frozen=True, slots=True)
class Group:
    """Codes on one subject, in the order in which a page lists them."""

    title: str
    codes: tuple[Code, ...]


def group(title: str, *codes: Code) -> Group:
    """A group of codes."""
    return Group(title, codes)


def error(name: str, meaning: str, remedy: str = "") -> Code:
    """A code whose findings are always errors."""
    return Code(name, ("error",), meaning, remedy)


def warning(name: str, meaning: str, remedy: str = "") -> Code:
    """A code whose findings are always warnings."""
    return Code(name, ("warning",), meaning, remedy)


def either(name: str, meaning: str, remedy: str = "") -> Code:
    """A code whose findings are errors or warnings, depending on the circumstances that ``meaning`` names."""
    return Code(name, ("error", "warning"), meaning, remedy)
