"""Rules on names: each id once, whatever its case, and each id that is named stands somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.findings.finding import Finding
from sv_excel.tender.definition.validation.paths import placed
from sv_excel.tender.phrases import listed, repeated, suggested

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sv_excel.findings.finding import DataPath
    from sv_excel.tender.definition.tender import Tender
    from sv_excel.tender.definition.validation.known import Known

LISTED_BY = {
    "ICB": " The command `sv-excel priorities` lists them all.",
    "mechanism": " The command `sv-excel mechanisms` lists them all.",
    "measure": " The command `sv-excel mechanisms` lists them all.",
}


def ids_once(tender: Tender, known: Known) -> Iterator[Finding]:
    """No two things of one sort share an id; ids go into file names, and Windows does not tell case apart."""
    nodes = tuple(placed(tender))
    yield from _once([(loc, criterion.id) for loc, criterion in nodes])
    for section in ("measures", "lots", "bids", "evaluators", "commercial"):
        yield from _once([((section, place), item.id) for place, item in enumerate(getattr(tender, section))])
    catalogue = {measure_id.casefold(): measure_id for measure_id in known.measures or ()}
    for place, measure in enumerate(tender.measures):
        if taken := catalogue.get(measure.id.casefold()):
            yield Finding(
                "duplicate-id",
                f"the catalogue has a measure {taken} already.",
                "Give the tender's own measure another id, such as X1.",
                path=("measures", place, "id"),
            )


def _once(items: Sequence[tuple[DataPath, str]]) -> Iterator[Finding]:
    for place, name, first in repeated([name for _, name in items]):
        before = items[first][1]
        why = (
            ""
            if before == name
            else f" ({before} and {name} differ in case alone, and file names do not tell case apart)"
        )
        yield Finding(
            "duplicate-id",
            f"the id {name} is used already{why}.",
            "Give each its own id.",
            path=(*items[place][0], "id"),
        )


def named_once(tender: Tender, _known: Known) -> Iterator[Finding]:
    """A list of ids names each once."""
    lists: list[tuple[DataPath, Sequence[str]]] = [(("icbs",), tender.icbs), (("tie_break",), tender.tie_break)]
    for loc, criterion in placed(tender):
        lists += [((*loc, "mechanisms"), criterion.mechanisms), ((*loc, "measures"), criterion.measures)]
        lists += [((*loc, "lots"), criterion.lots or ())] if not _handed_down(tender, loc) else []
    lists += [(("bids", place, "lots"), bid.lots or ()) for place, bid in enumerate(tender.bids)]
    for place, evaluator in enumerate(tender.evaluators):
        lists += [(("evaluators", place, "sub_criteria"), evaluator.sub_criteria or ())]
        lists += [(("evaluators", place, "bids"), evaluator.bids or ())]
    for loc, names in lists:
        for place, name, _ in repeated(names):
            yield Finding("named-twice", f"{name} is named twice.", "Name it once.", path=(*loc, place))


def _handed_down(tender: Tender, loc: DataPath) -> bool:
    """Whether a criterion's lots are those of its parent."""
    lots = {place: criterion.lots for place, criterion in placed(tender)}
    return loc[:-2] in lots and lots[loc[:-2]] is not None and lots[loc] == lots[loc[:-2]]


def tenderers_once(tender: Tender, _known: Known) -> Iterator[Finding]:
    """No two bids are from tenderers of the same name: nobody could tell them apart."""
    names = [" ".join(bid.tenderer.split()) for bid in tender.bids]
    for place, name, first in repeated(names):
        yield Finding(
            "duplicate-tenderer",
            f"{name} is the tenderer of bid {tender.bids[first].id} already.",
            "Give one bid a tenderer, or names that tell the two apart.",
            path=("bids", place, "tenderer"),
        )


def catalogue_ids(tender: Tender, known: Known) -> Iterator[Finding]:
    """Boards, category, mechanisms and measures are those of the catalogue, or the tender's own measures."""
    measures = {*(known.measures or ()), *(measure.id for measure in tender.measures)}
    yield from _unknown("ICB", ("icbs",), tender.icbs, known.icbs)
    if tender.category is not None and tender.category not in known.categories:
        yield _unknown_id("category", ("category",), tender.category, known.categories)
    for loc, criterion in placed(tender):
        yield from _unknown("mechanism", (*loc, "mechanisms"), criterion.mechanisms, known.mechanisms)
        yield from _unknown("measure", (*loc, "measures"), criterion.measures, measures)
    played = {measure_id for _, criterion in placed(tender) for measure_id in criterion.measures}
    for place, measure in enumerate(tender.measures):
        if measure.id not in played:
            yield Finding(
                "measure-unused",
                f"no criterion counts the measure {measure.id}.",
                'Name it in the "measures" of a commitments criterion, or take it out.',
                path=("measures", place),
            )


