"""Social value tender evaluation in plain Excel workbooks: the public names, and the map of the house.

Each room imports only from those before it. ``findings`` is what is wrong in people's files, with the registry of all
codes; ``errors`` are the calls that can't be carried out. ``tender`` is what is bought and how it is judged.
``workbooks`` says where each thing is in a workbook, one folder for each kind. ``xlsx`` reads and writes workbook
files, ``loading`` reads the YAML files and templates, ``documents`` makes Word documents, ``report`` the page that is
read on a screen. ``pack`` is the folder that a procurement lives in. ``steps`` are the verbs, one a module.
``commands``, with ``cli``, and ``addin`` are how people reach them.

The names below are imported when they are asked for, so that ``import sv_excel`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sv_excel.errors.base import SvExcelError
    from sv_excel.errors.tender import DefinitionError
    from sv_excel.findings.finding import Finding, Report
    from sv_excel.loading.catalogues import load_catalogue
    from sv_excel.loading.definitions import load_tender
    from sv_excel.steps.check import check
    from sv_excel.steps.consolidate import consolidate
    from sv_excel.steps.entries import entries
    from sv_excel.steps.generate import generate
    from sv_excel.steps.summarise import summarise
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.scoring.evaluation import Evaluation, ModerationRecord
    from sv_excel.tender.scoring.result import Result
    from sv_excel.xlsx.read.open import read_workbook as open_book

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
    "DefinitionError": "errors.tender:DefinitionError",
    "Evaluation": "tender.scoring.evaluation:Evaluation",
    "Finding": "findings.finding:Finding",
    "ModerationRecord": "tender.scoring.evaluation:ModerationRecord",
    "Report": "findings.finding:Report",
    "Result": "tender.scoring.result:Result",
    "SvExcelError": "errors.base:SvExcelError",
    "Tender": "tender.definition.tender:Tender",
    "check": "steps.check:check",
    "consolidate": "steps.consolidate:consolidate",
    "entries": "steps.entries:entries",
    "generate": "steps.generate:generate",
    "load_catalogue": "loading.catalogues:load_catalogue",
    "load_tender": "loading.definitions:load_tender",
    "open_book": "xlsx.read.open:read_workbook",
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
