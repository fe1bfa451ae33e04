"""Errors with files: packs, workbooks, templates, the disk that they are on, and the libraries that read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.errors.base import SvExcelError, WrongUseError

if TYPE_CHECKING:
    from collections.abc import Sequence

ASK_AGAIN = "Ask for the workbook to be saved again as an Excel workbook (.xlsx) and returned."


class NotAPackError(WrongUseError):
    """A folder is no pack: nothing was generated in it."""

    def __init__(self, folder: object) -> None:
        super().__init__("not a pack, for it has no register.json.", "Make one with: sv-excel generate.", file=folder)


class NothingToReadError(WrongUseError):
    """A path with nothing in it that could be checked."""

    def __init__(self, path: object) -> None:
        super().__init__(
            "there is no workbook and no definition in it.", "Give a tender.yaml, an .xlsx or a pack.", file=path
        )


class NoSchedulerError(WrongUseError):
    """No scheduler answers where one was named."""

    def __init__(self, address: str) -> None:
        super().__init__(
            "no Dask scheduler answers there.", "Check the address, or leave --scheduler out.", subject=address
        )


class SchedulerMissingError(WrongUseError):
    """Work is to go to a cluster, and the library for it is not installed."""

    def __init__(self) -> None:
        super().__init__("A scheduler needs one more library.", 'Install it with: pip install "sv-excel[dask]"')


class LibraryMissingError(SvExcelError):
    """Something needs a library that the plain installation leaves out; ``extra`` brings it."""

    def __init__(self, what: str, library: str, extra: str) -> None:
        super().__init__(
            f"needs {library}, which is not installed.", f'Run: pip install "sv-excel[{extra}]"', subject=what
        )


class NotWrittenError(SvExcelError):
    """A file can't be written."""


class WouldReplaceError(NotWrittenError):
    """Files that exist would be replaced; ``files`` says which."""

    def __init__(self, files: Sequence[object]) -> None:
        self.files = tuple(files)
        names = "\n".join(f"  {file}" for file in self.files)
        super().__init__(
            f"These files exist already and would be replaced:\n{names}\nNothing was written.",
            "To replace them, run again with --force: what they hold is kept beside them, dated.",
        )


class DefinitionExistsError(NotWrittenError):
    """A definition is where a new one was to be put."""

    def __init__(self, file: object) -> None:
        super().__init__(
            "is there already, and a definition is never written over.",
            "Give another folder, or move it away.",
            file=file,
        )


class FileInUseError(NotWrittenError):
    """A file can't be replaced, most likely since it is open."""

    def __init__(self, file: object) -> None:
        super().__init__(
            "cannot be replaced.",
            "If it is open in Excel, close it; if not, ask for the right to write in its folder. What was there is "
            "unchanged.",
            file=file,
        )


class OpenElsewhereError(NotWrittenError):
    """The mark that a spreadsheet program leaves beside an open file is there."""

    def __init__(self, file: object, mark: object) -> None:
        super().__init__(
            "is open in a spreadsheet program.",
            f"Close it, then run again. If nobody has it open, delete {mark}.",
            file=file,
        )


class DiskFullError(NotWrittenError):
    """There is no room for a file."""

    def __init__(self, file: object) -> None:
        super().__init__(
            "there is no room left to write it. What was there is unchanged.", "Make room, run again.", file=file
        )


class PackBusyError(NotWrittenError):
    """Another run is at work on the same pack."""

    def __init__(self, folder: object, process: object, host: object, since: object, lock: object) -> None:
        super().__init__(
            f"another run is at work on this pack (process {process} on {host}, since {since}).",
            f"Wait until it has ended. If nothing runs any more, delete {lock}.",
            file=folder,
        )


class PackFileError(SvExcelError):
    """A file of a pack is missing, or was changed so that it can't be relied on."""

    def __init__(self, file: object, problem: str, remedy: str = "Put back the copy that was kept.") -> None:
        super().__init__(f"{problem}.", remedy, file=file)


class TemplateError(SvExcelError):
    """A template lacks something that every workbook needs, or can't be read."""

    def __init__(self, file: object, problem: str) -> None:
        super().__init__(f"{problem}.", "Start again from a copy of the template that comes with sv-excel.", file=file)


class DocumentTemplateError(SvExcelError):
    """A Word template asks for what a document does not have, or is no Word document."""

    code = "template-unusable"

    def __init__(self, name: str, problem: str) -> None:
        self.name = name
        super().__init__(
            f"The template {name} cannot be used: {problem}.",
            "Restyle the one that comes with the program, and leave what stands in double braces as it is.",
        )


class TextTooLongError(SvExcelError):
    """A text does not fit into a cell: Excel would cut it without a word."""

    def __init__(self, text: str, limit: int) -> None:
        super().__init__(
            f"The text that begins {text[:40]!r} has {len(text)} characters, more than the {limit} that a cell holds.",
            "Shorten it.",
        )


class UnreadableWorkbook(SvExcelError):  # noqa: N818 - named in the contract of the reader
    """A workbook is refused before any cell is looked at: why, by a stable ``code``, and what to do.

    Raised behind the door of `read_workbook` without a ``name``; the door adds what the file is called.
    """

    def __init__(self, code: str, problem: str, remedy: str = ASK_AGAIN, *, name: str | None = None) -> None:
        self.code, self.problem, self.remedy, self.name = code, problem, remedy, name
        super().__init__(problem, remedy, file=name)

    def called(self, name: str) -> UnreadableWorkbook:
        """The same of the file with this name."""
        return UnreadableWorkbook(self.code, self.problem, self.remedy, name=name)


class ResourceMissingError(SvExcelError):
    """A file that comes with the program is not where it was installed."""

    def __init__(self, name: str) -> None:
        super().__init__("is missing from the installation of sv-excel.", "Install it again.", file=name)


class BundleError(SvExcelError):
    """The zip of a pack is refused."""

    code = "unreadable"

    def __init__(self, file: object, problem: str) -> None:
        super().__init__(f"{problem}.", "Ask for the bundle again: sv-excel bundle PACK.", file=file)


class BidListError(SvExcelError):
    """A list of bids from an e-tendering system can't be taken over."""

    code = "bid-list"

    def __init__(self, path: object, problem: str) -> None:
        super().__init__(
            f"{problem}.",
            "Save it as CSV with a line of headings; say which column is which with --column "
            'tenderer="Name of the column".',
            file=path,
        )
