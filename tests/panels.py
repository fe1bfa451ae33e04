"""Small panels and what they returned, for tests; each test changes only what it is about."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sv_excel.tender.briefs.make_moderation import moderation_brief
from sv_excel.tender.briefs.moderation import BriefSource
from sv_excel.tender.catalogue.catalogue import Catalogue
from sv_excel.tender.definition.people import Evaluator
from sv_excel.tender.scoring.evaluation import Evaluation, Score

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sv_excel.tender.briefs.moderation import ModerationBrief
    from sv_excel.tender.definition.tender import Tender

READ_AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
WHY = "The plan names who leads each site and by when."
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


def evaluators(count: int, **changes: Any) -> tuple[Evaluator, ...]:  # noqa: ANN401 - any field of an evaluator
    """e1, e2 and so on, who score everything."""
    return tuple(
        Evaluator(id=f"e{place}", name=f"{ORDINALS[place - 1]} evaluator", **changes) for place in range(1, count + 1)
    )


def returned(evaluator: str, scores: Iterable[Score], **changes: Any) -> Evaluation:  # noqa: ANN401 - any field of an evaluation
    """What one evaluator returned."""
    facts = {"file": f"evaluation-{evaluator}.xlsx", "sha256": "ab" * 32, "read_at": READ_AT, **changes}
    return Evaluation(evaluator=evaluator, scores=tuple(scores), **facts)


def gave(scores: Mapping[tuple[str, str], int | str | None], lot: str | None = None, why: str = WHY) -> list[Score]:
    """Scores by bid and question."""
    return [
        Score(
            bid, question, lot, None if value is None else Decimal(value), rationale=why, evidence="Page 4, paragraph 2"
        )
        for (bid, question), value in scores.items()
    ]


def source(evaluation: Evaluation, name: str, *findings: str) -> BriefSource:
    """The file that an evaluation was read from."""
    return BriefSource(
        file=evaluation.file,
        evaluator=name,
        sha256=evaluation.sha256,
        read_at=evaluation.read_at,
        findings=findings,
    )


def brief_of(tender: Tender, *evaluations: Evaluation, partial: bool = False) -> ModerationBrief:
    """The brief of a panel, with a source for each file that came back."""
    names = {person.id: person.name for person in tender.evaluators}
    sources = [source(evaluation, names[evaluation.evaluator]) for evaluation in evaluations]
    return moderation_brief(tender, Catalogue(), evaluations, sources, partial=partial)
