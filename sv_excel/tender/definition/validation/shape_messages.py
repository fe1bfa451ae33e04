"""What is wrong with the shape of a definition, in a person's words: from pydantic's errors to `Finding`."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.tender.definition.tender import Tender
from sv_excel.tender.definition.validation.paths import PARTS, standing
from sv_excel.tender.numbers import plain
from sv_excel.tender.phrases import listed, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from sv_excel.findings.finding import DataPath

EXAMPLES = {
    "id": "id: a-short-name",
    "title": "title: Cleaning services",
    "name": "name: First evaluator",
    "tenderer": "tenderer: Alder Facilities Ltd",
    "weight": "weight: 25",
    "buyer": "buyer: {name: Example Community NHS Trust, kind: nhs}",
    "regime": "regime: procurement-act",
    "model": "model: ppn-06-20",
    "commenced": "commenced: 2026-09-01",
    "deadline": "deadline: 2026-10-15",
    "contract_value": "contract_value: 4200000",
    "score": "score: 3",
    "label": "label: Good",
    "descriptor": "descriptor: Meets the requirement in full.",
    "unit": "unit: job",
    "percent": "percent: 90",
    "decision": "decision: exclude",
    "reason": "reason: Former employee of the tenderer",
    "evaluator": "evaluator: e1",
    "bid": "bid: A",
    "waived": "waived: true",
}


def shape_findings(errors: Sequence[ErrorDetails], data: object) -> Iterator[Finding]:
    """Each of pydantic's ``errors`` on ``data`` in words; those on what is only handed down are left out."""
    for error in errors:
        loc = standing(error, data)
        if loc is not None:
            yield _finding(error, loc)


def _finding(error: ErrorDetails, loc: DataPath) -> Finding:
    kind = error["type"]
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    if kind == "extra_forbidden":
        return _unknown_key(loc)
    if kind == "missing":
        return _missing(loc)
    if not loc:
        return Finding("not-a-definition", f"this is {said(error['input'])}, not a definition.", _START, path=loc)
    what = f'"{key}"' if isinstance(loc[-1], str) else f'no. {loc[-1] + 1} of "{key}"'
    if error["input"] is None:
        example = f'Write such as "{EXAMPLES[key]}".' if key in EXAMPLES else "Fill it in, or take the key out."
        return Finding("value-blank", f"{what} is blank.", example, path=loc)
    wrong, remedy = value_words(error)
    if kind == "string_pattern_mismatch" and key != "id":
        remedy = "Write the id as it stands where it is given."
    return Finding("value-invalid", f"{what} {wrong}.", remedy, path=loc)


