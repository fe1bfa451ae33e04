"""``sv-excel decide``: one command for each kind of decision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from sv_excel.steps.decide import Decided, Grounds

because = click.option("--reason", required=True, help="Why; it is kept on record.")


@click.group(epilog='Example: sv-excel decide PACK withdraw A --reason "Letter of 3 November"')
@options.pack
@click.pass_context
def decide(ctx: click.Context, pack: Path) -> None:
    """Record a decision on PACK, with its reason and date. Decisions are only ever added; a later one counts."""
    ctx.obj = pack


@decide.command(epilog='Example: sv-excel decide PACK conflict e2 A exclude --reason "Former employee of the tenderer"')
@click.argument("evaluator")
@click.argument("bid")
@click.argument("decision", type=click.Choice(["exclude", "proceed"]))
@because
@options.by
@options.as_json
@click.pass_obj
def conflict(
    pack: Path,
    evaluator: str,
    bid: str,
    decision: Literal["exclude", "proceed"],
    *,
    reason: str,
    by: str | None,
    as_json: bool,
) -> None:
    """Keep EVALUATOR, who declared a conflict with BID, from it (exclude), or let them score it (proceed)."""
    from sv_excel.steps import decide as step

    _tell(step.conflict(pack, evaluator, bid, decision, _grounds(reason, by)), as_json=as_json)


@decide.command(epilog='Example: sv-excel decide PACK withdraw A --reason "Letter of 3 November"')
@click.argument("bid")
@because
@options.by
@options.as_json
@click.pass_obj
def withdraw(pack: Path, bid: str, reason: str, by: str | None, *, as_json: bool) -> None:
    """BID was taken back by its tenderer; it is left out from now on."""
    from sv_excel.steps import decide as step

    _tell(step.withdraw(pack, bid, _grounds(reason, by)), as_json=as_json)


@decide.command(
    "no-response", epilog='Example: sv-excel decide PACK no-response C --reason "Told by email: none comes"'
)
@click.argument("bid")
@because
@options.by
@options.as_json
@click.pass_obj
def no_response(pack: Path, bid: str, reason: str, by: str | None, *, as_json: bool) -> None:
    """BID's tenderer sent no response workbook, and none is awaited: what it promises counts as 0."""
    from sv_excel.steps import decide as step

    _tell(step.no_response(pack, bid, _grounds(reason, by)), as_json=as_json)


@decide.command(epilog='Example: sv-excel decide PACK replace e2 e5 "Fifth evaluator" --reason "On sick leave"')
@click.argument("evaluator")
@click.argument("new_id")
@click.argument("new_name")
@because
@options.by
@options.as_json
@click.pass_obj
def replace(
    pack: Path, evaluator: str, new_id: str, new_name: str, *, reason: str, by: str | None, as_json: bool
) -> None:
    """NEW_NAME takes over what EVALUATOR was to score; a workbook is issued for them under NEW_ID."""
    from sv_excel.steps import decide as step

    _tell(step.replace(pack, evaluator, new_id, new_name, _grounds(reason, by)), as_json=as_json)


@decide.command(epilog='Example: sv-excel decide PACK match returned/answer.xlsx A --reason "Trades as Alder"')
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("bid")
@because
@options.by
@options.as_json
@click.pass_obj
def match(pack: Path, file: Path, bid: str, reason: str, by: str | None, *, as_json: bool) -> None:
    """FILE, a returned response workbook, belongs to BID."""
    from sv_excel.steps import decide as step

    _tell(step.match(pack, file, bid, _grounds(reason, by)), as_json=as_json)


def _grounds(reason: str, by: str | None) -> Grounds:
    from sv_excel.pack.run_context import Occasion
    from sv_excel.steps.decide import Grounds

    return Grounds(reason, Occasion.given(by))


def _tell(done: Decided, *, as_json: bool) -> None:
    if as_json:
        decision = done.decision.model_dump(mode="json")
        console.document(
            {"decision": decision, **console.written_data(done.pack, done.written), "findings": [], "clean": True}
        )
        return
    click.echo(f"Recorded in {done.pack.decisions}: {done.decision.what}.")
    console.written(done.pack, done.written)
