"""`Refusal`: why a file is not read. Raised behind the door of `file.read_workbook`, which adds the file's name."""

from __future__ import annotations

SAVE_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx) and send that."
ASK_AGAIN = "Ask for the workbook to be saved again as an Excel workbook (.xlsx) and returned."


class Refusal(Exception):  # noqa: N818 - a refusal is what it is
    """A stable code (contract, section 5), the problem and the remedy, each a sentence."""

    def __init__(self, code: str, problem: str, remedy: str = ASK_AGAIN) -> None:
        self.code, self.problem, self.remedy = code, problem, remedy
        super().__init__(problem)


def damaged(what: str) -> Refusal:
    """The file breaks a rule of its own format; ``what`` completes the sentence."""
    return Refusal("unreadable", f"The file is damaged: {what}.")


def too_large(what: str) -> Refusal:
    """The file is beyond a limit that no workbook of a tender comes near."""
    return Refusal("too-large", f"The file is too large to be a returned workbook: {what}.")
