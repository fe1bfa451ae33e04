"""What is wrong with the shape of a catalogue's entry, in a person's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sv_excel.findings.finding import Finding
from sv_excel.tender.catalogue.boards import Icb, IcbPriority
from sv_excel.tender.catalogue.catalogue import (
    Catalogue,
    CataloguedMeasure,
    Category,
    Mechanism,
    ProxySource,
    ValueRange,
)
from sv_excel.tender.catalogue.models import ByModel, Floor, ModelCriterion, Outcome, SocialValueModel, Theme
from sv_excel.tender.definition.validation.shape_messages import said, value_words
from sv_excel.tender.phrases import listed, nearest

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from sv_excel.findings.finding import DataPath

PARTS: dict[str, type[BaseModel]] = {
    "": Catalogue,
    "models": SocialValueModel,
    "floors": Floor,
    "themes": Theme,
    "outcomes": Outcome,
    "criteria": ModelCriterion,
    "categories": Category,
    "measures": CataloguedMeasure,
    "proxy_source": ProxySource,
    "mechanisms": Mechanism,
    "contract_value": ValueRange,
    "icbs": Icb,
    "priorities": IcbPriority,
}
"""What the keys that hold parts of a catalogue hold."""
EXAMPLES = {
    "source": 'source: "Name of the page or document"',
    "date": "date: 2026-09-01",
    "verified": "verified: false",
    "measures": "measures: [J01]",
    "mechanisms": "mechanisms: [living-wage]",
    "criteria": 'criteria: {ppn-06-20: ["2.2"]}',
    "valid_from": "valid_from: 2022-07-01",
}

SHAPES = {
    "date": "2026, 2026-09 or 2026-09-01",
    "ods": "QMF",
    "cpv": '"90910000", in quotes',
    "ppn-06-20": "2.3",
    "ppn-002": "6a",
    "ppn-026": "1a",
}


BEGIN = "Begin with such as `mechanisms:`."


def shape_finding(error: ErrorDetails, data: object) -> Finding:
    """One of pydantic's errors on ``data`` in words, with the entry that it is in."""
    path = error["loc"]
    if not path:
        return Finding("not-a-catalogue", f"this is {said(error['input'])}, not a catalogue.", BEGIN, path=path)
    key = next(str(part) for part in reversed(path) if isinstance(part, str))
    code, problem, remedy = _words(error, key)
    return Finding(code, problem, remedy, subject=_entry(path, data), path=path)


def _words(error: ErrorDetails, key: str) -> tuple[str, str, str]:
    """Code, problem and remedy."""
    if error["type"] == "missing":
        return "key-missing", f'"{key}" is missing.', f'Add such as "{EXAMPLES.get(key, f"{key}: ...")}".'
    if error["type"] == "extra_forbidden":
        keys = _keys(error["loc"])
        guess = nearest(key, keys)
        remedy = f'Did you mean "{guess}"?' if guess else f"Take it out. The keys are {listed(keys)}."
        return "unknown-key", f'"{key}" is not a key here.', remedy
    wrong, remedy = value_words(error)
    if error["type"] == "string_pattern_mismatch" and key in SHAPES:
        wrong, remedy = f"cannot be {said(error['input'])}", f"Write such as {SHAPES[key]}."
    return "value-invalid", f'"{key}" {wrong}.', remedy


def _keys(path: DataPath) -> tuple[str, ...]:
    holder = next((str(part) for part in reversed(path[:-1]) if isinstance(part, str)), "")
    by_model = holder in {"criteria", "outcomes"} and "models" not in path
    fields = (ByModel if by_model else PARTS.get(holder, Catalogue)).model_fields
    return tuple(field.alias or name for name, field in fields.items())


def _entry(path: DataPath, data: Any) -> str | None:  # noqa: ANN401 - any shape that YAML has
    """The innermost entry with an id around ``path``; None where there is none."""
    name = None
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            name = data["id"]
    return name
