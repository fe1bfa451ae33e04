"""Where the catalogue's files and the workbook templates lie: the one module that knows.

In a checkout they stand at the root of the repository; a wheel carries them in ``sv_excel/data/``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sv_excel.errors.files import ResourceMissingError

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE = Path(__file__).parents[1]


def data_file(name: str) -> Path:
    """The file ``name``, such as ``mechanisms.yaml``.

    Raises:
        ResourceMissingError: where the installation lacks it.
    """
    return _found(name, Path.is_file)


def templates_folder() -> Path:
    """The folder of workbook templates.

    Raises:
        ResourceMissingError: where the installation lacks it.
    """
    return _found("workbook_templates", Path.is_dir)


def _found(name: str, is_there: Callable[[Path], bool]) -> Path:
    for folder in (PACKAGE / "data", PACKAGE.parent):
        if is_there(folder / name):
            return folder / name
    raise ResourceMissingError(name)


def looks_folder(own: Path) -> Path:
    """A buyer's ``own`` folder where it has the looks of workbooks, or the one that comes with the program."""
    has = any((own / name).is_file() for name in ("look.xlsx", "guidance.xlsx"))
    return own if has else templates_folder()
