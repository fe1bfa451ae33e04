"""`demo`: the whole story of one procurement on example data, through the same steps that a real one takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sv_excel.errors.files import WouldReplaceError
from sv_excel.loading.resources import data_file
from sv_excel.pack.paths import Pack
from sv_excel.pack.run_context import NOBODY, Occasion
from sv_excel.pack.writing import kept_name, write_whole
from sv_excel.steps import decide
from sv_excel.steps.consolidate import consolidate
from sv_excel.steps.demo_answers import People, decision
from sv_excel.steps.fill_workbook import fill
from sv_excel.steps.generate import generate
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.summarise import summarise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sv_excel.findings.finding import Report
    from sv_excel.findings.key import Key
    from sv_excel.tender.scoring.result import Result
    from sv_excel.workbooks.sheet.cells import Value

LEAD = "Example procurement lead"


@dataclass(frozen=True, slots=True)
class Sight:
    """A file worth opening, and what it shows."""

    path: Path
    shows: str


@dataclass(frozen=True, slots=True)
class Demonstrated:
    """The pack that was made, what happened on the way, in order, and where to look, the most interesting first.

    ``kept`` is where an earlier folder of the same name now lies. ``report`` has what the last step found.
    """

    pack: Pack
    story: tuple[str, ...]
    sights: tuple[Sight, ...]
    result: Result | None
    report: Report
    kept: Path | None = None


def demo(folder: Path, *, occasion: Occasion | None = None, force: bool = False) -> Demonstrated:
    """Define, issue, fill in, decide, consolidate, moderate, work out the result.

    Raises:
        WouldReplaceError: ``folder`` holds something, and ``force`` is not given; with it, the folder is renamed.
    """
    occasion = occasion or _by_example()
    kept = _set_aside(folder, occasion, force=force)
    pack = Pack(folder)
    write_whole(pack.tender, data_file("demo/tender.yaml").read_bytes())
    issued = generate(pack.tender, folder, occasion=occasion)
    returned = _return_responses(Procurement.open(folder))
    shown = generate(pack.tender, folder, occasion=occasion)
    returned += _return_scores(Procurement.open(folder))
    conflict = decision()
    decide.conflict(
        folder, conflict["evaluator"], conflict["bid"], "exclude", decide.Grounds(conflict["reason"], occasion)
    )
    consolidate(folder, occasion=occasion)
    _moderate(Procurement.open(folder))
    done = summarise(folder, occasion=occasion)
    story = (
        f"Issued {len(issued.written)} workbooks: for evaluators, for prices, for tenderers.",
        f"Showed {len(shown.written)} of the evaluators what tenderers promise, without pounds, beside delivery plans.",
        f"Filled in {returned} workbooks, as people would.",
        f"Decided on a declared conflict: {conflict['evaluator']} does not score bid {conflict['bid']}.",
        "Consolidated the evaluators' scores; the panel agreed a score and a reason for each.",
        "Worked out the result.",
    )
    return Demonstrated(pack, story, _sights(pack), done.result, done.report, kept)


def _by_example() -> Occasion:
    """Now, by whoever is given; where nobody is, by the lead of the example."""
    occasion = Occasion.given()
    return replace(occasion, who=LEAD) if occasion.who == NOBODY else occasion


def _set_aside(folder: Path, occasion: Occasion, *, force: bool) -> Path | None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    if not force:
        raise WouldReplaceError([folder])
    return folder.rename(kept_name(folder, occasion))


def _return_responses(procurement: Procurement) -> int:
    """What tenderers fill in, which comes back first; how many."""
    people = People(procurement.tender, procurement.catalogue)
    answers = {procurement.pack.response(bid.id): people.response(bid.id) for bid in procurement.tender.bids}
    return _return_workbooks(procurement, answers)


def _return_scores(procurement: Procurement) -> int:
    """What evaluators and the two who enter prices fill in; how many."""
    pack, tender = procurement.pack, procurement.tender
    people = People(tender, procurement.catalogue)
    answers = {pack.evaluation(person.id): people.evaluation(person) for person in tender.evaluators}
    return _return_workbooks(procurement, answers | {pack.price: people.prices()})


def _return_workbooks(procurement: Procurement, answers: Mapping[Path, Mapping[Key, Value]]) -> int:
    """Fill in what was issued and put it where returned workbooks go; how many."""
    for path, held in answers.items():
        write_whole(procurement.pack.returned / path.name, fill(path, held, procurement.look))
    return len(answers)


def _moderate(procurement: Procurement) -> None:
    """What the panel does with the moderation workbook, in place."""
    held = People(procurement.tender, procurement.catalogue).moderation()
    write_whole(procurement.pack.moderation, fill(procurement.pack.moderation, held, procurement.look))


def _sights(pack: Pack) -> tuple[Sight, ...]:
    sights = (
        Sight(pack.result_workbook, "the result: ranking, every figure as a live formula, the proof"),
        Sight(pack.report, "the result as a page to read"),
        Sight(pack.moderation, "what each evaluator scored, side by side, and what the panel agreed"),
        Sight(pack.returned / pack.evaluation("e1").name, "an evaluator's workbook, filled in"),
        Sight(pack.evaluation("e1"), "the same workbook as it was issued: try it"),
        Sight(pack.returned / pack.response("B").name, "what a tenderer promises, in pounds"),
        Sight(pack.offers("e2"), "what an evaluator of the delivery plan sees of it: quantities, no pounds"),
        Sight(pack.returned / pack.price.name, "prices, entered twice"),
        Sight(pack.commitments, "the winner's promises as a register to keep"),
        Sight(pack.assessment_summary("A"), "what a tenderer is told"),
        Sight(pack.tender, "the definition that all of it was made from"),
        Sight(pack.log, "what was done, line by line"),
    )
    return tuple(sight for sight in sights if sight.path.is_file())