def lot_ids(tender: Tender, _known: Known) -> Iterator[Finding]:
    """Lots that criteria and bids name are lots of the tender; a sub-criterion's are among its parent's."""
    lots = [lot.id for lot in tender.lots]
    by_loc = dict(placed(tender))
    for loc, criterion in by_loc.items():
        if criterion.lots is None or _handed_down(tender, loc):
            continue
        yield from _lots((*loc, "lots"), criterion.lots, lots)
        parent = by_loc.get(loc[:-2])
        if parent is not None and parent.lots is not None and not set(criterion.lots) <= set(parent.lots):
            beyond = [lot for lot in criterion.lots if lot not in parent.lots]
            yield Finding(
                "lots-beyond-parent",
                f"it is for lot {listed(beyond)}, but {parent.id} above it is not.",
                f"Keep to {listed(parent.lots)}, or widen {parent.id}.",
                path=(*loc, "lots"),
            )
    for place, bid in enumerate(tender.bids):
        if bid.lots is not None:
            yield from _lots(("bids", place, "lots"), bid.lots, lots)


def _lots(loc: DataPath, names: Sequence[str], lots: Collection[str]) -> Iterator[Finding]:
    if not names:
        yield Finding(
            "lots-empty", '"lots" is an empty list, so it is for no lot.', 'Name lots, or take "lots" out.', path=loc
        )
    yield from _unknown("lot", loc, names, lots)


def criterion_ids(tender: Tender, _known: Known) -> Iterator[Finding]:
    """The tie-break names criteria; evaluators name questions that people score."""
    nodes = {criterion.id: criterion for criterion in tender.criteria()}
    yield from _unknown("criterion", ("tie_break",), tender.tie_break, nodes)
    questions = [question.id for question in tender.questions]
    for place, evaluator in enumerate(tender.evaluators):
        for index, name in enumerate(evaluator.sub_criteria or ()):
            loc = ("evaluators", place, "sub_criteria", index)
            node = nodes.get(name)
            if node is None:
                yield _unknown_id("sub-criterion", loc, name, questions)
            elif not node.is_scored_by_people:
                below = [child.id for child in node.walk() if child.is_scored_by_people]
                remedy = f"Name its questions: {listed(below)}." if below else "Take it out."
                yield Finding("not-scored-by-people", f"{name} is not a question that people score.", remedy, path=loc)


def bid_ids(tender: Tender, _known: Known) -> Iterator[Finding]:
    """Evaluators and conflicts name bids and people of this tender; two people and one bid meet in one conflict."""
    bids = [bid.id for bid in tender.bids]
    people = [evaluator.id for evaluator in tender.evaluators]
    for place, evaluator in enumerate(tender.evaluators):
        yield from _unknown("bid", ("evaluators", place, "bids"), evaluator.bids or (), bids)
    seen: set[tuple[str, str]] = set()
    for place, conflict in enumerate(tender.conflicts):
        if conflict.evaluator not in people:
            yield _unknown_id("evaluator", ("conflicts", place, "evaluator"), conflict.evaluator, people)
        if conflict.bid not in bids:
            yield _unknown_id("bid", ("conflicts", place, "bid"), conflict.bid, bids)
        if (conflict.evaluator, conflict.bid) in seen:
            yield Finding(
                "conflict-twice",
                f"the conflict of {conflict.evaluator} with bid {conflict.bid} is decided already.",
                "Keep one decision.",
                path=("conflicts", place),
            )
        seen.add((conflict.evaluator, conflict.bid))


def _unknown(sort: str, loc: DataPath, names: Sequence[str], choices: Collection[str]) -> Iterator[Finding]:
    for place, name in enumerate(names):
        if name not in choices:
            yield _unknown_id(sort, (*loc, place), name, choices)


def _unknown_id(sort: str, loc: DataPath, name: str, choices: Collection[str]) -> Finding:
    article = "an" if sort[0] in "aeiouI" else "a"
    remedy = suggested(name, choices) + LISTED_BY.get(sort, "")
    return Finding("unknown-id", f"{name} is not {article} {sort} that is known here.", remedy, path=loc)
