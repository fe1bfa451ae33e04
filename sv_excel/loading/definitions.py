"""From `tender.yaml` to `Tender`; reports everything that is wrong in one run, each with its line and the remedy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sv_excel.errors.tender import DefinitionError, YamlFileError
from sv_excel.findings.finding import Finding, Report
from sv_excel.loading import yaml_file
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.tender.definition.tender import Tender
from sv_excel.tender.definition.validation.known import Known
from sv_excel.tender.definition.validation.paths import subject
from sv_excel.tender.definition.validation.recovery import salvage
from sv_excel.tender.definition.validation.rules import check_rules
from sv_excel.tender.definition.validation.shape_messages import shape_findings
from sv_excel.tender.policy.advice import advice

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.tender.catalogue.catalogue import Catalogue

ROUNDS = 5
"""How often a faulty definition is mended to hold the other rules against it; one round nearly always does."""


def load_tender(path: Path, catalogue: Catalogue | None = None) -> Tender:
    """The tender that the definition at ``path`` describes; held against the catalogue that comes with the program.

    ``catalogue`` is another one to hold it against.

    Raises:
        DefinitionError: with every error of the definition.
    """
    tender, report = check_definition(path, catalogue or load_catalogue())
    if tender is None:
        raise DefinitionError([finding for finding in report if finding.severity == "error"])
    return tender


def check_definition(path: Path, catalogue: Catalogue, *, advised: bool = False) -> tuple[Tender | None, Report]:
    """The tender, or None where there is an error; and everything that is wrong, in the order of the file.

    ``advised``: with what law and policy ask beside the rules, as warnings, once there is no error.
    """
    try:
        file = yaml_file.load(path)
    except YamlFileError as error:
        return None, Report(tuple(_unreadable(finding, path) for finding in error.findings))
    if file.data is None:
        empty = Finding("definition-empty", "the file is empty.", 'Begin with "id: ..." and "title: ...".', path.name)
        return None, Report((empty,))
    tender, found = _held(file.data, _known(catalogue))
    if advised and tender is not None and Report(tuple(found)).clean:
        found += advice(tender, catalogue)
    named = (replace(finding, subject=subject(finding.path or (), file.data)) for finding in found)
    located = (replace(finding, file=path.name) for finding in file.located(named))
    report = Report(tuple(dict.fromkeys(located)))
    return (tender if report.clean else None), report


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `tender.yaml`, by which editors complete and check it while it is written."""
    schema = Tender.model_json_schema()
    schema["$defs"]["Criterion"]["required"].remove("kind")  # a sub-criterion may leave it to its parent
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema


def _held(data: object, known: Known) -> tuple[Tender | None, list[Finding]]:
    """The tender as far as it can be understood, and what is wrong with its shape and by the rules."""
    found: list[Finding] = []
    doubtful: frozenset[str] = frozenset()
    mended = data
    for _ in range(ROUNDS):
        try:
            tender = Tender.model_validate(mended)
        except ValidationError as error:
            errors = error.errors(include_url=False)
            found = found or list(shape_findings(errors, data))
            mended, more = salvage(mended, errors)
            doubtful |= more
        else:
            return tender, [*found, *check_rules(tender, known, doubtful)]
    return None, found


def _known(catalogue: Catalogue) -> Known:
    return Known(
        mechanisms=frozenset(mechanism.id for mechanism in catalogue.mechanisms),
        icbs=frozenset(icb.id for icb in catalogue.icbs),
        categories=frozenset(category.id for category in catalogue.categories),
        measures={measure.id: measure for measure in catalogue.measures},
    )


def _unreadable(finding: Finding, path: Path) -> Finding:
    """What is wrong with a definition as YAML, under the code that definitions have for it."""
    return replace(finding, code="definition-unreadable", file=path.name)
