"""``sv-excel summarise``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sv_excel import console
from sv_excel.commands import options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sv_excel.tender.scoring.result import Result


@click.command(epilog="Example: sv-excel summarise community-cleaning-2026")
@options.pack
@click.option("--assurance", is_flag=True, help="Write result/assurance.json, too: what the first place hangs on.")
@options.by
@options.force
@options.as_json
def summarise(pack: Path, by: str | None, *, assurance: bool, force: bool, as_json: bool) -> None:
    """Work out the result of PACK from the panel's scores, the prices and the responses, into PACK/result/.

    All findings are told in one run, and there is no result while one of them blocks.
    """
    from sv_excel.pack.run_context import Occasion
    from sv_excel.steps.summarise import summarise as work_out

    with console.meter(quiet=as_json) as told:
        done = work_out(pack, occasion=Occasion.given(by), force=force, assurance=assurance, told=told)
    if as_json:
        console.document(console.written_data(done.pack, done.written) | done.report.to_data())
    else:
        console.findings(done.report)
        if done.result is not None:
            console.table(("Lot", "Rank", "Bid", "Tenderer", "Total", "Status"), _rows(done.result))
            console.written(done.pack, done.written)
            click.echo(f"The result is in {done.pack.result}.")
    console.finish(done.report)


def _rows(result: Result) -> Iterator[tuple[str, ...]]:
    from sv_excel.tender.numbers import decimal

    for lot in result.lots:
        order = {bid: place for place, bid in enumerate(lot.ranking)}
        for bid in sorted(lot.bids, key=lambda bid: order.get(bid.bid, len(order))):
            total = "" if bid.total is None else format(decimal(bid.total, 2), "f")
            rank = "" if bid.rank is None else str(bid.rank)
            status = " ".join((bid.status, *bid.reasons)) if bid.reasons else bid.status
            yield lot.lot or "", rank, bid.bid, bid.tenderer, total, status
