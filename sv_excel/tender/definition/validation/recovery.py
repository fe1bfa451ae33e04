"""As much of a faulty definition as can be understood, so that the other rules are held in the same run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sv_excel.tender.definition.validation.paths import PARTS, standing
from sv_excel.tender.phrases import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

    from sv_excel.findings.finding import DataPath

STAND_INS: Mapping[str, object] = {
    "title": "x",
    "regime": "procurement-act",
    "model": "ppn-06-20",
    "commenced": "2026-01-01",
    "contract_value": 1,
    "weight": 0,
    "name": "x",
    "unit": "x",
    "tenderer": "x",
    "score": 0,
    "label": "x",
    "descriptor": "x",
    "percent": 0,
    "evaluator": "x",
    "bid": "x",
    "decision": "proceed",
    "reason": "x",
    "kind": "quality",
    "buyer": {"name": "x", "kind": "nhs"},
    "award_criteria": [{"id": "x", "title": "x", "kind": "quality", "weight": 100}],
}
WHOLES = frozenset({"buyer", "moderator", "divergence", "social_value_floor"})
"""Parts that are mended as one."""


def salvage(data: object, errors: Sequence[ErrorDetails]) -> tuple[object, frozenset[str]]:
    """A copy of ``data`` that has stand-ins for what ``errors`` name, and the keys that are now in doubt."""
    copy = _copy(data)
    doubtful: set[str] = set()
    drops: list[DataPath] = []
    for number, error in enumerate(errors):
        loc = standing(error, data)
        if not loc:
            continue
        if loc[0] in WHOLES:
            loc = loc[:1]
        if loc != ("id",):
            doubtful.add(_key(loc))
        if error["type"] == "extra_forbidden":
            doubtful |= _meant(loc)
            drops.append(loc)
        elif isinstance(loc[-1], int):
            drops.append(loc)
        elif loc[-1] == "id":
            _holder(copy, loc)["id"] = f"stand-in-{number}"
        elif loc[-1] in STAND_INS:
            _holder(copy, loc)[loc[-1]] = _copy(STAND_INS[str(loc[-1])])
        else:
            drops.append(loc)
    for loc in sorted(set(drops), key=_deepest, reverse=True):
        _drop(copy, loc)
    return copy, frozenset(doubtful)


def _deepest(loc: DataPath) -> tuple[str, ...]:
    """Orders places so that, backwards, the last of a list and what lies deepest come first."""
    return tuple(f"{part:09}" if isinstance(part, int) else part for part in loc)


def _copy(value: object) -> Any:  # noqa: ANN401 - plain data of any depth
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, (tuple, list)) else value


def _key(loc: DataPath) -> str:
    return next((str(part) for part in reversed(loc) if isinstance(part, str)), "")


def _meant(loc: DataPath) -> set[str]:
    """The key that a misspelt one was meant to be."""
    _, model = PARTS.get(_key(loc[:-1]), ("", None))
    guess = nearest(str(loc[-1]), model.model_fields) if model else None
    return {guess} if guess else set()


def _holder(copy: Any, loc: DataPath) -> Any:  # noqa: ANN401 - plain data of any depth
    for part in loc[:-1]:
        copy = copy[part]
    return copy


def _drop(copy: Any, loc: DataPath) -> None:  # noqa: ANN401 - plain data of any depth
    holder = _holder(copy, loc)
    if isinstance(holder, list):
        del holder[int(loc[-1])]
    else:
        holder.pop(loc[-1], None)
