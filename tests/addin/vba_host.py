"""The add-in's VBA in pyOpenVBA's runtime. Only `SvShell`, which needs Windows, is replaced: it writes down calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import VBAObject, member, method

from sv_excel.addin.build import MODULES, build, source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SHELL = """Attribute VB_Name = "SvShell"
Option Explicit
Public gLines As String
Public gStatus As Long
Public gFolder As String
Public gProject As Boolean
Public Function SvStart(ByVal commandLine As String) As Long
    gLines = gLines & commandLine & vbLf
    SvStart = gStatus
    If gStatus = 70 Then Err.Raise 70
    If gStatus = 3 Then gStatus = 0
End Function
Public Function SvAskFolder() As String
    SvAskFolder = gFolder
End Function
Public Function SvWindow() As String
    SvWindow = "4711"
End Function
Public Function SvHasProject(ByVal book As Object) As Boolean
    SvHasProject = gProject
End Function
Public Sub SvBehave(ByVal status As Long, ByVal folder As String, ByVal project As Boolean)
    gStatus = status
    gFolder = folder
    gProject = project
End Sub
Public Function SvStarted() As String
    SvStarted = gLines
End Function
Public Function SvNoWorkbook() As Object
    Set SvNoWorkbook = Nothing
End Function
Public Function SvAskEnabled(control As Object) As Boolean
    Dim answer
    SvGetEnabled control, answer
    SvAskEnabled = answer
End Function
"""


class Control(VBAObject):
    """A ribbon control, as Excel hands it to a callback."""

    def __init__(self, name: str, tag: str) -> None:
        super().__init__()
        self.name, self.tag = name, tag

    @member(name="Id")
    def get_id(self) -> object:
        return self.name

    @member(name="Tag")
    def get_tag(self) -> object:
        return self.tag


class Ribbon(VBAObject):
    """The ribbon; counts how often it is asked to ask again."""

    asked = 0

    @method(name="Invalidate")
    def invalidate(self) -> object:
        self.asked += 1
        return None


class Host:
    """Excel with the add-in loaded. The runtime takes that itself for an open workbook; ``empty`` takes it away."""

    def __init__(self, folder: Path, settings: Mapping[str, str], *, empty: bool = False) -> None:
        path = folder / "sv_excel.xlam"
        path.write_bytes(build(settings))
        self.app = ExcelApplication.open(path, with_vba=False)
        for name in MODULES:
            code = SHELL if name == "SvShell" else source(f"{name}.bas")
            self.app.add_module(code.replace("ActiveWorkbook", "SvNoWorkbook") if empty else code, name=name)
        document = source("ThisWorkbook.cls").replace("WithEvents ", "")
        self.app.add_module(document, name="ThisWorkbook", kind="document")

    def behave(self, *, status: int = 0, folder: str = "", project: bool = False) -> None:
        """What Windows answers from now on."""
        self.app.run("SvBehave", status, folder, project)

    def press(self, callback: str, control: Control) -> None:
        self.app.run(callback, control)

    def enabled(self, control: Control) -> object:
        return self.app.run("SvAskEnabled", control)

    @property
    def started(self) -> list[str]:
        """The command lines given to Windows."""
        return str(self.app.run("SvStarted")).splitlines()

    @property
    def boxes(self) -> list[str]:
        return [str(dialog[1]) for dialog in self.app.interpreter.dialogs]
