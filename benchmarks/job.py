"""The job that every way is given: a tender, its evaluators' workbooks, and what they return."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from sv_excel.findings.key import Key
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.loading.resources import templates_folder
from sv_excel.tender.briefs.make_evaluation import evaluation_brief
from sv_excel.tender.definition.criteria import Criterion
from sv_excel.tender.definition.people import Bid, Buyer, Evaluator, Person
from sv_excel.tender.definition.tender import Tender
from sv_excel.workbooks.evaluation.declaration_sheet import CONFIRMED, NONE
from sv_excel.workbooks.evaluation.layout import evaluation_layout
from sv_excel.workbooks.evaluation.score_row import row_key
from sv_excel.workbooks.sheet.card import with_card
from sv_excel.xlsx.write.template_styles import read_look
from sv_excel.xlsx.write.writer import Press

if TYPE_CHECKING:
    from sv_excel.tender.briefs.evaluation import EvaluationBrief
    from sv_excel.workbooks.sheet.cells import Layout, Value

LOOK = read_look(templates_folder())
CATALOGUE = load_catalogue()
WORDS = (
    "the response gives clear evidence of a credible plan with named staff dates and measurable outcomes "
    "but lacks detail on risk and on how progress will be reported to the buyer each quarter"
).split()


@dataclass(frozen=True)
class Job:
    """One tender: so many scored questions, bids and evaluators; ``number`` tells tenders of a portfolio apart."""

    questions: int = 20
    bids: int = 8
    evaluators: int = 6
    number: int = 1

    @cached_property
    def tender(self) -> Tender:
        """The definition: all questions but the last are quality, the last is the social value delivery plan."""
        each = (Decimal(60) / self.questions).quantize(Decimal("0.01"))
        quality = tuple(
            Criterion(
                id=f"Q{n}",
                title=f"Question {n} on service",
                kind="quality",
                weight=each,
                question=f"How will you provide part {n} of the service, who will do it, and by when?",
                guidance="A good answer names people, dates and evidence from a like contract.",
            )
            for n in range(1, self.questions)
        )
        told = sum((criterion.weight for criterion in quality), Decimal(0))
        plan = Criterion(
            id="SV1", title="Delivery plan", kind="delivery_plan", weight=Decimal(10), question="What will you do?"
        )
        return Tender(
            id=f"tender-{self.number}",
            title=f"Cleaning services {self.number}",
            buyer=Buyer(name="Example Community NHS Trust", kind="nhs"),
            regime="procurement-act",
            model="ppn-06-20",
            commenced=date(2026, 9, 1),
            contract_value=Decimal(4_200_000),
            award_criteria=(
                Criterion(id="quality", title="Quality", kind="quality", weight=told, sub_criteria=quality),
                Criterion(
                    id="social-value",
                    title="Social value",
                    kind="social_value",
                    weight=Decimal(10),
                    sub_criteria=(plan,),
                ),
                Criterion(id="price", title="Price", kind="price", weight=90 - told, formula="lowest-price-relative"),
            ),
            bids=tuple(Bid(id=f"B{n:02}", tenderer=f"Bidder {n} Facilities Ltd") for n in range(1, self.bids + 1)),
            evaluators=tuple(Evaluator(id=f"e{n}", name=f"Evaluator {n}") for n in range(1, self.evaluators + 1)),
            moderator=Person(id="m1", name="Moderator"),
            commercial=(Person(id="c1", name="Price evaluator"), Person(id="c2", name="Price checker")),
            tie_break=("social-value", "quality", "price"),
        )

    @cached_property
    def brief(self) -> EvaluationBrief:
        """What all its evaluators score."""
        return evaluation_brief(self.tender, CATALOGUE, self.tender.evaluators[0])

    @cached_property
    def layout(self) -> Layout:
        """The workbook as it is issued."""
        return with_card(evaluation_layout(self.brief, LOOK.furniture), self.brief, LOOK.furniture, self.tender.id)

    def answers(self, evaluator: str) -> dict[Key, Value]:
        """Everything that one evaluator enters: complete and good."""
        chance = random.Random(f"{self.number} {evaluator}")  # noqa: S311 - a sample, no secret
        held: dict[Key, Value] = {Key("declaration"): CONFIRMED, Key("signed_name"): evaluator}
        held[Key("signed_date")] = date(2026, 11, 30)
        for bid in self.brief.bids:
            held[Key("conflict", bid.id)] = NONE
        for row in self.brief.rows:
            held[row_key("score", row)] = Decimal(chance.randint(0, 5))
            held[row_key("rationale", row)] = self._said(chance, row.bid)
            held[row_key("evidence", row)] = f"Section {chance.randint(1, 12)}, page {chance.randint(1, 60)}"
            if self.brief.question(row.question).mechanisms:
                held[row_key("mechanism", row)] = "None of these"
        return held

    def _said(self, chance: random.Random, bid: str) -> str:
        return f"{bid}: " + " ".join(chance.choice(WORDS) for _ in range(chance.randint(12, 40)))

    def returned(self, evaluator: Evaluator) -> bytes:
        """The workbook as it comes back, with every formula's value as Excel would have saved it."""
        filled = evaluation_layout(self.brief, LOOK.furniture, self.answers(evaluator.id))
        sheets = (*filled.sheets, self.layout.sheets[-1])
        layout = type(filled)(filled.kind, filled.title, sheets, self.layout.slots)
        return Press(layout, LOOK).print({"subject": evaluator.id, "name": evaluator.name})
