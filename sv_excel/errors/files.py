"""What can go wrong with files: packs, workbooks, templates, and the disk that they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.errors.base import SvExcelError

if TYPE_CHECKING:
    from collections.abc import Sequence


class NotAPackError(SvExcelError):
    """A folder is no pack: nothing was generated in it."""

    exit_status = 2

    def __init__(self, folder: object) -> None:
        super().__init__(f"{folder}: not a pack, for it has no register.json. Make one with: sv-excel generate.")


class WouldReplaceError(SvExcelError):
    """Files that exist would be replaced; ``files`` says which."""

    def __init__(self, files: Sequence[object]) -> None:
        self.files = tuple(files)
        names = "\n".join(f"  {file}" for file in self.files)
        super().__init__(
            f"These files exist already and would be replaced:\n{names}\n"
            "Nothing was written. To replace them, run again with --force: what they hold is kept beside them, dated."
        )


class FileInUseError(SvExcelError):
    """A file cannot be replaced, most likely since it is open."""

    def __init__(self, file: object) -> None:
        super().__init__(
            f"{file}: cannot be replaced. If it is open in Excel, close it; if not, ask for the right to write in its "
            "folder. What was there is unchanged."
        )


class OpenElsewhereError(SvExcelError):
    """The mark that a spreadsheet program leaves beside an open file is there."""

    def __init__(self, file: object, mark: object) -> None:
        super().__init__(
            f"{file}: is open in a spreadsheet program. Close it, then run again. If nobody has it open, delete {mark}."
        )


class DiskFullError(SvExcelError):
    """There is no room for a file."""

    def __init__(self, file: object) -> None:
        super().__init__(
            f"{file}: there is no room left to write it. What was there is unchanged. Make room, run again."
        )


class NotWrittenError(SvExcelError):
    """A file cannot be written, for a reason that the system gives."""

    def __init__(self, file: object, reason: str) -> None:
        super().__init__(f"{file}: cannot be written ({reason}). What was there is unchanged.")


class PackBusyError(SvExcelError):
    """Another run is at work on the same pack."""

    def __init__(self, folder: object, process: object, host: object, since: object, lock: object) -> None:
        super().__init__(
            f"{folder}: another run is at work on this pack (process {process} on {host}, since {since}). Wait until "
            f"it has ended. If nothing runs any more, delete {lock}."
        )


class RegisterError(SvExcelError):
    """``register.json`` cannot be relied on."""

    def __init__(self, file: object, problem: str, remedy: str = "Put back the copy that was kept.") -> None:
        super().__init__(f"{file}: {problem}. {remedy}")


class TemplateError(SvExcelError):
    """A template lacks something that every workbook needs, or cannot be read."""

    def __init__(self, file: object, problem: str) -> None:
        super().__init__(f"{file}: {problem}. Start again from a copy of the template that comes with sv-excel.")


class TextTooLongError(SvExcelError):
    """A text does not fit into a cell: Excel would cut it without a word."""

    def __init__(self, text: str, limit: int) -> None:
        super().__init__(
            f"The text that begins {text[:40]!r} has {len(text)} characters, more than the {limit} that a cell holds. "
            "Shorten it."
        )


class UnreadableWorkbook(SvExcelError):  # noqa: N818 - named in the contract of the reader
    """A workbook is refused before any cell is looked at: why, by a stable code, and what to do."""

    def __init__(self, code: str, name: str, problem: str, remedy: str) -> None:
        self.code, self.name, self.problem, self.remedy = code, name, problem, remedy
        super().__init__(f"{name}: {problem} {remedy}")


class ResourceMissingError(SvExcelError):
    """A file that comes with the program is not where it was installed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: is missing from the installation of sv-excel. Install it again.")


class NothingToReadError(SvExcelError):
    """A path with nothing in it that could be checked."""

    exit_status = 2

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path}: there is no workbook and no definition in it. Give a tender.yaml, an .xlsx or a pack."
        )


class PackFileError(SvExcelError):
    """A file of a pack is missing or spoilt."""

    def __init__(self, file: object) -> None:
        super().__init__(f"{file}: is missing or was spoilt. Put back the copy that was kept.")


class DefinitionExistsError(SvExcelError):
    """A definition is where a new one was to be put."""

    def __init__(self, file: object) -> None:
        super().__init__(
            f"{file}: is there already, and a definition is never written over. Give another folder, or move it away."
        )


class DocumentTemplateError(SvExcelError):
    """A Word template asks for what a document does not have, or is no Word document."""

    code = "template-unusable"

    def __init__(self, name: str, problem: str) -> None:
        self.name = name
        super().__init__(
            f"The template {name} cannot be used: {problem}. Restyle the one that comes with the program, "
            "and leave what stands in double braces as it is."
        )


class BundleError(SvExcelError):
    """The zip of a pack is refused."""

    code = "unreadable"

    def __init__(self, file: object, problem: str) -> None:
        super().__init__(f"{file}: {problem}. Ask for the bundle again: sv-excel bundle PACK.")


class ParquetMissingError(SvExcelError):
    """The library that writes Parquet is not installed."""

    def __init__(self) -> None:
        super().__init__('Parquet needs one more library. Install it with: pip install "sv-excel[parquet]"')


class SchedulerMissingError(SvExcelError):
    """Work is to go to a cluster, and the library for it is not installed."""

    exit_status = 2

    def __init__(self) -> None:
        super().__init__('A scheduler needs one more library. Install it with: pip install "sv-excel[dask]"')


class NoSchedulerError(SvExcelError):
    """No scheduler answers where one was named."""

    exit_status = 2

    def __init__(self, address: str) -> None:
        super().__init__(f"{address}: no Dask scheduler answers there. Check the address, or leave --scheduler out.")


class BidListError(SvExcelError):
    """A list of bids from an e-tendering system cannot be taken over."""

    code = "bid-list"

    def __init__(self, path: object, problem: str) -> None:
        super().__init__(
            f"{path}: {problem}. Save it as CSV with a line of headings; say which column is which with --column "
            'tenderer="Name of the column".'
        )
