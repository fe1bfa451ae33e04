"""`check` on a definition also tells what the definition will do: to a person in words, to a script in an added key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sv_excel.cli import cli
from sv_excel.loading.catalogues import load_catalogue
from sv_excel.steps.preview import foresee

EXAMPLE = Path(__file__).parent.parent / "data" / "tenders" / "contract-example.yaml"


def checked(path: Path) -> dict[str, Any]:
    done = CliRunner().invoke(cli, ["check", str(path), "--json"])
    assert done.exit_code == 0
    data: dict[str, Any] = json.loads(done.stdout)
    return data


def written(folder: Path, more: str = "", regime: str = "procurement-act") -> Path:
    path = folder / "tender.yaml"
    path.write_text(EXAMPLE.read_text("utf-8").replace("regime: procurement-act", f"regime: {regime}") + more, "utf-8")
    return path


def test_json_has_the_worth_and_the_lab_beside_the_findings() -> None:
    (told,) = checked(EXAMPLE)["definitions"]

    assert told["social_value_point"] == {
        "formula": "lowest-price-relative",
        "points": "1.00",
        "at": "4200000.00",
        "pounds": "144827.59",
        "percent_of_contract_value": "3.45",
        "is_step": False,
        "supposed_quality": "75",
    }
    assert told["social_value_whole"]["pounds"] == "2100000.00"
    assert len(told["price_lab"]["formulas"]) == 8
    assert told["price_lab"]["formulas"][0]["flips"] == {"C": ["B"]}
    assert told["standstill_ends"] is None


@pytest.mark.parametrize(
    ("regime", "notice", "end"),
    [
        ("procurement-act", "2024-12-24", "2025-01-07"),
        ("psr", "2024-12-24", "2025-01-08"),
        ("framework", "2026-12-24", None),
        ("psr", "2090-12-24", None),
    ],
)
def test_t25_standstill_is_told_under_each_regime(regime: str, notice: str, end: str | None, tmp_path: Path) -> None:
    (told,) = checked(written(tmp_path, f"award_notice: {notice}\n", regime))["definitions"]

    assert (told["award_notice"], told["standstill_ends"]) == (notice, end)


def test_person_reads_the_worth_the_lab_and_the_standstill(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["check", str(written(tmp_path, "award_notice: 2026-12-24\n"))])

    assert done.exit_code == 0
    assert "One point of social value is worth GBP 144,827.59 of price" in done.stdout
    assert "With the award notice published on 2026-12-24 the standstill ends at the end of 2027-01-07." in done.stdout
    assert "lowest-price-relative     A       B           A           B *" in done.stdout


def test_faulty_definition_is_told_its_faults_alone(tmp_path: Path) -> None:
    path = written(tmp_path, "nonsense: 1\n")

    assert list(foresee([path], load_catalogue)) == []


def test_folder_with_a_definition_is_foreseen_and_a_workbook_is_not(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "other.xlsx").write_bytes(b"")

    assert [told.file for told in foresee([tmp_path, tmp_path / "other.xlsx"], load_catalogue)] == ["tender.yaml"]
