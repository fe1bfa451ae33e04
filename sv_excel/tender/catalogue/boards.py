"""`Icb`: an Integrated Care Board as dated data, with the priorities that it has set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from sv_excel.tender.catalogue.models import ByModel, Sourced
from sv_excel.tender.record import Day, Id, Listed, Text, Title

if TYPE_CHECKING:
    import datetime as dt


class IcbPriority(Sourced):
    """What a board has said matters, why, which outcomes it belongs to and which mechanisms serve it."""

    id: Id
    title: Title
    why: Text
    outcomes: ByModel
    mechanisms: Annotated[Listed[Id], Field(min_length=1)]


class Icb(Sourced):
    """A board; ``valid_to`` is its last day, and None while it lasts.

    A board that ``inherits`` keeps the priorities of those before it until it has set its own.
    """

    id: Id
    name: Title
    ods: Annotated[str, Field(pattern=r"^[A-Z0-9]{3}$")] | None = None
    boroughs: Annotated[Listed[Title], Field(min_length=1)]
    population: Annotated[int, Field(gt=0)] | None = None
    valid_from: Day
    valid_to: Day | None = None
    succeeded_by: Id | None = None
    inherits: Listed[Id] = ()
    note: Text | None = None
    priorities: Listed[IcbPriority] = ()

    def stands_on(self, day: dt.date) -> bool:
        """Whether the board exists on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
