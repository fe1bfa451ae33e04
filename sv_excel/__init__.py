"""Social value tender evaluation in plain Excel workbooks: the public names, and the map of the house.

``tender`` is what is bought and how it is judged. ``layout`` says where each thing stands in a workbook, the only place
that knows. ``books`` are the doors to real workbooks, ``documents`` to what is read on paper, ``report`` to
the page that is read on a screen; ``definitions``, ``catalogues`` and ``resources`` those to the YAML files and
templates. ``pack`` is the folder that a procurement lives in. ``steps`` are the verbs, one a module. ``cli``,
``commands`` and ``addin`` are how people reach them. Each imports only from what stands before it.

The names below are brought in when they are asked for, so that ``import sv_excel`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sv_excel.books.file import read_workbook as open_book
    from sv_excel.catalogues import load_catalogue
    from sv_excel.definitions import load_tender
    from sv_excel.errors import DefinitionError, SvExcelError
    from sv_excel.layout.findings import Finding, Report
    from sv_excel.steps.check import check
    from sv_excel.steps.consolidate import consolidate
    from sv_excel.steps.entries import entries
    from sv_excel.steps.generate import generate
    from sv_excel.steps.summarise import summarise
    from sv_excel.tender.definition import Tender
    from sv_excel.tender.evaluation import Evaluation, ModerationRecord
    from sv_excel.tender.result import Result

__all__ = [
    "DefinitionError",
    "Evaluation",
    "Finding",
    "ModerationRecord",
    "Report",
    "Result",
    "SvExcelError",
    "Tender",
    "check",
    "consolidate",
    "entries",
    "generate",
    "load_catalogue",
    "load_tender",
    "open_book",
    "summarise",
]

_PLACES = {
    "DefinitionError": "errors:DefinitionError",
    "Evaluation": "tender.evaluation:Evaluation",
    "Finding": "layout.findings:Finding",
    "ModerationRecord": "tender.evaluation:ModerationRecord",
    "Report": "layout.findings:Report",
    "Result": "tender.result:Result",
    "SvExcelError": "errors:SvExcelError",
    "Tender": "tender.definition:Tender",
    "check": "steps.check:check",
    "consolidate": "steps.consolidate:consolidate",
    "entries": "steps.entries:entries",
    "generate": "steps.generate:generate",
    "load_catalogue": "catalogues:load_catalogue",
    "load_tender": "definitions:load_tender",
    "open_book": "books.file:read_workbook",
    "summarise": "steps.summarise:summarise",
}


def __getattr__(name: str) -> object:
    """A public name, from where it stands."""
    place = _PLACES.get(name)
    if place is None:
        raise AttributeError(f"module 'sv_excel' has no attribute {name!r}")
    module, _, attribute = place.partition(":")
    return getattr(import_module(f"sv_excel.{module}"), attribute)


def __dir__() -> list[str]:
    return __all__
