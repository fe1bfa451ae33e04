"""The command line as a person and a script meet it: exit statuses, JSON alone on standard output, no tracebacks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from sv_excel.cli import COMMANDS, cli

TENDERS = Path(__file__).parent / "data" / "tenders"
BROKEN = Path(__file__).parent / "data" / "broken" / "definitions"
EXAMPLE = TENDERS / "contract-example.yaml"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_example(name: str) -> None:
    done = run(name, "--help")

    assert done.exit_code == 0
    assert f"Example: sv-excel {name}" in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_overview_names_every_command(name: str) -> None:
    assert f"  {name} " in run("--help").stdout


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in {"addin", "live", "decide"}])
def test_every_command_takes_json(name: str) -> None:
    assert "--json" in {option for parameter in command(name).params for option in parameter.opts}


def test_overview_imports_no_library_of_workbooks_or_models() -> None:
    program = (
        "import sys, sv_excel.cli\n"
        "try:\n    sv_excel.cli.main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'pydantic', 'openpyxl', 'yaml', 'rich', 'xlwings'} & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"


def test_generate_and_check_end_with_0(tmp_path: Path) -> None:
    made = run("generate", EXAMPLE, "-o", tmp_path / "pack", "--json")
    checked = run("check", tmp_path / "pack", "--json")

    assert (made.exit_code, checked.exit_code) == (0, 0)
    assert "issued/evaluation-e1.xlsx" in json.loads(made.stdout)["written"]
    assert json.loads(checked.stdout)["clean"] is True


def test_findings_end_with_1(tmp_path: Path) -> None:
    run("generate", EXAMPLE, "-o", tmp_path / "pack")

    done = run("check", tmp_path / "pack" / "issued" / "evaluation-e1.xlsx", "--json")

    assert done.exit_code == 1
    assert {tuple(finding) for finding in json.loads(done.stdout)["findings"]} == {
        ("code", "severity", "file", "sheet", "cell", "key", "subject", "problem", "remedy")
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "no such file"),
        ("check", "--nonsense"),
        ("status", TENDERS),
        ("nonsense",),
        ("mechanisms", "--icb", "nowhere"),
    ],
)
def test_wrong_use_ends_with_2_and_without_traceback(arguments: tuple[object, ...]) -> None:
    done = run(*arguments)

    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "command", "named"),
    [
        ((), "sv-excel", "--json"),
        (("nonsense",), "sv-excel", "nonsense"),
        (("check",), "sv-excel check", "PATH"),
        (("check", "gone.yaml"), "sv-excel check", "gone.yaml"),
        (("new", "x", "--value", "lots"), "sv-excel new", "lots"),
        (("decide", TENDERS, "nonsense"), "sv-excel decide", "nonsense"),
    ],
)
def test_wrong_use_as_json_is_one_document(arguments: tuple[object, ...], command: str, named: str) -> None:
    done = CliRunner().invoke(cli, [*map(str, arguments), "--json"], prog_name="sv-excel")

    data: dict[str, Any] = json.loads(done.stdout)
    (finding,) = data["findings"]
    assert (done.exit_code, data["clean"], finding["code"], finding["severity"]) == (2, False, "wrong-use", "error")
    assert named in finding["problem"]
    assert finding["remedy"] == f"See {command} --help."


def test_faulty_definition_is_told_in_full_and_ends_with_1() -> None:
    done = run("generate", BROKEN / "many-faults.yaml")

    assert done.exit_code == 1
    assert done.stderr == (BROKEN / "many-faults.txt").read_text("utf-8")
    assert done.stdout == ""


def test_refusal_as_json_has_findings() -> None:
    done = run("generate", BROKEN / "many-faults.yaml", "--json")

    data: dict[str, Any] = json.loads(done.stdout)
    assert (done.exit_code, data["clean"], done.stderr) == (1, False, "")
    assert len(data["findings"]) == len((BROKEN / "many-faults.txt").read_text("utf-8").splitlines())


def test_schema_is_json() -> None:
    assert json.loads(run("schema").stdout) == json.loads(run("schema", "--json").stdout)


def test_mechanisms_are_filtered() -> None:
    everything = json.loads(run("mechanisms", "--json").stdout)["mechanisms"]
    some = json.loads(run("mechanisms", "--icb", "NEL", "--model", "ppn-002", "--json").stdout)["mechanisms"]

    assert 0 < len(some) < len(everything)
    assert all(item["priorities"] and item["criteria"]["ppn-002"] for item in some)


def test_mechanisms_come_ranked_with_the_reasons_that_new_gives(tmp_path: Path) -> None:
    asked = ("--icb", "NEL", "--category", "cleaning", "--model", "ppn-06-20", "--value", "600000")
    found = json.loads(run("mechanisms", *asked, "--json").stdout)["mechanisms"]
    started = json.loads(run("new", tmp_path / "tender", *asked, "--json").stdout)["mechanisms"]
    reasons = {item["id"]: item["reasons"] for item in found}

    assert [item["score"] for item in found] == sorted((item["score"] for item in found), reverse=True)
    assert all(reasons[item["id"]] == item["reasons"] for item in started if item["id"] in reasons)
    assert found[0]["id"] == "living-wage"
    assert "serves NEL-6, Poverty, seen in everything" in run("mechanisms", *asked).stdout


def test_what_is_not_verified_is_shown_as_such() -> None:
    mechanisms = {item["id"]: item for item in json.loads(run("mechanisms", "--json").stdout)["mechanisms"]}
    priorities = {item["id"]: item for item in json.loads(run("priorities", "--json").stdout)["priorities"]}
    shown = run("priorities", "--icb", "NCL").stdout

    assert (mechanisms["water-saving"]["verified"], mechanisms["water-saving"]["date"]) == (False, "2025-02-13")
    assert mechanisms["local-recruitment"]["criteria_not_verified"] == {"ppn-002": ["6a"], "ppn-026": ["1a"]}
    assert (priorities["NCL-6"]["verified"], priorities["NCL-5"]["verified"]) == (False, True)
    assert "2023 *" in shown
    assert "* not verified" in shown


def test_boards_stand_with_their_codes_days_and_successors() -> None:
    boards = {item["id"]: item for item in json.loads(run("priorities", "--json").stdout)["boards"]}
    shown = run("priorities", "--icb", "NWL").stdout

    assert {name: item["ods"] for name, item in boards.items()} == {
        "NWL": "QRV",
        "NCL": "QMJ",
        "NEL": "QMF",
        "SEL": "QKK",
        "SWL": "QWE",
        "WNL": None,
    }
    assert (boards["NWL"]["valid_to"], boards["NWL"]["succeeded_by"]) == ("2026-03-31", "WNL")
    assert boards["WNL"]["inherits"] == ["NWL", "NCL"]
    assert "2022-07-01 to 2026-03-31, then WNL" in shown
    assert "Hillingdon" in shown
    assert "Camden" not in shown


def test_new_names_your_own_catalogue_in_what_comes_next(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("measures: [{id: X1, title: Bicycles given, unit: bicycles}]\n", "utf-8")

    done = run("new", tmp_path / "tender", "--catalogue", own)

    assert done.stdout.rstrip().endswith(f"tender.yaml --catalogue {own}")


def test_an_id_that_is_nearly_right_is_answered_with_the_right_one() -> None:
    assert 'Did you mean "cleaning"?' in run("mechanisms", "--category", "cleening").stderr
    assert 'Did you mean "SWL"?' in run("priorities", "--icb", "SWLL").stderr


def test_priorities_are_those_of_the_board() -> None:
    found = json.loads(run("priorities", "--icb", "NEL", "--json").stdout)["priorities"]

    assert {item["icb"] for item in found} == {"NEL"}
    assert all(item["mechanisms"] for item in found)


def test_table_into_a_pipe_cuts_no_id() -> None:
    text = run("mechanisms").stdout

    ids = [item["id"] for item in json.loads(run("mechanisms", "--json").stdout)["mechanisms"]]
    assert [name for name in ids if name not in text] == []


def test_decisions_are_recorded_and_told_as_json(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    run("generate", EXAMPLE, "-o", pack)

    done = run(
        "decide", pack, "replace", "e3", "e9", "Ninth evaluator", "--reason", "On leave.", "--by", "Lead", "--json"
    )
    wrong = run("decide", pack, "withdraw", "Z", "--reason", "None.", "--json")

    data = json.loads(done.stdout)
    assert (done.exit_code, data["clean"], data["written"]) == (0, True, ["issued/evaluation-e9.xlsx"])
    assert (data["decision"]["what"], data["decision"]["who"]) == ("replace", "Lead")
    assert (wrong.exit_code, json.loads(wrong.stdout)["clean"]) == (1, False)


@pytest.mark.parametrize("name", ["consolidate", "summarise", "status"])
def test_steps_on_a_pack_print_one_document(tmp_path: Path, name: str) -> None:
    pack = tmp_path / "pack"
    run("generate", EXAMPLE, "-o", pack)

    done = run(name, pack, "--json")

    data = json.loads(done.stdout)
    assert done.exit_code == (0 if data["clean"] else 1)
    assert data["findings"]
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["consolidate", "summarise", "status", "check", "entries"])
def test_plain_text_says_the_same_and_ends_alike(tmp_path: Path, name: str) -> None:
    pack = tmp_path / "pack"
    run("generate", EXAMPLE, "-o", pack)
    target = pack / "issued" / "evaluation-e1.xlsx" if name == "entries" else pack

    plain, data = run(name, target), run(name, target, "--json")

    assert plain.exit_code == data.exit_code
    problems = [finding["problem"] for finding in json.loads(data.stdout).get("findings", [])]
    assert [problem for problem in problems if problem not in plain.stdout] == []


def test_existing_files_are_named_and_kept_without_force(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    run("generate", EXAMPLE, "-o", pack)
    workbook = pack / "issued" / "evaluation-e1.xlsx"
    workbook.write_bytes(b"somebody's work")

    done = run("generate", EXAMPLE, "-o", pack)

    assert done.exit_code == 1
    assert str(workbook) in done.stderr
    assert workbook.read_bytes() == b"somebody's work"