def value_words(error: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, as the end of a sentence about its key, and the way out."""
    return _VALUES.get(error["type"], _otherwise)(error)


_START = "Write keys and values, such as `id: community-cleaning-2026`, each on its own line."


def _unknown_key(loc: DataPath) -> Finding:
    holder = next((str(part) for part in reversed(loc[:-1]) if isinstance(part, str)), "")
    words, model = PARTS.get(holder, ("a tender", Tender))
    guess = nearest(str(loc[-1]), model.model_fields)
    remedy = f'Did you mean "{guess}"?' if guess else f"Take it out. The keys are {listed(tuple(model.model_fields))}."
    return Finding("unknown-key", f'"{loc[-1]}" is not a key of {words}.', remedy, path=loc)


def _missing(loc: DataPath) -> Finding:
    key = str(loc[-1])
    if key == "kind" and loc[-3:-2] == ("sub_criteria",):
        remedy = 'Add "kind: delivery_plan" (people score it) or "kind: commitments" (quantities are counted).'
    elif key == "kind" and loc[0] == "award_criteria":
        remedy = 'Add "kind: quality", "kind: social_value" or "kind: price".'
    elif key == "kind":
        remedy = 'Add "kind: nhs", "kind: central-government" or "kind: other".'
    elif key == "award_criteria":
        remedy = "Add the criteria that bids are judged by; their weightings sum to 100."
    else:
        remedy = f'Add such as "{EXAMPLES.get(key, key + ": ...")}".'
    return Finding("key-missing", f'"{key}" is missing.', remedy, path=loc)


def said(value: object) -> str:
    """A value as a sentence names it: ``the text 'ten'``, ``the number 1``, ``a list``."""
    if isinstance(value, bool):
        return f"the yes/no value {str(value).lower()}"
    if isinstance(value, int | Decimal):
        return f"the number {value if isinstance(value, int) else plain(value)}"
    if isinstance(value, date):
        return f"the date {value:%Y-%m-%d}"
    if isinstance(value, str):
        text = value.encode("ascii" if not value.isprintable() else "utf-8", "backslashreplace").decode()
        return f"the text '{text if len(text) <= 60 else text[:57] + '...'}'"  # noqa: PLR2004 - fits a line
    return {dict: "a mapping of keys", tuple: "a list", list: "a list", type(None): "nothing"}.get(
        type(value), "a value"
    )


def _number(error: ErrorDetails) -> tuple[str, str]:
    return f"must be a number, not {said(error['input'])}", "Write it in digits, with a full stop for decimals: 12.5."


def _whole(error: ErrorDetails) -> tuple[str, str]:
    return f"must be a whole number, not {said(error['input'])}", "Write it in digits: 2."


def _text(error: ErrorDetails) -> tuple[str, str]:
    value = error["input"]
    if isinstance(value, bool | int | Decimal | date):
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        return f"must be a text, not {said(value)}", f'Put it in quotes: "{shown}".'
    return f"must be a text, not {said(value)}", "Write it as one text, in quotes if it holds a colon."


def _id(error: ErrorDetails) -> tuple[str, str]:
    return (
        f"must be letters, digits and dashes, beginning with a letter or digit, not {said(error['input'])}",
        "It goes into file names: shorten it to such as Q1 or north-east.",
    )


def _choice(error: ErrorDetails) -> tuple[str, str]:
    expected = str(error["ctx"]["expected"])
    choices = re.findall(r"'([^']*)'", expected)
    if not choices:
        return f"must be true, not {said(error['input'])}", "Write true, or take the waiver out."
    guess = nearest(error["input"], choices) if isinstance(error["input"], str) else None
    remedy = f'Did you mean "{guess}"?' if guess else f"Choose {listed(choices, 'or')}."
    return f"must be {listed(choices, 'or')}, not {said(error['input'])}", remedy


def _day(error: ErrorDetails) -> tuple[str, str]:
    return f"must be a date, not {said(error['input'])}", "Write year, month and day: 2026-09-01."


def _list(error: ErrorDetails) -> tuple[str, str]:
    return f"must be a list, not {said(error['input'])}", "Write [a, b], or lines that each begin with a dash."


def _mapping(error: ErrorDetails) -> tuple[str, str]:
    return f"must have keys of its own, not be {said(error['input'])}", "Write {key: value}, or indented lines of them."


def _bound(words: str, name: str) -> Callable[[ErrorDetails], tuple[str, str]]:
    def worded(error: ErrorDetails) -> tuple[str, str]:
        limit = error["ctx"][name]
        shown = plain(limit) if isinstance(limit, Decimal | int) else f"{limit}"
        return f"must be {words} {shown}, not {said(error['input']).removeprefix('the number ')}", "Correct the figure."

    return worded


def _long(error: ErrorDetails) -> tuple[str, str]:
    most, length = error["ctx"]["max_length"], len(str(error["input"]).encode("utf-16-le", "replace")) // 2
    return f"has {length:,} characters; at most {most:,} fit in a workbook", "Shorten it."


_VALUES: Mapping[str, Callable[[ErrorDetails], tuple[str, str]]] = {
    "decimal_parsing": _number,
    "decimal_type": _number,
    "is_instance_of": _number,
    "finite_number": _number,
    "decimal_max_digits": lambda _: ("has more than 15 digits", "Round it: Excel keeps 15 digits."),
    "decimal_max_places": lambda _: ("has more than 10 decimals", "Round it."),
    "decimal_whole_digits": lambda _: ("has more than 15 digits", "Check it: Excel keeps 15 digits."),
    "int_type": _whole,
    "int_from_float": _whole,
    "string_type": _text,
    "string_pattern_mismatch": _id,
    "string_too_short": lambda _: ("is empty", "Fill it in."),
    "string_too_long": _long,
    "string_unicode": lambda _: ("holds a character that cannot be stored", "Type the text afresh."),
    "unprintable": lambda error: (
        f"holds the character {error['ctx']['code']}, which does not print and cannot stand in a workbook",
        "Type the text afresh, without it.",
    ),
    "several_lines": lambda _: ("runs over several lines", "Write it on one line."),
    "literal_error": _choice,
    "date_type": _day,
    "bool_type": lambda error: (f"must be true or false, not {said(error['input'])}", "Write true or false."),
    "tuple_type": _list,
    "too_short": lambda _: ("is an empty list", "Add at least one."),
    "model_type": _mapping,
    "greater_than": _bound("more than", "gt"),
    "greater_than_equal": _bound("at least", "ge"),
    "less_than": _bound("less than", "lt"),
    "less_than_equal": _bound("at most", "le"),
}


def _otherwise(error: ErrorDetails) -> tuple[str, str]:
    return f"cannot be {said(error['input'])}", f"Correct it: {error['msg'][0].lower()}{error['msg'][1:]}."
