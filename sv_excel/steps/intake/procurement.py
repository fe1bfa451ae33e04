"""`Procurement`: a pack with what it holds, read once: definition, decisions, catalogue, register, look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import ValidationError

from sv_excel.errors.files import PackFileError
from sv_excel.loading.definitions import load_tender
from sv_excel.loading.resources import looks_folder
from sv_excel.pack.decisions import load_decisions
from sv_excel.pack.paths import Pack
from sv_excel.pack.register import Register
from sv_excel.steps.intake.recognise import by_card, by_register
from sv_excel.tender.catalogue.catalogue import Catalogue
from sv_excel.tender.decisions.decisions import ReplaceDecision, WithdrawDecision, apply
from sv_excel.xlsx.write.template_styles import read_look

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.findings.finding import Finding
    from sv_excel.steps.intake.recognise import Opened, Recognised
    from sv_excel.tender.decisions.decisions import Decision
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.xlsx.write.template_styles import Look

OWN_CARD = frozenset({"result", "register", "portfolio"})
"""Kinds that are made from results, which the register need not name."""


@dataclass(frozen=True)
class Procurement:
    """One pack as it stands. ``tender`` is the definition as issued, before decisions."""

    pack: Pack
    register: Register
    tender: Tender
    decisions: tuple[Decision, ...]
    catalogue: Catalogue

    @classmethod
    def open(cls, folder: Path) -> Procurement:
        """The procurement in ``folder``.

        Raises:
            NotAPackError: nothing was generated there.
            SvExcelError: its definition, decisions, catalogue or register cannot be relied on.
        """
        pack = Pack.open(folder)
        catalogue = kept_catalogue(pack)
        return cls(
            pack, Register.load(pack), load_tender(pack.tender, catalogue), load_decisions(pack.decisions), catalogue
        )

    @cached_property
    def decided(self) -> Tender:
        """The tender after every decision; withdrawn bids are gone."""
        return apply(self.tender, self.decisions)

    @cached_property
    def with_withdrawn(self) -> Tender:
        """The tender after every decision but withdrawals: what a result is worked out from."""
        kept = (decision for decision in self.decisions if not isinstance(decision, WithdrawDecision))
        return apply(self.tender, kept)

    @property
    def withdrawn(self) -> frozenset[str]:
        """The bids that were taken back."""
        return frozenset(decision.bid for decision in self.decisions if isinstance(decision, WithdrawDecision))

    @property
    def replaced(self) -> frozenset[str]:
        """The evaluators whose place somebody else took."""
        return frozenset(decision.evaluator for decision in self.decisions if isinstance(decision, ReplaceDecision))

    @cached_property
    def look(self) -> Look:
        """The look of this procurement's workbooks: the buyer's own templates, or those that come with the program."""
        return read_look(looks_folder(self.pack.templates))


def kept_catalogue(pack: Pack) -> Catalogue:
    """The catalogue that a pack's workbooks were made with."""
    try:
        return Catalogue.model_validate_json(pack.catalogue.read_bytes())
    except (OSError, ValidationError) as error:
        raise PackFileError(pack.catalogue, "is missing or was spoilt") from error


def recognise(came: Opened, procurement: Procurement | None) -> Recognised | Finding:
    """Hold a file against its pack's register where that names it; else, and on a desk, against its own card."""
    if procurement is None or came.card is None or came.card.kind not in OWN_CARD:
        return by_card(came) if procurement is None else by_register(came, procurement.register)
    issued = procurement.register.versions(came.card.kind)
    return by_register(came, procurement.register) if issued else by_card(came)
