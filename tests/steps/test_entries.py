"""`entries`: every cell to fill in, in the shape that the contract gives."""

from __future__ import annotations

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stranger import fill_in
from sv_excel.findings.finding import Report
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.loading.resources import data_file
from sv_excel.pack.run_context import Occasion
from sv_excel.steps.check import check
from sv_excel.steps.consolidate import consolidate
from sv_excel.steps.decide import Grounds, withdraw
from sv_excel.steps.entries import entries, json_value
from sv_excel.steps.generate import generate
from sv_excel.steps.summarise import summarise

if TYPE_CHECKING:
    from sv_excel.pack.paths import Pack


def test_entries_of_an_evaluators_workbook_have_the_contracts_shape(pack: Pack) -> None:
    data = json.loads(json.dumps(entries(pack.evaluation("e1")).to_data()))

    assert (data["kind"], data["tender"], data["subject"]) == ("evaluation", "community-cleaning-2026", "e1")
    assert {tuple(entry) for entry in data["entries"]} == {
        ("sheet", "cell", "key", "rule", "required", "value", "example")
    }
    scores = [entry for entry in data["entries"] if entry["key"]["field"] == "score"]
    assert [entry["key"] for entry in scores] == [
        {"field": "score", "bid": bid, "criterion": question} for question in ("Q1", "SV1") for bid in ("A", "B")
    ]
    assert {(entry["required"], entry["value"], entry["example"]) for entry in scores} == {(True, None, 2)}


def test_entries_are_alike_on_a_desk(pack: Pack, tmp_path: Path) -> None:
    copy = Path(shutil.copy(pack.evaluation("e1"), tmp_path / "desk.xlsx"))

    assert entries(copy).to_data() == entries(pack.evaluation("e1")).to_data()


def test_entries_say_what_they_hold(pack: Pack) -> None:
    path = fill_in(pack.evaluation("e1"), pack.returned / "e1.xlsx")

    listed = entries(path).to_data()["entries"]

    assert [entry["value"] for entry in listed if entry["required"]] == [
        entry["example"] for entry in listed if entry["required"]
    ]


def test_examples_in_every_entry_raise_no_finding(tmp_path: Path) -> None:
    pack = generate(Path(str(data_file("demo/tender.yaml"))), tmp_path / "pack").pack
    for path in pack.issued.iterdir():
        fill_in(path, pack.returned / path.name, lambda entry: entry["example"])

    assert check([pack.folder], load_catalogue) == Report()

    consolidate(pack.folder)
    fill_in(pack.moderation, pack.moderation, lambda entry: entry["example"])

    assert check([pack.folder], load_catalogue) == Report()
    assert summarise(pack.folder).report == Report()


def test_examples_raise_no_finding_once_a_bid_is_withdrawn(t15_returned: Pack) -> None:
    pack = t15_returned
    consolidate(pack.folder)
    fill_in(pack.moderation, pack.moderation, lambda entry: entry["example"])
    withdraw(pack.folder, "A", Grounds("Letter of 3 November", Occasion.given("Moderator")))

    assert "confidential-text" not in {finding.code for finding in summarise(pack.folder).report}


def test_workbook_of_others_has_findings_in_place_of_entries(tmp_path: Path) -> None:
    path = tmp_path / "note.xlsx"
    path.write_bytes(b"nothing")

    data = entries(path).to_data()

    assert data["clean"] is False
    assert [finding["code"] for finding in data["findings"]] == ["unreadable"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal(3), 3),
        (Decimal("12.5"), 12.5),
        (Decimal("0.1"), 0.1),
        (Decimal("1E+3"), 1000),
        (Decimal("1234567890.123456789012"), "1234567890.123456789012"),
        (date(2026, 11, 30), "2026-11-30"),
        ("words", "words"),
        (None, None),
        (True, True),
    ],
)
def test_values_are_json_numbers_where_that_is_exact(value: object, expected: object) -> None:
    assert json_value(value) == expected  # type: ignore[arg-type]
    assert type(json_value(value)) is type(expected)  # type: ignore[arg-type]
