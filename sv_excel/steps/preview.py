"""What a definition will do once bids come: the worth of social value, the lab, the end of the standstill."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sv_excel.errors.tender import BankHolidaysUnknownError
from sv_excel.loading.definitions import check_definition
from sv_excel.pack.paths import pack_of
from sv_excel.steps.intake.procurement import kept_catalogue
from sv_excel.tender.analysis.formula_lab import experiment
from sv_excel.tender.analysis.price_premium import SUPPOSED_QUALITY, worth_of
from sv_excel.tender.numbers import decimal
from sv_excel.tender.policy.asks import standstill_ends

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sv_excel.tender.analysis.formula_lab import Lab
    from sv_excel.tender.analysis.price_premium import Worth
    from sv_excel.tender.catalogue.catalogue import Catalogue
    from sv_excel.tender.definition.tender import Tender

DEFINITIONS = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Foresight:
    """Of one definition. ``whole`` is the worth of all points of social value, ``point`` of one."""

    file: str
    point: Worth | None
    whole: Worth | None
    lab: Lab | None
    award_notice: dt.date | None = None
    standstill_ends: dt.date | None = None

    def to_data(self) -> dict[str, Any]:
        """As JSON has it: pounds with two decimals, points with ten."""
        return {
            "file": self.file,
            "social_value_point": None if self.point is None else _worth_data(self.point),
            "social_value_whole": None if self.whole is None else _worth_data(self.whole),
            "price_lab": None if self.lab is None else _lab_data(self.lab),
            "award_notice": self.award_notice and self.award_notice.isoformat(),
            "standstill_ends": self.standstill_ends and self.standstill_ends.isoformat(),
        }


def foresee(paths: Iterable[Path], load: Callable[[], Catalogue]) -> Iterator[Foresight]:
    """For each definition among ``paths`` that has no fault, and each folder's that is not a pack."""
    for path in paths:
        definition = path / "tender.yaml" if path.is_dir() else path
        pack = pack_of(path)
        if definition.suffix.lower() not in DEFINITIONS or not definition.is_file() or (path.is_dir() and pack):
            continue
        tender, _ = check_definition(definition, load() if pack is None else kept_catalogue(pack))
        if tender is not None:
            yield _foresight(definition.name, tender)


def _foresight(name: str, tender: Tender) -> Foresight:
    social_value = sum((Fraction(c.weight) for c in tender.award_criteria if c.kind == "social_value"), Fraction(0))
    return Foresight(
        file=name,
        point=worth_of(tender) if social_value else None,
        whole=worth_of(tender, social_value) if social_value else None,
        lab=experiment(tender),
        award_notice=tender.award_notice,
        standstill_ends=_standstill(tender),
    )


def _standstill(tender: Tender) -> dt.date | None:
    """The last day of the standstill; None where it cannot be told: no notice, a framework's own rule, a far year."""
    if tender.award_notice is None or tender.regime == "framework":
        return None
    try:
        return standstill_ends(tender.regime, tender.award_notice)
    except BankHolidaysUnknownError:
        return None


def _worth_data(worth: Worth) -> dict[str, Any]:
    share = None if worth.pounds is None else 100 * worth.pounds / worth.at
    return {
        "formula": worth.formula,
        "points": str(decimal(worth.points, 2)),
        "at": str(decimal(worth.at, 2)),
        "pounds": None if worth.pounds is None else str(decimal(worth.pounds, 2)),
        "percent_of_contract_value": None if share is None else str(decimal(share, 2)),
        "is_step": worth.is_step,
        "supposed_quality": str(SUPPOSED_QUALITY),
    }


def _lab_data(lab: Lab) -> dict[str, Any]:
    return {
        "price_weight": str(lab.weight),
        "bids": [
            {"bid": d.name, "quality_percent": str(decimal(100 * d.quality, 2)), "price": str(decimal(d.price, 2))}
            for d in lab.dummies
        ],
        "formulas": [
            {
                "formula": trial.formula,
                "figures": {name: str(decimal(figure, 10)) for name, figure in trial.figures.items()},
                "first": list(trial.first),
                "flips": {name: list(first) for name, first in trial.flips.items()},
            }
            for trial in lab.trials
        ],
        "steps": [{"price_percent": percent, "points": str(decimal(kept, 10))} for percent, kept in lab.steps.items()],
        "is_linear": lab.is_linear,
    }
