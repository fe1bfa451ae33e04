"""Put the add-in into Excel's start folder, say whether it is there, take it away. Nothing else changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from sv_excel.addin.build import build, settings_of
from sv_excel.errors.excel import AddinError
from sv_excel.pack.writing import sentence, write_whole
from sv_excel.version import version
from sv_excel.workbooks.sheet.card import SHEET

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.addin.machine import Machine

_IT = "it, or the Python that it starts,"
CARD_KIND = "kind"
"""The label on the card beside which the kind of workbook stands."""


@dataclass(frozen=True, slots=True)
class Status:
    """Whether the add-in is installed, and whether it is the one that this version would install for this Python.

    ``interpreter`` and ``version`` are those of the installed file; where there is none, what would be installed.
    """

    path: Path
    installed: bool
    current: bool
    interpreter: str
    version: str

    def to_data(self) -> dict[str, str | bool]:
        """As JSON has it."""
        return {
            "path": str(self.path),
            "installed": self.installed,
            "current": self.current,
            "interpreter": self.interpreter,
            "version": self.version,
        }


def settings(interpreter: str) -> dict[str, str]:
    """What is pinned on the add-in's own sheet."""
    return {
        "INTERPRETER": interpreter,
        "VERSION": version(),
        "CARD_SHEET": SHEET,
        "CARD_KIND": CARD_KIND,
    }


def interpreter_fault(machine: Machine) -> str | None:
    """Why an interpreter cannot be pinned, as the end of a sentence; None where it can."""
    path = machine.interpreter
    if any(character in path for character in '"%\r\n'):
        return "its path holds a quotation mark, a percent sign or a line break"
    if not (PureWindowsPath(path).is_absolute() or PurePosixPath(path).is_absolute()):
        return "it is not a full path"
    if machine.interpreter_on_network:
        return f"{_IT} lies on a network drive, where others could change it and Excel would wait for it"
    if any(_synchronised(held, machine.onedrive) for held in (path, machine.base) if held):
        return f"{_IT} lies in a OneDrive folder, whose files can be absent or replaced from another computer"
    if not machine.interpreter_isolated:
        return "it would not see sv-excel, which stands in the person's own site folder; use a virtual environment"
    return None


def _synchronised(path: str, roots: tuple[str, ...]) -> bool:
    windows = PureWindowsPath(path)
    named = any(part.casefold().startswith("onedrive") for part in windows.parts)
    return named or any(windows.is_relative_to(PureWindowsPath(root)) for root in roots)


def install(machine: Machine) -> Status:
    """Make the add-in for this Python and put it into the start folder.

    Raises:
        AddinError: Excel is open, and may hold an older one; Excel should not start this Python; or this account has
            no folder for it.
        LibraryMissingError: the library that makes it is not installed.
        NotWrittenError: the system refuses; see `write_whole` for the other reasons.
    """
    path = machine.addin
    _excel_closed(machine, "install")
    write_whole(path, made_for(machine))
    return status(machine)


def made_for(machine: Machine) -> bytes:
    """The add-in that starts this machine's Python; `AddinError` where Excel should not start that."""
    fault = interpreter_fault(machine)
    if fault is not None:
        raise AddinError(
            f"{fault}.",
            "Install Python on a local drive, then sv-excel[excel] in a virtual environment there, and run this "
            "command with it.",
            file=machine.interpreter,
        )
    return build(settings(machine.interpreter))


def remove(machine: Machine) -> bool:
    """Take the add-in away; whether there was one. `AddinError` while Excel holds it."""
    path = machine.addin
    _excel_closed(machine, "remove")
    if not path.exists():
        return False
    try:
        path.unlink()
    except OSError as error:
        raise sentence(error, path) from error
    return True


def status(machine: Machine) -> Status:
    """Whether it is there, and whether its bytes are what this version makes for this Python."""
    path = machine.addin
    wanted = settings(machine.interpreter)
    held = path.read_bytes() if path.is_file() else None
    pinned = wanted if held is None else settings_of(held)
    current = held is not None and held == build(wanted)
    return Status(path, held is not None, current, pinned.get("INTERPRETER", ""), pinned.get("VERSION", ""))


def _excel_closed(machine: Machine, command: str) -> None:
    if machine.excel_running:
        raise AddinError(
            "Excel is open.", f"Save your work and close every Excel window, then: sv-excel addin {command}"
        )
