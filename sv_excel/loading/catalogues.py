"""From the catalogue's YAML files, and a buyer's own beside them, to one `Catalogue`; every finding in one run."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import ValidationError

from sv_excel.errors.tender import CatalogueError, YamlFileError
from sv_excel.findings.finding import Finding
from sv_excel.loading import yaml_file
from sv_excel.loading.resources import data_file
from sv_excel.tender.catalogue.catalogue import Catalogue
from sv_excel.tender.catalogue.shape_messages import BEGIN, shape_finding
from sv_excel.tender.catalogue.validation import WORDS, check_catalogue, clashes, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sv_excel.loading.yaml_file import YamlFile

BUNDLED = ("mechanisms.yaml", "icb_priorities.yaml")
Part = tuple["YamlFile", Catalogue]


def load_catalogue(extra: Sequence[Path] = ()) -> Catalogue:
    """The catalogue that comes with the program, with the entries of the ``extra`` files added.

    An entry may stand in several files only if it says the same in each.

    Raises:
        CatalogueError: with every finding of the files.
    """
    parts = list(_bundled())
    found: list[Finding] = []
    for path in extra:
        try:
            parts.append(_part(path))
        except CatalogueError as error:
            found += error.findings
    whole = Catalogue()
    for place, (file, part) in enumerate(parts):
        found += file.located(_clashes(part, whole, parts[:place]))
        whole = joined(whole, part)
    for file, part in parts:
        found += file.located(check_catalogue(part, whole))
    if found:
        raise CatalogueError(found)
    return whole


@cache
def _bundled() -> tuple[Part, ...]:
    return tuple(_part(data_file(name)) for name in BUNDLED)


def _part(path: Path) -> Part:
    try:
        file = yaml_file.load(path)
    except YamlFileError as error:
        raise CatalogueError(error.findings) from error
    if file.data is None:
        raise CatalogueError([Finding("catalogue-empty", "the file is empty.", BEGIN, file=str(path))])
    try:
        return file, Catalogue.model_validate(file.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        raise CatalogueError(file.located(shape_finding(detail, file.data) for detail in errors)) from error


def _clashes(part: Catalogue, whole: Catalogue, before: Sequence[Part]) -> Iterator[Finding]:
    for group, entry_id, place in clashes(part, whole):
        yield Finding(
            "catalogue-clash",
            f"the {WORDS[group]} {entry_id} says otherwise than the one of this id in "
            f"{_first_place(group, entry_id, before)}.",
            "Give it an id of its own, or take it out.",
            path=(group, place),
        )


def _first_place(group: str, entry_id: str, before: Sequence[Part]) -> str:
    """Where the entry of an id comes first: ``mechanisms.yaml, line 12``."""
    places = (
        f"{file.path}, line {file.line((group, place))}"
        for file, part in before
        for place, entry in enumerate(getattr(part, group))
        if entry.id.casefold() == entry_id.casefold()
    )
    return next(places)
