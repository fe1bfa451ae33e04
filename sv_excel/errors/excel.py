"""Errors with Excel on this machine: the add-in, and the workbook that is open in it."""

from __future__ import annotations

from sv_excel.errors.base import SvExcelError


class ExcelError(SvExcelError):
    """Excel, or the add-in in it, stands in the way."""


class AddinError(ExcelError):
    """The add-in can't be installed, changed or removed."""


class NoExcelError(ExcelError):
    """There is no Excel to attach to, or no workbook is open in it."""

    def __init__(
        self,
        problem: str = "Excel is not open, or no workbook is.",
        remedy: str = "Open the workbook in Excel, and press Enable Editing if it says Protected View; then try again.",
        *,
        subject: object = None,
    ) -> None:
        super().__init__(problem, remedy, subject=subject)


class OpenBookError(ExcelError):
    """A workbook that is open in Excel can't be worked on."""


class NoPackError(ExcelError):
    """No procurement's folder is known."""

    def __init__(self, place: object) -> None:
        super().__init__(
            "is not in the folder of a procurement (the one with register.json).",
            "Open a workbook of it, or name the folder.",
            subject=place,
        )
