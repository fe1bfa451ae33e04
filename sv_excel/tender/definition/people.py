"""Who bids, who evaluates, who moderates, and what may stand between them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sv_excel.tender.record import Id, Listed, Record, Text, Title


class Buyer(Record):
    """Who buys. ``kind`` decides which policy rules bind."""

    name: Title
    kind: Literal["nhs", "central-government", "other"]


class Lot(Record):
    """A part of the tender that may be awarded apart (Procurement Act 2023, s.18)."""

    id: Id
    title: Title


class Bid(Record):
    """What a tenderer submitted; without ``lots`` it is for all of them."""

    id: Id
    tenderer: Title
    lots: Listed[Id] | None = None


class Person(Record):
    """Somebody with a task in the evaluation."""

    id: Id
    name: Title


class Evaluator(Person):
    """Scores alone, before moderation. Without ``sub_criteria``: all that people score. Without ``bids``: all bids."""

    sub_criteria: Listed[Id] | None = None
    bids: Listed[Id] | None = None


class Conflict(Record):
    """A conflict of interest that was decided on (Procurement Act 2023, ss.81-83)."""

    evaluator: Id
    bid: Id
    decision: Literal["exclude", "proceed"]
    reason: Text


class Divergence(Record):
    """When evaluators' scores are flagged for moderation: highest less lowest at or over ``spread`` scale points."""

    spread: int = Field(default=2, ge=1)


class FloorWaiver(Record):
    """Why the floor under the social value weighting does not hold here."""

    waived: Literal[True]
    reason: Text
