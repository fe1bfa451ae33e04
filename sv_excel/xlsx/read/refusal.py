"""The two commonest reasons why a file is not read. The door, `open.read_workbook`, adds the file's name."""

from __future__ import annotations

from sv_excel.errors.files import UnreadableWorkbook


def damaged(what: str) -> UnreadableWorkbook:
    """The file breaks a rule of its own format; ``what`` completes the sentence."""
    return UnreadableWorkbook("unreadable", f"The file is damaged: {what}.")


def too_large(what: str) -> UnreadableWorkbook:
    """The file is beyond a limit that no workbook of a tender comes near."""
    return UnreadableWorkbook("too-large", f"The file is too large to be a returned workbook: {what}.")
