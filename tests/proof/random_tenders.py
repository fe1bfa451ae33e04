"""Random tenders that are valid, drawn so that ties, gates met to the point and band limits hit exactly are frequent.

All choices come from one source of randomness: a seed gives the same tender again, and hypothesis can steer it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

from builders import bid, criterion
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.tender.catalogue.catalogue import Measure
from sv_excel.tender.definition.criteria import INDEX_FORMULAS, Band
from sv_excel.tender.definition.people import Buyer, Divergence, Evaluator, FloorWaiver, Lot, Person
from sv_excel.tender.definition.scale import ScaleLevel
from sv_excel.tender.definition.tender import Tender
from sv_excel.tender.definition.validation.known import Known
from sv_excel.tender.definition.validation.rules import check_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sv_excel.tender.definition.criteria import Criterion

CATALOGUE = load_catalogue()
KNOWN = Known(
    mechanisms=frozenset(item.id for item in CATALOGUE.mechanisms),
    icbs=frozenset(item.id for item in CATALOGUE.icbs),
    categories=frozenset(item.id for item in CATALOGUE.categories),
    measures={item.id: item for item in CATALOGUE.measures},
)
PRICE_FORMULAS = (
    "lowest-price-relative",
    "mean-price",
    "optimal-price",
    "banded",
    "price-per-quality-point",
    "value-for-money-index",
    "monetised-quality",
    "lowest-compliant",
)
SCALES: tuple[tuple[str, ...], ...] = (
    ("0", "1", "2", "3", "4"),
    ("0", "1", "2", "3", "4", "5"),
    ("0", "1", "1.25", "2", "2.5", "3", "3.75", "4", "5"),
    ("0", "1", "2", "3"),
    ("0", "0.1", "0.3", "0.7"),
    ("1", "3", "7"),
    ("0", "33.33", "66.67", "100"),
)
NAMED_SCALES = ("nhs-0-4", "standard-0-5", "ten-point")
TENDERERS = (
    "Alder Facilities Ltd",
    "=SUM(1,2) Services",
    'Birch "and" Sons & Co <Ltd>',
    "+44 Cleaning",
    "Cèdre Propreté",
    "O'Dell {Care}",
    "100",
    "@Elm * ? ~",
)
BASE_PRICES = tuple(map(Decimal, ("100000", "412500", "1000000.01", "999999.99", "3333333.33", "80000")))
PROXIES = tuple(map(Decimal, ("8000", "0.1", "15.07", "1", "33.33", "13624")))
LOTS = (Lot(id="north", title="North"), Lot(id="south", title="South"), Lot(id="1", title="=Lot 1"))


def seeded(seed: int) -> Random:
    """The source of randomness of this seed."""
    return Random(seed)  # noqa: S311 - tenders are drawn, not secrets


def random_tender(rng: Random, formula: str | None = None) -> Tender:
    """A tender without a fault; ``formula`` is the price formula, any or none where it is not said."""
    made = _Maker(rng).tender(formula)
    wrong = [fault for fault in check_rules(made, KNOWN) if fault.severity == "error"]
    assert not wrong, wrong
    return made


def parts_of(rng: Random, whole: Decimal, count: int) -> list[Decimal]:
    """``whole`` in ``count`` parts that sum to it exactly: alike as far as decimals allow, or at random."""
    step = Decimal(rng.choice(("1", "0.5", "0.01", "0.0000000001")))
    alike = (whole / count).quantize(step, ROUND_DOWN)
    parts = [alike] * count
    if rng.random() < 0.4:
        for _ in range(count - 1):
            taken, given = rng.sample(range(count), 2)
            moved = (parts[taken] * rng.randint(0, 3) / 4).quantize(step, ROUND_DOWN)
            parts[taken], parts[given] = parts[taken] - moved, parts[given] + moved
    parts[rng.randrange(count)] += whole - sum(parts)
    return parts


@dataclass
class _Maker:
    rng: Random
    lots: tuple[Lot, ...] = ()
    levels: tuple[Decimal, ...] = ()
    named: int = 0
    leaves: list[Criterion] = field(default_factory=list)

    def tender(self, formula: str | None) -> Tender:
        rng = self.rng
        self.lots = LOTS[: rng.choice((0, 0, 1, 2, 3))]
        scale: Any = rng.choice(NAMED_SCALES)
        self.levels = tuple(Decimal(n) for n in range({"nhs-0-4": 5, "standard-0-5": 6, "ten-point": 11}[scale]))
        if rng.random() < 0.7:
            self.levels = tuple(map(Decimal, rng.choice(SCALES)))
            scale = tuple(ScaleLevel(score=n, label=f"Level {n}", descriptor=f"Earns {n}.") for n in self.levels)
        own = tuple(
            Measure(id=f"X{n}", title=f"Own measure {n}", unit="unit", proxy_value=p) for n, p in self._proxies()
        )
        criteria = self._criteria(formula or rng.choice((*PRICE_FORMULAS, "none")), [m.id for m in own])
        ids = [node.id for top in criteria for node in top.walk()]
        bids = self._bids()
        return Tender(
            id="random-tender",
            title="Random tender",
            buyer=Buyer(name="Example Community NHS Trust", kind="nhs"),
            regime="procurement-act",
            model="ppn-06-20",
            commenced=date(2026, 9, 1),
            contract_value=Decimal(rng.choice(("450000", "4200000", "1234567.89"))),
            icbs=("NEL",),
            order=rng.choice(("by-question", "by-bid")),
            scale=scale,
            award_criteria=criteria,
            social_value_floor=FloorWaiver(waived=True, reason="The subject matter leaves no room for it."),
            measures=own,
            lots=self.lots,
            bids=bids,
            evaluators=tuple(Evaluator(id=f"e{n}", name=f"Evaluator {n}") for n in range(rng.randint(1, 4))),
            moderator=Person(id="m1", name="Moderator"),
            commercial=(Person(id="c1", name="Price evaluator"), Person(id="c2", name="Price checker")),
            divergence=Divergence(spread=1),
            tie_break=tuple(rng.sample(ids, rng.randint(0, min(3, len(ids))))),
        )

    def _proxies(self) -> list[tuple[int, Decimal | None]]:
        proxies = [self.rng.choice((*PROXIES, None)) for _ in range(self.rng.randint(1, 3))]
        return list(enumerate([self.rng.choice(PROXIES), *proxies], start=1))

    def _bids(self) -> tuple[Any, ...]:
        rng = self.rng
        ids = rng.sample(("A", "B", "C", "D", "5", "a-very-long-id-of-a-bid-that-is-over-thirty"), rng.randint(1, 5))
        names = rng.sample(TENDERERS, len(ids))
        lots = [lot.id for lot in self.lots]
        for_lots = [
            tuple(rng.sample(lots, rng.randint(1, len(lots)))) if lots and rng.random() < 0.4 else None for _ in ids
        ]
        return tuple(bid(bid_id, name, of) for bid_id, name, of in zip(ids, names, for_lots, strict=True))

    def _criteria(self, formula: str, own: Sequence[str]) -> tuple[Criterion, ...]:
        rng = self.rng
        is_index = formula in INDEX_FORMULAS or formula == "none"
        price = Decimal(0) if is_index else Decimal(rng.choice(("30", "40", "33.3333333333", "0.01", "100")))
        rest = 100 - price
        social = Decimal(0)
        if rest and rng.random() < 0.8:
            social = rng.choice((Decimal(10), Decimal("33.33"), rest, Decimal(int(rest / 2))))
            social = min(social, rest)
        tops = []
        if rest - social:
            tops.append(self._node("quality", "quality", rest - social, depth=rng.randint(0, 2)))
        if social:
            tops.append(self._social_value(social, own))
        if formula != "none":
            tops.append(self._price(formula, price))
        return tuple(tops)

    def _gate(self, weight: Decimal) -> dict[str, Any]:
        """Sometimes a minimum share, more often than not one that scores can meet to the point."""
        rng = self.rng
        if not weight or rng.random() < 0.85:
            return {}
        share = Fraction(100 * rng.choice(self.levels)) / Fraction(self.levels[-1])
        whole = share if rng.random() < 0.5 else (share + 100) / rng.choice((2, 3, 4))
        return {"minimum_percent": Decimal(int(whole * 10**4)) / 10**4}

    def _node(self, name: str, kind: str, weight: Decimal, depth: int, **changes: Any) -> Criterion:  # noqa: ANN401 - any field
        """A question, or a parent of some; with lots a child may stand once for each."""
        rng = self.rng
        if depth == 0:
            minimum = {"minimum_score": rng.choice(self.levels)} if rng.random() < 0.12 else {}
            if kind == "delivery_plan" and rng.random() < 0.7:
                chosen = rng.sample(CATALOGUE.mechanisms, 2)
                changes["mechanisms"] = tuple(item.id for item in chosen)
            return criterion(name, kind, str(weight), question="How?", **self._gate(weight), **minimum, **changes)  # type: ignore[arg-type]
        children: list[Criterion] = []
        for part in parts_of(rng, weight, rng.randint(1, 3)):
            deep = rng.randint(0, depth - 1)
            if self.lots and "lots" not in changes and rng.random() < 0.35:
                children += [self._node(self._name(), kind, part, deep, lots=(lot.id,)) for lot in self.lots]
            else:
                children.append(self._node(self._name(), kind, part, deep, **changes))
        return criterion(name, kind, str(weight), sub_criteria=tuple(children), **self._gate(weight), **changes)  # type: ignore[arg-type]

    def _name(self) -> str:
        self.named += 1
        return f"Q{self.named}"

    def _social_value(self, weight: Decimal, own: Sequence[str]) -> Criterion:
        rng = self.rng
        children = []
        for part in parts_of(rng, weight, rng.randint(1, 3)):
            if rng.random() < 0.4:
                children.append(self._node(self._name(), "delivery_plan", part, rng.choice((0, 0, 1))))
            else:
                children.append(self._commitments(part, own))
        return criterion(
            "social-value", "social_value", str(weight), sub_criteria=tuple(children), **self._gate(weight)
        )

    def _commitments(self, weight: Decimal, own: Sequence[str]) -> Criterion:
        rng = self.rng
        facts: dict[str, Any] = {"formula": "relative-to-highest"}
        if rng.random() < 0.4:
            limits = sorted({Decimal(rng.choice(("0", "0.3", "8000", "99.99", "4000", "100000"))) for _ in range(3)})
            percents = sorted((Decimal(rng.choice(("10", "33.33", "50", "100"))) for _ in limits), reverse=True)
            bands = zip(reversed(limits), percents, strict=True)
            facts = {"formula": "banded", "bands": tuple(Band(at_least=least, percent=p) for least, p in bands)}
        if rng.random() < 0.3:
            facts["cap_percent_of_contract_value"] = Decimal(rng.choice(("0.1", "1", "10")))
        known = [item.id for item in CATALOGUE.measures]
        measures = dict.fromkeys(
            [own[0], *rng.sample(own, rng.randint(0, len(own))), *rng.sample(known, rng.randint(0, 2))]
        )
        return criterion(
            self._name(), "commitments", str(weight), measures=tuple(measures), **self._gate(weight), **facts
        )

    def _price(self, formula: str, weight: Decimal) -> Criterion:
        rng = self.rng
        facts: dict[str, Any] = {}
        if formula == "optimal-price":
            facts["optimal_price"] = rng.choice(BASE_PRICES)
            if rng.random() < 0.5:
                facts["maximum_price"] = facts["optimal_price"] * Decimal(rng.choice(("1.05", "1.5", "2")))
        elif formula == "banded":
            limits = sorted({Decimal(rng.choice(("100", "105", "110", "112.5", "133.3333", "150"))) for _ in range(4)})
            percents = sorted((Decimal(rng.choice(("0", "50", "90", "100"))) for _ in limits), reverse=True)
            facts["bands"] = tuple(Band(up_to_percent=n, percent=p) for n, p in zip(limits, percents, strict=True))
        elif formula == "value-for-money-index":
            quality = Decimal(rng.choice(("60", "50", "70", "33.3", "75", "80")))
            facts |= {"quality_weight": quality, "cost_weight": 100 - quality}
        elif formula == "monetised-quality":
            facts["willingness_to_pay"] = Decimal(rng.choice(("4000", "12.5", "33333.33", "0.01")))
        return criterion("price", "price", str(weight), formula=formula, **self._gate(weight), **facts)
