"""From tender.yaml to Tender: good definitions load, and each broken one gives the exact words kept beside it."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sv_excel.errors.tender import DefinitionError
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.loading.definitions import check_definition, json_schema, load_tender
from sv_excel.tender.definition.tender import Tender
from sv_excel.tender.numbers import decimal
from sv_excel.tender.scoring.commitments import Offer
from sv_excel.tender.scoring.result import Inputs, work_out

DATA = Path(__file__).parents[1] / "data"
TENDERS = sorted((DATA / "tenders").glob("*.yaml"))
BROKEN = sorted((DATA / "broken" / "definitions").glob("*.yaml"))
CATALOGUE = load_catalogue()


@pytest.mark.parametrize("path", TENDERS, ids=lambda path: path.stem)
def test_good_definition_is_clean(path: Path) -> None:
    tender, report = check_definition(path, CATALOGUE)

    assert [str(finding) for finding in report] == []
    assert tender == load_tender(path, CATALOGUE)


def test_there_are_good_and_broken_definitions() -> None:
    assert len(TENDERS) >= 4
    assert len(BROKEN) >= 60


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_definition_is_told_in_the_exact_words(path: Path) -> None:
    tender, report = check_definition(path, CATALOGUE)

    assert tender is None
    assert [str(finding) for finding in report] == path.with_suffix(".txt").read_text("utf-8").splitlines()


def test_every_finding_has_code_file_problem_and_remedy() -> None:
    findings = [finding for path in BROKEN for finding in check_definition(path, CATALOGUE)[1]]

    assert [f for f in findings if not (f.code and f.file and f.problem.endswith(".") and f.remedy)] == []


def test_words_beside_definitions_belong_to_one() -> None:
    assert sorted((DATA / "broken" / "definitions").glob("*.txt")) == [path.with_suffix(".txt") for path in BROKEN]


def test_loading_a_broken_definition_raises_with_all_its_findings() -> None:
    path = DATA / "broken" / "definitions" / "many-faults.yaml"

    with pytest.raises(DefinitionError) as raised:
        load_tender(path, CATALOGUE)

    assert raised.value.findings == check_definition(path, CATALOGUE)[1].findings
    assert str(raised.value) == path.with_suffix(".txt").read_text("utf-8").rstrip("\n")


def test_missing_file_is_told() -> None:
    _, report = check_definition(Path("nowhere.yaml"), CATALOGUE)

    assert [finding.code for finding in report] == ["definition-unreadable"]


def test_file_with_warnings_alone_is_loaded(tmp_path: Path) -> None:
    text = TENDERS[0].read_text("utf-8") + "divergence: {spread: 9}\n"

    tender, report = check_definition(written(tmp_path, text), CATALOGUE)

    assert tender is not None
    assert [(finding.code, finding.severity) for finding in report] == [("spread-too-wide", "warning")]


def test_bid_that_nobody_may_score_is_a_warning_since_the_panel_can(tmp_path: Path) -> None:
    text = (DATA / "tenders" / "contract-example.yaml").read_text("utf-8")
    ids = re.findall(r"- \{id: (e\d+)", text)
    lines = [f"  - {{evaluator: {one}, bid: A, decision: exclude, reason: Former employee}}\n" for one in ids]
    kept_out = re.sub(r"(?<=^conflicts:\n)(  - .*\n)+", "".join(lines), text, flags=re.MULTILINE)

    tender, report = check_definition(written(tmp_path, kept_out), CATALOGUE)

    assert tender is not None
    assert {(finding.code, finding.severity) for finding in report} >= {("unseen-bid", "warning")}
    assert report.clean


def test_kind_is_handed_down() -> None:
    tender = load_tender(DATA / "tenders" / "nhse-80-20-lots.yaml", CATALOGUE)

    assert {criterion.kind for criterion in tender.criteria()} == {"quality", "social_value", "delivery_plan"}
    assert tender.criterion("T1").kind == "quality"
    assert tender.price is None


def test_numbers_are_exact(tmp_path: Path) -> None:
    text = (DATA / "tenders" / "t-15.yaml").read_text("utf-8").replace("450000", "450000.10")

    tender = load_tender(written(tmp_path, text), CATALOGUE)

    assert str(tender.contract_value) == "450000.10"


def test_t_15_gives_the_published_result() -> None:
    tender = load_tender(DATA / "tenders" / "t-15.yaml", CATALOGUE)
    answers = {
        "A": ("4", "3", "5", "3.75", "412500", "60000"),
        "B": ("5", "4", "3", "5", "450000", "84000"),
        "C": ("3", "3", "1", "2.5", "398000", "30000"),
    }
    inputs = Inputs(
        scores={
            (bid, question, None): Decimal(score)
            for bid, said in answers.items()
            for question, score in zip(("Q1", "Q2", "Q3", "SV2"), said, strict=False)
        },
        prices={(bid, None): Decimal(said[4]) for bid, said in answers.items()},
        offers={bid: {"X1": Offer(Decimal(said[5]))} for bid, said in answers.items()},
    )

    (lot,) = work_out(tender, {}, inputs).lots

    assert lot.ranking == ("B", "A")
    assert {bid.bid: None if bid.total is None else str(decimal(bid.total, 2)) for bid in lot.bids} == {
        "A": "84.36",
        "B": "87.50",
        "C": None,
    }


@pytest.mark.parametrize("path", TENDERS, ids=lambda path: path.stem)
def test_tender_comes_back_from_json(path: Path) -> None:
    tender = load_tender(path, CATALOGUE)

    assert Tender.model_validate_json(tender.model_dump_json()) == tender


def test_schema_knows_every_key_and_refuses_others() -> None:
    schema = json_schema()

    parts = [schema, *schema["$defs"].values()]
    assert {part["additionalProperties"] for part in parts} == {False}
    assert set(schema["properties"]) == set(Tender.model_fields)
    assert schema["$defs"]["Criterion"]["required"] == ["id", "title", "weight"]
    assert schema["$defs"]["Criterion"]["properties"]["weight"] == {
        "title": "Weight",
        "type": "number",
        "minimum": 0,
        "maximum": 100,
    }


def test_schema_is_json() -> None:
    assert json.loads(json.dumps(json_schema())) == json_schema()


def written(folder: Path, text: str) -> Path:
    path = folder / "tender.yaml"
    path.write_text(text, "utf-8")
    return path


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.text(max_size=5),
    st.sampled_from(["quality", "price", "commitments", "Q1", "A", "e1", "1e999999", "2026-09-01", "NaN"]),
    st.lists(st.integers(0, 3), max_size=2),
    st.dictionaries(st.sampled_from(["id", "kind", "weight", "lots"]), st.integers(0, 3), max_size=2),
)
SOUND: Any = json.loads(load_tender(DATA / "tenders" / "contract-example.yaml", CATALOGUE).model_dump_json())


@given(st.data())
def test_any_change_gives_a_tender_or_told_faults(
    tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject
) -> None:
    data = json.loads(json.dumps(SOUND))
    for _ in range(draw.draw(st.integers(1, 4))):
        part = data
        while True:
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))
            key = draw.draw(st.sampled_from(keys))
            if not (isinstance(part[key], (dict, list)) and part[key]) or draw.draw(st.booleans()):
                break
            part = part[key]
        if draw.draw(st.booleans()):
            part[key] = draw.draw(JUNK)
        else:
            del part[key]
        if not data or not isinstance(data, dict):
            break
    path = written(tmp_path_factory.mktemp("any"), json.dumps(data))

    tender, report = check_definition(path, CATALOGUE)

    assert report.clean == (tender is not None)
