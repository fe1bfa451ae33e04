"""From the catalogue's YAML files, and a buyer's own beside them, to one `Catalogue`: every fault told in one run."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import ValidationError

from sv_excel.errors.base import CatalogueError, YamlFileError
from sv_excel.loading import yaml_file
from sv_excel.loading.resources import data_file
from sv_excel.tender.catalogue.catalogue import Catalogue
from sv_excel.tender.catalogue.shape_messages import worded
from sv_excel.tender.catalogue.validation import WORDS, clashes, faults, joined

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
        CatalogueError: with every fault of the files.
    """
    parts = list(_bundled())
    found: list[str] = []
    for path in extra:
        try:
            parts.append(_part(path))
        except CatalogueError as error:
            found += error.faults
    whole = Catalogue()
    for place, (file, part) in enumerate(parts):
        found += _clash_sentences(file, part, whole, parts[:place])
        whole = joined(whole, part)
    for file, part in parts:
        in_order = sorted(faults(part, whole), key=lambda fault: file.line(fault.loc))
        found += [f"{file.place(fault.loc)}: {fault.problem} {fault.remedy}" for fault in in_order]
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
        raise CatalogueError(error.faults) from error
    if file.data is None:
        raise CatalogueError([f"{path}: the file is empty. Begin with such as `mechanisms:`."])
    try:
        return file, Catalogue.model_validate(file.data)
    except ValidationError as error:
        raise CatalogueError(_sentences(error, file)) from error


def _clash_sentences(file: YamlFile, part: Catalogue, whole: Catalogue, before: Sequence[Part]) -> Iterator[str]:
    for group, entry_id, place in clashes(part, whole):
        yield (
            f"{file.place((group, place))}: the {WORDS[group]} {entry_id} says otherwise than the one of this id in "
            f"{_standing(group, entry_id, before)}. Give it an id of its own, or take it out."
        )


def _standing(group: str, entry_id: str, before: Sequence[Part]) -> str:
    places = (
        file.place((group, place))
        for file, part in before
        for place, entry in enumerate(getattr(part, group))
        if entry.id.casefold() == entry_id.casefold()
    )
    return next(places)


def _sentences(error: ValidationError, file: YamlFile) -> list[str]:
    details = sorted(error.errors(include_url=False), key=lambda detail: file.line(detail["loc"]))
    return [f"{file.place(detail['loc'])}: {worded(detail, file.data)}" for detail in details]
