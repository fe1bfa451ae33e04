"""`doctor`: what could keep the add-in from working on a computer, and what to ask IT for. Pure: judges a `Machine`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from sv_excel.addin.install import interpreter_fault
from sv_excel.addin.policies import ASR, CHILD_PROCESSES, EXCEL_VERSION, POLICIES

if TYPE_CHECKING:
    from sv_excel.addin.machine import Machine, Name
    from sv_excel.addin.policies import Policy

State = Literal["good", "blocked", "unknown"]
WANTED: tuple[Name, ...] = (
    EXCEL_VERSION,
    *ASR,
    *(place for policy in POLICIES for place, _ in policy.blocks),
)
_OLDEST_EXCEL = 16
_OLDEST_XLWINGS = (0, 37)
_BLOCK, _WARN = "1", "6"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its state, what was found, and what to do or to ask IT for where it is not good."""

    name: str
    state: State
    found: str
    ask: str = ""

    def to_data(self) -> dict[str, str]:
        """As JSON has it."""
        return asdict(self)


def examine(machine: Machine) -> tuple[Check, ...]:
    """Everything that was looked at, in the order in which a person would put it right."""
    return (
        _system(machine),
        _excel(machine),
        _interpreter(machine),
        _library(machine, "xlwings", _OLDEST_XLWINGS),
        _library(machine, "pyopenvba", (6,)),
        _zone(machine),
        *(_policy(policy, machine) for policy in POLICIES),
        _child_processes(machine),
    )


def _system(machine: Machine) -> Check:
    if machine.system == "Windows":
        return Check("System", "good", "Windows")
    ask = "Use 'sv-excel live' on a Mac with Excel; elsewhere the plain commands do everything."
    return Check("System", "blocked", f"{machine.system}: the ribbon needs Excel on Windows.", ask)


def _excel(machine: Machine) -> Check:
    version = machine.registry.get(EXCEL_VERSION)
    if version is None:
        return Check("Excel", "unknown", "No version of Excel was found.", "Open Excel, File, Account: 2016 or later.")
    if int(version.split(".")[0]) < _OLDEST_EXCEL:
        return Check("Excel", "blocked", f"Version {version}", "Ask for Excel 2016 or later.")
    return Check("Excel", "good", f"Version {version}")


def _interpreter(machine: Machine) -> Check:
    fault = interpreter_fault(machine)
    if fault is None:
        return Check("Python", "good", machine.interpreter)
    return Check("Python", "blocked", f"{machine.interpreter}: {fault}.", "Install both on a local drive.")


def _library(machine: Machine, name: str, oldest: tuple[int, ...]) -> Check:
    version = machine.libraries.get(name)
    ask = 'Run: pip install --upgrade "sv-excel[excel]"'
    if version is None:
        return Check(name, "blocked", "Not installed.", ask)
    numbers = tuple(int(part) for part in version.split(".")[: len(oldest)])
    return Check(name, "good", version) if numbers >= oldest else Check(name, "blocked", version, ask)


def _zone(machine: Machine) -> Check:
    if machine.zone is None:
        return Check("Mark of the Web", "good", "Not set.")
    ask = "In the file's Properties tick Unblock, or run 'sv-excel addin install' again."
    return Check("Mark of the Web", "blocked", "Windows marked the add-in as coming from the internet.", ask)


def _policy(policy: Policy, machine: Machine) -> Check:
    if machine.system != "Windows":
        return Check(policy.name, "unknown", "Can be told on Windows only.")
    if any(machine.registry.get(place) == setting for place, setting in policy.blocks):
        return Check(policy.name, "blocked", policy.effect, policy.ask)
    return Check(policy.name, "good", "Not set.")


def _child_processes(machine: Machine) -> Check:
    name = "Office may start programs"
    if machine.system != "Windows":
        return Check(name, "unknown", "Can be told on Windows only.")
    rules = "|".join(machine.registry.get(place, "") for place in ASR).lower()
    setting = dict(rule.split("=", 1) for rule in rules.split("|") if "=" in rule).get(CHILD_PROCESSES)
    if setting not in (_BLOCK, _WARN):
        return Check(name, "good", "No Defender rule against it.")
    ask = (
        "Exclude the interpreter that 'sv-excel addin status' names from Defender's rule "
        f"{CHILD_PROCESSES}, or use the command 'sv-excel live', which Excel does not start."
    )
    return Check(name, "blocked", "Defender keeps Excel from starting Python.", ask)
