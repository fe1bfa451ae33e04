"""What can go wrong with Excel on this machine: the add-in, and the workbook that is open in it."""

from __future__ import annotations

from sv_excel.errors.base import SvExcelError


class ExtraMissingError(SvExcelError):
    """A command needs a library that the plain installation leaves out."""

    def __init__(self, command: str, library: str) -> None:
        super().__init__(
            f'sv-excel {command}: needs {library}, which is not installed. Run: pip install "sv-excel[excel]"'
        )


class NoAppDataError(SvExcelError):
    """There is no folder that Excel loads add-ins from."""

    def __init__(self, system: str) -> None:
        super().__init__(
            f"{system}: there is no APPDATA folder, from which Excel on Windows loads add-ins. Elsewhere use the plain "
            "commands, or 'sv-excel live' where Excel is open."
        )


class ExcelRunningError(SvExcelError):
    """Excel is open while the add-in is to change."""

    def __init__(self, command: str) -> None:
        super().__init__(f"Excel is open. Save your work and close every Excel window, then: sv-excel addin {command}")


class InterpreterError(SvExcelError):
    """Excel should not start this Python."""

    def __init__(self, interpreter: str, fault: str) -> None:
        super().__init__(
            f"{interpreter}: {fault}. Install Python on a local drive, then sv-excel[excel] in a virtual environment "
            "there, and run this command with it."
        )


class NoExcelError(SvExcelError):
    """No Excel to attach to."""

    def __init__(self) -> None:
        super().__init__(
            "Excel is not open, or no workbook is. Open the workbook in Excel, and press Enable Editing if it says "
            "Protected View; then try again."
        )


class NoDesktopExcelError(SvExcelError):
    """A computer on which no Excel can be attached to."""

    def __init__(self, system: str) -> None:
        super().__init__(
            f"{system}: desktop Excel cannot be reached from here. The plain commands do the same on files: sv-excel "
            'check, consolidate, summarise. On Windows or a Mac run: pip install --upgrade "sv-excel[excel]"'
        )


class BookNotOpenError(SvExcelError):
    """The workbook that a button was pressed on is gone."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: is not open in Excel any more. Open it, then try again.")


class SameNameError(SvExcelError):
    """Another workbook of this name is open, and Excel holds only one of a name."""

    def __init__(self, path: object, name: str) -> None:
        super().__init__(
            f"{path}: cannot be opened, since another workbook that is called {name} is open in Excel. Close that one, "
            "then try again."
        )


class NotSavableError(SvExcelError):
    """Excel does not save a workbook under its own name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}: Excel does not save it; perhaps it is open read-only. Save your entries under another name if "
            "there are any, close it, then try again."
        )


class CarriesCodeError(SvExcelError):
    """A workbook with settings or code for an add-in, which a procurement's workbook never has."""

    def __init__(self, name: str, sheet: str) -> None:
        super().__init__(
            f"{name}: its sheet {sheet!r} carries settings or code for an add-in, so it is not processed. Ask the "
            "procurement lead for a new copy."
        )


class NoPackError(SvExcelError):
    """No procurement's folder is known."""

    def __init__(self, place: object) -> None:
        super().__init__(
            f"{place}: is not in the folder of a procurement (the one with register.json). Open a workbook of it, or "
            "name the folder."
        )


class NotSavedError(SvExcelError):
    """A workbook that has no file on this computer."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}: has no file on this computer; perhaps it is new, or open straight from SharePoint or OneDrive. "
            "Save it in a folder here, then try again."
        )


class NotMadeYetError(SvExcelError):
    """What a button opens is not there yet."""

    def __init__(self, path: object, remedy: str) -> None:
        super().__init__(f"{path}: is not there yet. {remedy}")
