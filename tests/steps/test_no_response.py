"""A tenderer that sends no response: recorded, counted as nothing promised, never silently."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from sv_excel.cli import cli
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.status import status
from sv_excel.steps.summarise import summarise
from sv_excel.steps.verify import verify

if TYPE_CHECKING:
    from sv_excel.pack.paths import Pack

WHY = "Told by email on 3 November: none comes"


def commitments(pack: Pack) -> dict[str, str | None]:
    told = json.loads(pack.result_data.read_text("utf-8"))
    nodes = ((bid["bid"], node) for bid in told["lots"][0]["bids"] for node in bid["criteria"])
    return {bid: node["weighted"] for bid, node in nodes if node["kind"] == "commitments"}


def test_bid_without_a_response_promises_nothing_once_that_is_decided(t15_moderated: Pack) -> None:
    pack = t15_moderated
    (pack.returned / "B.xlsx").unlink()

    (missing,) = summarise(pack.folder).report.findings
    assert (missing.code, missing.subject) == ("missing-return", "Birch Ltd (B)")
    assert "if none comes: sv-excel decide PACK no-response B --reason TEXT" in missing.remedy

    run = CliRunner().invoke(cli, ["decide", str(pack.folder), "no-response", "B", "--reason", WHY])
    assert run.exit_code == 0, run.output
    assert WHY in pack.decisions.read_text("utf-8")

    assert summarise(pack.folder).report.findings == ()
    assert commitments(pack)["A"] == "4.0000000000"
    assert commitments(pack)["B"] == "0.0000000000"
    assert verify(pack.folder).report.clean
    lines = status(Procurement.open(pack.folder)).lines
    assert [line.subject for line in lines if line.kind == "response"] == ["A", "C"]


def test_response_that_comes_after_all_counts_and_is_told(t15_moderated: Pack) -> None:
    pack = t15_moderated
    CliRunner().invoke(cli, ["decide", str(pack.folder), "no-response", "B", "--reason", WHY])

    done = summarise(pack.folder)

    assert [(finding.code, finding.severity) for finding in done.report] == [("response-after-all", "warning")]
    assert commitments(pack)["B"] == "4.0000000000"


def test_only_a_bid_of_the_tender_can_be_without_a_response(t15_moderated: Pack) -> None:
    run = CliRunner().invoke(cli, ["decide", str(t15_moderated.folder), "no-response", "Z", "--reason", WHY])

    assert run.exit_code == 1
    assert "bid Z is not a bid of this tender" in run.output
