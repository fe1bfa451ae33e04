"""The registry of findings: what has no code here can't be made. `docs/findings.md` is made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.codes import definitions, entries, files, packs, policy, workbooks

if TYPE_CHECKING:
    from sv_excel.findings.codes.code import Code, Severity

GROUPS = (
    *definitions.GROUPS,
    *policy.GROUPS,
    *files.GROUPS,
    *workbooks.GROUPS,
    *entries.GROUPS,
    *packs.GROUPS,
)
"""Every group of codes, in the order in which a procurement meets them."""
CODES: dict[str, Code] = {code.name: code for group in GROUPS for code in group.codes}
"""Every code by its name."""


def settled(name: str, severity: Severity | None) -> Severity:
    """The severity of a finding with the code ``name``; None asks for the only one that the code has.

    Raises:
        ValueError: the code is not registered, or doesn't have this severity.
    """
    if name not in CODES:
        raise ValueError(f"The code {name!r} is not registered: add it to a list in sv_excel/findings/codes.")
    return CODES[name].settle(severity)
