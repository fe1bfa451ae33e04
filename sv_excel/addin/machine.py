"""`Machine`: what the add-in needs to know of this computer, looked up once. Everything that judges it is pure.

This is the only module that reads the registry or asks Windows anything. Elsewhere than on Windows there is nothing to
read, and a `Machine` says so.
"""

from __future__ import annotations

import os
import platform
import site
import sys
from dataclasses import dataclass, field, replace
from importlib import metadata
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from sv_excel.addin.build import FILE
from sv_excel.errors.excel import AddinError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Name = tuple[str, str, str]
"""A registry value: hive (HKCU or HKLM), key, name; an empty name stands for all values of the key, joined."""
_NETWORK_DRIVE = 4
_LIBRARIES = ("xlwings", "pyopenvba")


@dataclass(frozen=True)
class Machine:
    """A computer as the add-in sees it. ``zone`` is the mark that Windows put on the installed file, if any.

    ``base`` is the folder of the Python that a virtual environment was made from, and which its interpreter starts.
    """

    system: str
    appdata: Path | None
    interpreter: str
    base: str = ""
    excel_running: bool = False
    interpreter_on_network: bool = False
    interpreter_isolated: bool = True
    onedrive: tuple[str, ...] = ()
    registry: Mapping[Name, str] = field(default_factory=dict)
    zone: str | None = None
    libraries: Mapping[str, str] = field(default_factory=dict)

    @property
    def addin(self) -> Path:
        """Where the add-in lies once installed; `AddinError` where this account has no such folder."""
        if self.appdata is None:
            raise AddinError(
                "there is no APPDATA folder, from which Excel on Windows loads add-ins.",
                "Elsewhere use the plain commands, or 'sv-excel live' where Excel is open.",
                subject=self.system,
            )
        return self.appdata / "Microsoft" / "Excel" / "XLSTART" / FILE


def look(wanted: Iterable[Name] = (), interpreter: str | None = None) -> Machine:
    """This computer now, with the registry values that are wanted and there."""
    python = interpreter or sys.executable
    base = _base(python)
    appdata = os.environ.get("APPDATA")
    folder = Path(appdata) if appdata else None
    machine = Machine(
        system=platform.system(),
        appdata=folder,
        interpreter=python,
        base=base,
        excel_running=_excel_running(),
        interpreter_on_network=any(_on_network(path) for path in (python, base) if path),
        interpreter_isolated=not (site.ENABLE_USER_SITE and __file__.startswith(site.getusersitepackages())),
        onedrive=tuple(value for name, value in os.environ.items() if name.startswith("OneDrive") and value),
        registry=_registry(wanted),
        libraries=_libraries(),
    )
    return machine if folder is None else _with_zone(machine)


def _base(python: str) -> str:
    """Where the Python lies that this one starts, as the virtual environment's own note says; empty without one."""
    note = Path(python).parent.parent / "pyvenv.cfg"
    lines = note.read_text(encoding="utf-8", errors="replace").splitlines() if note.is_file() else []
    pairs = (line.partition("=") for line in lines)
    return next((value.strip() for key, _, value in pairs if key.strip() == "home"), "")


def _with_zone(machine: Machine) -> Machine:
    stream = Path(f"{machine.addin}:Zone.Identifier")
    return replace(machine, zone=stream.read_text(encoding="utf-8", errors="replace") if stream.is_file() else None)


def _libraries() -> dict[str, str]:
    found = {}
    for library in _LIBRARIES:
        try:
            found[library] = metadata.version(library)
        except metadata.PackageNotFoundError:
            continue
    return found


if sys.platform == "win32":  # pragma: no cover - asked of Windows itself; see docs/excel-acceptance.md
    import ctypes
    import winreg

    _HIVES = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}

    def _excel_running() -> bool:
        return bool(ctypes.windll.user32.FindWindowW("XLMAIN", None))

    def _on_network(path: str) -> bool:
        drive = PureWindowsPath(path).drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _NETWORK_DRIVE

    def _registry(wanted: Iterable[Name]) -> dict[Name, str]:
        found = {}
        for hive, key, name in wanted:
            try:
                with winreg.OpenKey(_HIVES[hive], key) as opened:
                    found[hive, key, name] = _value(opened, name)
            except OSError:
                continue
        return found

    def _value(key: winreg.HKEYType, name: str) -> str:
        if name:
            return str(winreg.QueryValueEx(key, name)[0])
        count = winreg.QueryInfoKey(key)[1]
        return "|".join("=".join(map(str, winreg.EnumValue(key, place)[:2])) for place in range(count))

else:

    def _excel_running() -> bool:
        return False

    def _on_network(path: str) -> bool:
        return PureWindowsPath(path).drive.startswith("\\\\")

    def _registry(wanted: Iterable[Name]) -> dict[Name, str]:  # noqa: ARG001 - the same door as on Windows
        return {}
