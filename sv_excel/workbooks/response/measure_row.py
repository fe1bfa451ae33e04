"""One measure of a response: what a tenderer may type, what it is worth in pounds, and what is missing, in words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import Span, formula
from sv_excel.workbooks.sheet.entries import Amount, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sv_excel.tender.briefs.response import ResponseBrief, ResponseCommitments, ResponseMeasure
    from sv_excel.workbooks.sheet.cells import Formula, Value
    from sv_excel.workbooks.sheet.grid import Plain

COMPLETE, NOTHING = "Complete", "Nothing promised"
QUANTITY = Amount(
    name="quantity",
    rule="Type how much you promise over the whole term, in the unit of the row: 0 or more. Blank promises nothing.",
    example=Decimal(2),
    wrong="quantity-invalid",
)
ATTRIBUTION = Amount(
    name="attribution",
    rule="Type the share that is due to this contract, from 0% to 100%. Blank means 100%.",
    example=Decimal(1),
    wrong="quantity-invalid",
    most=Decimal(1),
)
STATEMENT = Words(
    name="statement",
    rule="Say how you will do it, by when, and how you will show it. Needed wherever you give a quantity.",
    example="Two people start in the first year, through the local college; payroll records, reported each quarter.",
    wrong="statement-missing",
)
_IS_QUANTITY = "IF(ISNUMBER({quantity}),{quantity}>=0,FALSE)"
_IS_SHARE = 'IF({share}="",TRUE,IF(ISNUMBER({share}),AND({share}>=0,{share}<=1),FALSE))'


def measure_key(field: str, measure: ResponseMeasure) -> Key:
    """A cell of a measure's row."""
    return Key(field, measure=measure.id)


def measure_span(field: str, brief: ResponseBrief) -> Span:
    """A column of the measures' rows."""
    return Span(measure_key(field, brief.measures[0]), measure_key(field, brief.measures[-1]))


def measure_value(measure: ResponseMeasure, answers: Mapping[Key, Value]) -> Fraction | None:
    """GBP: quantity x proxy value x attribution; None where nothing is promised, or it is not counted in pounds."""
    quantity, share = _quantity(measure, answers), _share(measure, answers)
    if measure.proxy_value is None or quantity is None or share is None:
        return None
    return Fraction(quantity) * Fraction(measure.proxy_value) * Fraction(share)


def summed(measures: Iterable[ResponseMeasure], answers: Mapping[Key, Value]) -> Fraction:
    """GBP over several measures."""
    return sum((measure_value(measure, answers) or Fraction(0) for measure in measures), Fraction(0))


def offer_in(criterion: ResponseCommitments, brief: ResponseBrief, answers: Mapping[Key, Value]) -> Fraction:
    """GBP offered under one criterion, up to its cap."""
    offered = summed((brief.measure(name) for name in criterion.measures), answers)
    return offered if criterion.cap is None else min(offered, criterion.cap)


def _quantity(measure: ResponseMeasure, answers: Mapping[Key, Value]) -> Decimal | None:
    value = number(answers.get(measure_key("quantity", measure)))
    return value if value is not None and value >= 0 else None


def _share(measure: ResponseMeasure, answers: Mapping[Key, Value]) -> Decimal | None:
    """The share due to the bid, 1 where it is blank; None where it is no share."""
    value = answers.get(measure_key("attribution", measure))
    if value is None:
        return Decimal(1)
    share = number(value)
    return share if share is not None and 0 <= share <= 1 else None


def number(value: Plain | Value) -> Decimal | None:
    """The number that a cell holds; a text, a date or a yes/no is none."""
    return Decimal(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else None


def _names(measure: ResponseMeasure) -> dict[str, Key]:
    fields = {"quantity": "quantity", "share": "attribution", "statement": "statement"}
    return {name: measure_key(field, measure) for name, field in fields.items()}


def value_formula(measure: ResponseMeasure, answers: Mapping[Key, Value]) -> Formula:
    """A measure's value, live; blank where nothing is promised."""
    value = measure_value(measure, answers)
    names = _names(measure)
    del names["statement"]
    return formula(
        f'IF({_IS_QUANTITY},IF({_IS_SHARE},{{quantity}}*{{proxy}}*IF({{share}}="",1,{{share}}),""),"")',
        "" if value is None else value,
        proxy=measure_key("proxy", measure),
        **names,
    )


def check_words(measure: ResponseMeasure, answers: Mapping[Key, Value]) -> str:
    """What *Check* says of a measure."""
    held = {name: answers.get(key) for name, key in _names(measure).items()}
    if all(value is None for value in held.values()):
        return NOTHING
    quantity = _quantity(measure, answers)
    said = "Quantity is missing. " if held["quantity"] is None else ""
    if held["quantity"] is not None and quantity is None:
        said = "Quantity is not a number from 0. "
    said += "" if _share(measure, answers) is not None else "Attribution is not from 0% to 100%. "
    said += "Statement is missing. " if needs_statement(measure, answers) else ""
    return said.strip() or COMPLETE


def needs_statement(measure: ResponseMeasure, answers: Mapping[Key, Value]) -> bool:
    """Whether something is promised without a word on how."""
    statement = answers.get(measure_key("statement", measure))
    said = statement.strip(" ") if isinstance(statement, str) else statement
    return bool(_quantity(measure, answers)) and said in (None, "")


def check_formula(measure: ResponseMeasure, answers: Mapping[Key, Value]) -> Formula:
    """`check_words`, live."""
    stated = f'OR(NOT({_IS_QUANTITY}),{{quantity}}=0,TRIM({{statement}})<>"")'
    return formula(
        f'IF(AND({{quantity}}="",{{share}}="",{{statement}}=""),"{NOTHING}",'
        f'IF(AND({_IS_QUANTITY},{_IS_SHARE},{stated}),"{COMPLETE}",TRIM('
        f'IF({{quantity}}="","Quantity is missing. ",IF({_IS_QUANTITY},"","Quantity is not a number from 0. "))'
        f'&IF({_IS_SHARE},"","Attribution is not from 0% to 100%. ")'
        f'&IF({stated},"","Statement is missing. "))))',
        check_words(measure, answers),
        **_names(measure),
    )
