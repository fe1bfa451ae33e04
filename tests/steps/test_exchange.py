from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from awards import make_award, panel_tender
from builders import bid
from sv_excel.errors.files import BidListError
from sv_excel.steps.export import as_csv, export
from sv_excel.steps.import_bids import ListedBid, as_yaml, import_bids
from sv_excel.tender.definition.people import Lot
from sv_excel.tender.exports import release_package, result_rows

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.pack.paths import Pack


def listed(folder: Path, text: str) -> Path:
    path = folder / "bids.csv"
    path.write_bytes(text.encode())
    return path


def test_table_has_a_row_for_each_bid_and_criterion(t15_moderated: Pack) -> None:
    done = export(t15_moderated.folder, "csv")

    rows = list(csv.DictReader(io.StringIO(done.text)))
    first = next(row for row in rows if row["bid"] == "B")
    assert done.report.clean
    assert (first["tender"], first["rank"], first["total"]) == ("worked-example-t-15", "1", "87.5000000000")
    assert {row["bid"] for row in rows} == {"A", "B", "C"}


def test_table_starts_no_formula() -> None:
    award = make_award(panel_tender(bids=(bid("A", "=HYPERLINK(1)"), bid("B", "-5 Ltd"), bid("C"))))

    rows = list(csv.DictReader(io.StringIO(as_csv(result_rows(award.brief, award.result)))))

    assert {row["tenderer"] for row in rows} == {"'=HYPERLINK(1)", "'-5 Ltd", "Cedar Cleaning Ltd"}


def test_release_has_bids_lots_criteria_and_the_award(t15_moderated: Pack) -> None:
    (release,) = json.loads(export(t15_moderated.folder, "ocds", ocid="ocds-abc123-t-15").text)["releases"]

    assert release.keys() >= {"ocid", "id", "date", "tag", "initiationType"}
    assert release["ocid"] == "ocds-abc123-t-15"
    assert [(one["id"], one["status"], one.get("rank")) for one in release["bids"]["details"]] == [
        ("A", "valid", 2),
        ("B", "valid", 1),
        ("C", "disqualified", None),
    ]
    assert release["awards"] == [
        {
            "id": "award",
            "status": "pending",
            "suppliers": [{"id": "B", "name": "Birch Ltd"}],
            "value": release["bids"]["details"][1]["value"],
        }
    ]
    roles = {party["id"]: party["roles"] for party in release["parties"]}
    assert roles == {"buyer": ["buyer"], "A": ["tenderer"], "B": ["tenderer", "supplier"], "C": ["tenderer"]}


def test_release_of_lots_relates_bids_and_awards_to_them() -> None:
    lots = (Lot(id="north", title="North"), Lot(id="south", title="South"))
    award = make_award(panel_tender(lots=lots, bids=(bid("A"), bid("B", lots=("south",)))))
    prices = tuple(one.model_copy(update={"lot": lot.id}) for one in award.brief.prices for lot in lots)
    brief = award.brief.model_copy(update={"prices": prices})

    (release,) = release_package(brief, brief.result(), "x", award.evaluations[0].read_at)["releases"]

    assert [(one["id"], one["relatedLots"]) for one in release["bids"]["details"]] == [
        ("A-north", ["north"]),
        ("A-south", ["south"]),
        ("B-south", ["south"]),
    ]
    assert [(one["id"], one["relatedLots"]) for one in release["awards"]] == [
        ("award-north", ["north"]),
        ("award-south", ["south"]),
    ]
    assert [lot["id"] for lot in release["tender"]["lots"]] == ["north", "south"]
    assert sum(one["numbers"][0]["number"] for one in release["tender"]["awardCriteria"]["criteria"][:1]) == 60


def test_nothing_that_only_the_panel_may_read_goes_out() -> None:
    award = make_award()
    package = json.dumps(release_package(award.brief, award.result, "x", award.evaluations[0].read_at))
    texts = package + as_csv(result_rows(award.brief, award.result))

    for secret in ("First evaluator", "What bid A is told", "The panel's reason", "An internal note"):
        assert secret not in texts


def test_export_waits_for_what_is_not_clean(t15: Pack) -> None:
    done = export(t15.folder, "csv")

    assert done.text == ""
    assert not done.report.clean


def test_bids_are_known_by_how_columns_are_called(tmp_path: Path) -> None:
    path = listed(
        tmp_path, "Supplier name;Lot number\r\nAlder Facilities Ltd;1\r\nBirch & Co;2\r\nAlder Facilities Ltd;2\r\n"
    )

    bids = import_bids(path)

    assert bids == (ListedBid("A", "Alder Facilities Ltd", ("1", "2")), ListedBid("B", "Birch & Co", ("2",)))
    assert as_yaml(bids) == (
        "bids:\n"
        "  - {id: A, tenderer: Alder Facilities Ltd, lots: ['1', '2']}\n"
        "  - {id: B, tenderer: Birch & Co, lots: ['2']}\n"
    )


def test_bids_keep_their_ids_and_columns_may_be_named(tmp_path: Path) -> None:
    path = listed(tmp_path, "\ufeffReference,Firm\nR 1,Alder Ltd\nR/2,Birch Ltd\n\n")

    assert import_bids(path, {"tenderer": "Firm"}) == (
        ListedBid("R-1", "Alder Ltd", ()),
        ListedBid("R-2", "Birch Ltd", ()),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Firm,Lot\nAlder,1\n", '"Firm", "Lot"'),
        ("Supplier,Lot\n,1\n", "line 2 names no tenderer"),
        ("Supplier,Lot\n", "there is no bid in it"),
        ("", "no headings"),
        ("Bid,Supplier\n1,Alder\n1,Birch\n", "line 3: bid 1 is of Alder and of Birch"),
        ('Supplier\n"Alder', "not a CSV file"),
        ("PK\x03\x04", "it is a workbook"),
        ("Bid,Supplier\nT/1,Alder\nt-1,Birch\n", 'bids "T/1" and "t-1" would both be called t-1'),
    ],
)
def test_list_that_cannot_be_taken_over_says_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BidListError) as refused:
        import_bids(listed(tmp_path, text))

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("sep=;\r\nSupplier;Lot\r\nAlder, Ash & Co;1\r\n", "utf-8"),
        ("Supplier\tLot\r\nAlder, Ash & Co\t1\r\n", "utf-16"),
        ('Supplier,Lot\r\n"Alder,\r\n Ash  & Co",1\r\n', "cp1252"),
    ],
)
def test_lists_are_read_as_excel_saves_them(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "bids.csv"
    path.write_bytes(text.encode(encoding))

    assert import_bids(path) == (ListedBid("A", "Alder, Ash & Co", ("1",)),)


def test_column_may_be_named_as_the_list_has_it(tmp_path: Path) -> None:
    path = listed(tmp_path, "Lead_Firm ,Lot\nAlder,1\n")

    assert import_bids(path, {"tenderer": "Lead_Firm"}) == (ListedBid("A", "Alder", ("1",)),)
