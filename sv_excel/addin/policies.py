"""The Windows and Office policies that can stop the add-in, as data: where each stands, what it does, what to ask for.

Keys and values: Microsoft's Office administrative templates (ADMX) and Defender's attack surface reduction rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sv_excel.addin.machine import Name

_OFFICE = r"Software\Policies\Microsoft\Office\16.0"
_EXCEL = rf"{_OFFICE}\Excel\Security"
_OWN_EXCEL = r"Software\Microsoft\Office\16.0\Excel\Security"
_DEFENDER = r"SOFTWARE\Policies\Microsoft\Windows Defender"
CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""Defender's rule "Block all Office applications from creating child processes"."""
EXCEL_VERSION: Name = ("HKLM", r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration", "VersionToReport")
SRP: Name = ("HKLM", r"SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe", "EnforcementMode")
ASR: tuple[Name, ...] = (
    ("HKLM", rf"{_DEFENDER}\Windows Defender Exploit Guard\ASR\Rules", ""),
    ("HKLM", rf"{_DEFENDER}\Policy Manager", "ASRRules"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy: registry values each with the data that blocks, what follows, what to ask IT for."""

    name: str
    blocks: tuple[tuple[Name, str], ...]
    effect: str
    ask: str


POLICIES = (
    Policy(
        "Macros switched off",
        ((("HKCU", _EXCEL, "VBAWarnings"), "4"), (("HKCU", _OWN_EXCEL, "VBAWarnings"), "4")),
        "Excel runs no macro, so the ribbon's buttons do nothing.",
        "Allow macros from trusted locations, or use the command 'sv-excel live', which needs no macro.",
    ),
    Policy(
        "Only signed macros",
        ((("HKCU", _EXCEL, "VBAWarnings"), "3"), (("HKCU", _EXCEL, "RequireAddinSig"), "1")),
        "Excel runs only add-ins that a trusted publisher signed; this one is made here and is not signed.",
        "Sign sv_excel.xlam with the organisation's own certificate, or use the command 'sv-excel live'.",
    ),
    Policy(
        "VBA not installed",
        ((("HKLM", rf"{_OFFICE}\Common", "VBAOff"), "1"), (("HKCU", rf"{_OFFICE}\Common", "VBAOff"), "1")),
        "Office has no VBA, so no add-in of this kind works.",
        "Use the command 'sv-excel live', which needs no VBA.",
    ),
    Policy(
        "Add-ins switched off",
        ((("HKCU", _EXCEL, "DisableAllAddins"), "1"),),
        "Excel loads no add-in.",
        "Allow this one add-in, or use the command 'sv-excel live'.",
    ),
    Policy(
        "No trusted locations",
        (
            (("HKCU", rf"{_EXCEL}\Trusted Locations", "AllLocationsDisabled"), "1"),
            (("HKCU", rf"{_OWN_EXCEL}\Trusted Locations", "AllLocationsDisabled"), "1"),
        ),
        "Excel does not trust its start folder (XLSTART), so it asks, or refuses, each time.",
        "Trust the person's own XLSTART folder, or sign sv_excel.xlam.",
    ),
    Policy(
        "AppLocker rules for programs",
        ((SRP, "1"),),
        "Only listed programs start; a Python in a person's own folder is usually not listed.",
        "Allow the interpreter that 'sv-excel addin status' names, by path or by its publisher.",
    ),
)
