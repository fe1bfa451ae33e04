"""One promise in the register: what the contract manager may type, what is delivered in pounds, and how it stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.workbooks.sheet.cells import formula
from sv_excel.workbooks.sheet.entries import Amount, Day, Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from sv_excel.tender.briefs.register import Promise
    from sv_excel.workbooks.sheet.cells import Formula, Value

AS_OF = Key("as_of")
DELIVERED, UNPROVEN, OVERDUE = "Delivered", "Delivered, evidence missing", "Overdue"
UNDER_WAY, NOT_STARTED, NO_DUE_DATE = "Under way", "Not started", "No due date"
STATUSES = (DELIVERED, UNPROVEN, UNDER_WAY, NOT_STARTED, OVERDUE, NO_DUE_DATE)

TODAY = Day(
    name="day of this review",
    rule="Type the day as of which you look at the promises, such as 2027-03-31. What was due before it is overdue.",
    example="2027-03-31",
)
DUE = Day(
    name="due date", rule="Type the day by which it is to be delivered, such as 2027-12-31.", example="2027-12-31"
)
OWNER = Words(
    name="owner", rule="Name who answers for it, at the supplier.", example="Contract manager of the supplier"
)
EVIDENCE = Words(
    name="evidence",
    rule="Say what shows it, and where it is kept.",
    example="Payroll extract of 31 March, in the contract file.",
)
SO_FAR = Amount(
    name="delivered quantity",
    rule="Type how much was delivered so far, in the unit of the row: 0 or more.",
    example=Decimal(1),
    wrong="quantity-invalid",
)


def line_key(field: str, promise: Promise) -> Key:
    """A cell of a promise's row."""
    return Key(field, promise.bid, measure=promise.measure)


def delivered(promise: Promise, answers: Mapping[Key, Value]) -> Decimal | None:
    """How much was delivered so far; None where nothing good was typed."""
    value = answers.get(line_key("delivered", promise))
    number = Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
    return number if number is not None and number >= 0 else None


def delivered_pounds(promise: Promise, answers: Mapping[Key, Value]) -> Fraction:
    """GBP delivered so far."""
    return promise.worth(delivered(promise, answers) or Decimal(0))


def promised_formula(promise: Promise) -> Formula:
    """GBP promised, live."""
    return formula("{quantity}*{proxy}*{share}", promise.pounds, **_facts(promise, "promised_quantity"))


def delivered_formula(promise: Promise, answers: Mapping[Key, Value]) -> Formula:
    """GBP delivered, live."""
    return formula(
        f"IF({_IS_NUMBER},{{quantity}}*{{proxy}}*{{share}},0)",
        delivered_pounds(promise, answers),
        **_facts(promise, "delivered"),
    )


def status(promise: Promise, answers: Mapping[Key, Value]) -> str:
    """How a promise stands on the day of the review."""
    so_far, due, day = delivered(promise, answers), answers.get(line_key("due", promise)), answers.get(AS_OF)
    if so_far is not None and so_far >= promise.quantity:
        evidence = answers.get(line_key("evidence", promise))
        return DELIVERED if isinstance(evidence, str) and evidence.strip(" ") else UNPROVEN
    if isinstance(due, date) and isinstance(day, date) and day > due:
        return OVERDUE
    if so_far:
        return UNDER_WAY
    return NOT_STARTED if isinstance(due, date) else NO_DUE_DATE


def status_formula(promise: Promise, answers: Mapping[Key, Value]) -> Formula:
    """`status`, live."""
    keys = {name: line_key(name, promise) for name in ("due", "evidence")}
    late = "IF(ISNUMBER({due}),IF(ISNUMBER({day}),{day}>{due},FALSE),FALSE)"
    so_far = f"IF({_IS_NUMBER},{{quantity}},0)"
    return formula(
        f'IF(IF({_IS_NUMBER},{{quantity}}>={{promised}},FALSE),IF(TRIM({{evidence}})="","{UNPROVEN}","{DELIVERED}"),'
        f'IF({late},"{OVERDUE}",IF({so_far}>0,"{UNDER_WAY}",IF(ISNUMBER({{due}}),"{NOT_STARTED}","{NO_DUE_DATE}"))))',
        status(promise, answers),
        quantity=line_key("delivered", promise),
        promised=line_key("promised_quantity", promise),
        day=AS_OF,
        **keys,
    )


_IS_NUMBER = "IF(ISNUMBER({quantity}),{quantity}>=0,FALSE)"


def _facts(promise: Promise, quantity: str) -> dict[str, Key]:
    return {
        "quantity": line_key(quantity, promise),
        "proxy": line_key("proxy", promise),
        "share": line_key("share", promise),
    }
