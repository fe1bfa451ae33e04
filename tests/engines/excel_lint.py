"""What Excel enforces when it opens a workbook and the Open XML SDK does not check, and what we promise besides.

Excel answers most of these faults with "We found a problem with some content": a person then sees a repaired file.
Limits are those of Microsoft's "Excel specifications and limits".
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from engines.lint_books import book_faults
from engines.lint_cells import cell_faults
from engines.lint_package import CONTROLS, Package
from engines.lint_rules import rule_faults
from engines.lint_sheets import sheet_faults
from engines.lint_tables import table_faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def lint(path: Path | str) -> list[str]:
    """What is wrong with a workbook, a sentence each, with its place; an empty list when nothing is."""
    try:
        package = Package(path)
    except zipfile.BadZipFile:
        return ["The file is not an .xlsx package."]
    try:
        return [*_part_faults(package), *book_faults(package), *_sheets_faults(package), *table_faults(package)]
    except ParseError as error:
        return [*_part_faults(package), f"A part of the file is not well-formed XML: {error}."]


def _part_faults(package: Package) -> Iterator[str]:
    for name in sorted({name for name in package.names if package.names.count(name) > 1}):
        yield f"{name}: the file holds this part twice."
    for name, content in package.parts.items():
        if name.endswith((".xml", ".rels", ".vml")) and CONTROLS.search(content):
            yield f"{name}: holds a control character that is not escaped."


def _sheets_faults(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        yield from cell_faults(package, sheet)
        yield from sheet_faults(package, sheet)
        yield from rule_faults(package, sheet)
