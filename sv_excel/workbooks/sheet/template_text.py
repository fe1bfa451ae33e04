"""`Furniture`: the fixed words that templates give to every workbook: a banner on each sheet, guidance by kind."""

from __future__ import annotations

from pydantic import Field

from sv_excel.tender.record import Record

KINDS = ("evaluation", "price", "response", "moderation", "result")


class Furniture(Record):
    """Lines of text: ``banner`` on top of each laid sheet, ``guidance`` on the first sheet of each kind of workbook."""

    banner: tuple[str, ...] = ()
    guidance: dict[str, tuple[str, ...]] = Field(default_factory=dict)
