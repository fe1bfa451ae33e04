"""Which workbooks go out, to whom: each layout once, with everybody who gets a copy of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sv_excel.tender.briefs.make_evaluation import evaluation_brief
from sv_excel.tender.briefs.make_price_response import price_brief, response_brief
from sv_excel.tender.decisions.decisions import ReplaceDecision, apply
from sv_excel.workbooks.evaluation.layout import evaluation_layout
from sv_excel.workbooks.price.layout import price_layout
from sv_excel.workbooks.response.layout import response_layout
from sv_excel.workbooks.sheet.card import carded
from sv_excel.xlsx.write.writer import Press

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sv_excel.pack.paths import Pack
    from sv_excel.pack.register import Register
    from sv_excel.pack.run_context import Occasion
    from sv_excel.steps.parallel import Workforce
    from sv_excel.tender.catalogue.catalogue import Catalogue
    from sv_excel.tender.decisions.decisions import Decision
    from sv_excel.tender.definition.criteria import Criterion
    from sv_excel.tender.definition.people import Bid, Evaluator
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.workbooks.sheet.cells import Layout
    from sv_excel.workbooks.sheet.seal import Kept
    from sv_excel.workbooks.sheet.template_text import Furniture
    from sv_excel.xlsx.write.template_styles import Look


@dataclass(frozen=True, slots=True)
class Copy:
    """One workbook to make: where, whose (None: anybody's), and what fills the layout's slots."""

    path: Path
    subject: str | None
    name: str

    @property
    def slots(self) -> dict[str, str]:
        """As the layout asks for them."""
        return {"subject": self.subject or "", "name": self.name}


@dataclass(frozen=True, slots=True)
class Edition:
    """A layout with its card, and the copies to print of it."""

    layout: Layout
    kept: Kept
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """What a run makes: files with their bytes, and the register that names them."""

    files: dict[Path, bytes]
    register: Register


Plan = Callable[[], Edition]
"""An edition that is still to be laid out, by this process or another."""


def editions(
    pack: Pack, tender: Tender, decisions: Iterable[Decision], catalogue: Catalogue, furniture: Furniture
) -> Iterator[Edition]:
    """Every workbook that can be made of the definition by now, and those for people who took somebody's place."""
    return (plan() for plan in plans(pack, tender, decisions, catalogue, furniture))


def plans(
    pack: Pack, tender: Tender, decisions: Iterable[Decision], catalogue: Catalogue, furniture: Furniture
) -> Iterator[Plan]:
    """The same before any of it is laid out."""
    kept = tuple(decisions)
    yield from _responses(pack, tender, catalogue, furniture)
    if tender.bids and tender.price is not None:
        yield partial(prices, pack, tender, catalogue, furniture)
    yield from _evaluations(pack, tender, tender.evaluators, catalogue, furniture)
    if any(isinstance(decision, ReplaceDecision) for decision in kept):
        decided = apply(tender, kept)
        before = {evaluator.id for evaluator in tender.evaluators}
        new = [evaluator for evaluator in decided.evaluators if evaluator.id not in before]
        yield from _evaluations(pack, decided, new, catalogue, furniture)


def evaluations(
    pack: Pack, tender: Tender, evaluators: Iterable[Evaluator], catalogue: Catalogue, furniture: Furniture
) -> Iterator[Edition]:
    """The evaluators' workbooks; those with the same task share an edition."""
    return (plan() for plan in _evaluations(pack, tender, evaluators, catalogue, furniture))


def _evaluations(
    pack: Pack, tender: Tender, evaluators: Iterable[Evaluator], catalogue: Catalogue, furniture: Furniture
) -> Iterator[Plan]:
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Evaluator]] = {}
    for evaluator in evaluators:
        questions = tuple(question.id for question in tender.scored_by(evaluator))
        bids = tuple(bid.id for bid in tender.seen_by(evaluator))
        groups.setdefault((questions, bids), []).append(evaluator)
    for group in groups.values():
        yield partial(_evaluation, pack, tender, group, catalogue, furniture)


def _evaluation(
    pack: Pack, tender: Tender, group: Sequence[Evaluator], catalogue: Catalogue, furniture: Furniture
) -> Edition:
    brief = evaluation_brief(tender, catalogue, group[0])
    copies = tuple(Copy(pack.evaluation(person.id), person.id, person.name) for person in group)
    return Edition(*carded(evaluation_layout(brief, furniture), brief, furniture, tender.id), copies)


def prices(pack: Pack, tender: Tender, catalogue: Catalogue, furniture: Furniture) -> Edition:
    """The workbook of the two commercial people."""
    brief = price_brief(tender, catalogue)
    copy = Copy(pack.price, None, " and ".join(person.name for person in tender.commercial))
    return Edition(*carded(price_layout(brief, furniture), brief, furniture, tender.id), (copy,))


def _responses(pack: Pack, tender: Tender, catalogue: Catalogue, furniture: Furniture) -> Iterator[Plan]:
    """The tenderers' workbooks: one for any of them while bids are not known, then one for each bid."""
    if not any(is_answered(criterion) for criterion in tender.criteria()):
        return
    for bid in tender.bids or (None,):
        yield partial(_response, pack, tender, bid, catalogue, furniture)


def _response(pack: Pack, tender: Tender, bid: Bid | None, catalogue: Catalogue, furniture: Furniture) -> Edition:
    brief = response_brief(tender, catalogue, bid)
    copy = Copy(pack.response(), None, "") if bid is None else Copy(pack.response(bid.id), bid.id, bid.tenderer)
    return Edition(*carded(response_layout(brief, furniture), brief, furniture, tender.id), (copy,))


def is_answered(criterion: Criterion) -> bool:
    """Whether tenderers answer it in the response workbook."""
    return not criterion.sub_criteria and criterion.kind in {"commitments", "delivery_plan"}


def issue(editions: Iterable[Edition], pack: Pack, register: Register, look: Look, occasion: Occasion) -> Issue:
    """Print every copy and enter it in the register."""
    return _entered((_printed(look, edition) for edition in editions), pack, register, occasion)


def issue_planned(
    planned: Sequence[Plan], pack: Pack, register: Register, look: Look, occasion: Occasion, *, workforce: Workforce
) -> Issue:
    """The same from plans, which several processes may lay out."""
    return _entered(workforce.work(partial(_carried_out, look), planned), pack, register, occasion)


class _Printed(NamedTuple):
    kept: Kept
    copies: tuple[tuple[Copy, bytes], ...]


def _carried_out(look: Look, plan: Plan) -> _Printed:
    return _printed(look, plan())


def _printed(look: Look, edition: Edition) -> _Printed:
    press = Press(edition.layout, look)
    return _Printed(edition.kept, tuple((copy, press.print(copy.slots)) for copy in edition.copies))


def _entered(printed: Iterable[_Printed], pack: Pack, register: Register, occasion: Occasion) -> Issue:
    files: dict[Path, bytes] = {}
    for kept, copies in printed:
        for copy, content in copies:
            files[copy.path] = content
            register = register.issue(
                pack.name(copy.path),
                content,
                kept,
                subject=copy.subject,
                slots=copy.slots,
                occasion=occasion,
            )
    return Issue(files, register)
