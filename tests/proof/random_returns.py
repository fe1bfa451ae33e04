"""What evaluators returned, at random: apart or at one, some outstanding, some conflicted, some rows left blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panels import READ_AT, source
from proof.random_tenders import CATALOGUE, random_tender
from sv_excel.tender.briefs.make_evaluation import evaluation_brief
from sv_excel.tender.briefs.make_moderation import moderation_brief
from sv_excel.tender.scoring.evaluation import Evaluation, Score

if TYPE_CHECKING:
    from random import Random

    from sv_excel.tender.briefs.moderation import ModerationBrief
    from sv_excel.tender.definition.people import Evaluator
    from sv_excel.tender.definition.tender import Tender

REASONS = ("", "A reason that is long enough to be a reason.", "=Quoted\nover two lines", "Weak")


def random_moderation(rng: Random) -> ModerationBrief:
    """What a panel moderates: the scores of those whose workbook came back."""
    tender = random_tender(rng)
    gaps = rng.choice((0.0, 0.1, 0.5))
    evaluations = [_returned(rng, tender, person, gaps) for person in tender.evaluators if rng.random() >= gaps / 2]
    names = {person.id: person.name for person in tender.evaluators}
    sources = [source(evaluation, names[evaluation.evaluator]) for evaluation in evaluations]
    return moderation_brief(tender, CATALOGUE, evaluations, sources, partial=rng.random() < gaps)


def _returned(rng: Random, tender: Tender, person: Evaluator, gaps: float) -> Evaluation:
    levels = [level.score for level in tender.levels]
    brief = evaluation_brief(tender, CATALOGUE, person)
    scores = tuple(
        Score(
            row.bid,
            row.question,
            row.lot,
            None if rng.random() < gaps else rng.choice(levels[-3:] if rng.random() < 0.7 else levels),
            rationale=rng.choice(REASONS),
            evidence="Page 4",
        )
        for row in brief.rows
    )
    conflicts = {bid.id: "A former colleague works there." for bid in brief.bids if rng.random() < gaps / 4}
    file = f"evaluation-{person.id}.xlsx"
    return Evaluation(person.id, scores, file=file, sha256="ab" * 32, read_at=READ_AT, conflicts=conflicts)
