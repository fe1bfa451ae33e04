"""Install, status, doctor, remove: on plain machines, and by command on a temporary APPDATA."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sv_excel.addin.build import build
from sv_excel.addin.commands import addin
from sv_excel.addin.doctor import WANTED, examine
from sv_excel.addin.install import install, interpreter_fault, remove, settings, status
from sv_excel.addin.machine import Machine, look
from sv_excel.addin.policies import ASR, CHILD_PROCESSES, EXCEL_VERSION, POLICIES
from sv_excel.cli import cli
from sv_excel.errors.excel import AddinError
from sv_excel.errors.files import NotWrittenError

PYTHON = r"C:\sv\Scripts\python.exe"
LIBRARIES = {"xlwings": "0.37.8", "pyopenvba": "6.5.0"}
HEALTHY = Machine("Windows", None, PYTHON, registry={EXCEL_VERSION: "16.0.17328.20162"}, libraries=LIBRARIES)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return replace(HEALTHY, appdata=tmp_path)


def run(tmp_path: Path, *arguments: str) -> Result:
    return CliRunner(env={"APPDATA": str(tmp_path)}).invoke(addin, arguments)


def test_the_add_in_goes_into_excels_start_folder_with_this_python_pinned(machine: Machine, tmp_path: Path) -> None:
    done = install(machine)

    assert done.path == tmp_path / "Microsoft" / "Excel" / "XLSTART" / "sv_excel.xlam"
    assert (done.path.read_bytes(), done.installed, done.current) == (build(settings(PYTHON)), True, True)
    assert [path.name for path in done.path.parent.iterdir()] == ["sv_excel.xlam"]


def test_an_add_in_for_another_python_is_installed_but_not_current(machine: Machine) -> None:
    install(machine)

    now = status(replace(machine, interpreter=r"D:\other\python.exe"))

    assert (now.installed, now.current) == (True, False)


def test_status_says_what_the_installed_add_in_starts_not_what_this_python_would(machine: Machine) -> None:
    install(machine)

    now = status(replace(machine, interpreter=r"D:\other\python.exe"))

    assert (now.interpreter, now.version) == (PYTHON, settings(PYTHON)["VERSION"])


def test_a_file_that_is_not_ours_is_installed_but_starts_nothing_known(machine: Machine) -> None:
    machine.addin.parent.mkdir(parents=True)
    machine.addin.write_bytes(b"something else")

    now = status(machine)

    assert (now.installed, now.current, now.interpreter, now.version) == (True, False, "", "")


def test_where_the_system_refuses_it_is_told_in_a_sentence(machine: Machine) -> None:
    machine.addin.mkdir(parents=True)

    for step in (install, remove):
        with pytest.raises(NotWrittenError, match=r"sv_excel\.xlam: cannot be written"):
            step(machine)
    assert [path.name for path in machine.addin.parent.iterdir()] == ["sv_excel.xlam"]


def test_removing_takes_the_file_away_and_says_whether_there_was_one(machine: Machine) -> None:
    install(machine)

    assert (remove(machine), machine.addin.exists(), remove(machine)) == (True, False, False)


def test_nothing_changes_while_excel_is_open(machine: Machine) -> None:
    busy = replace(machine, excel_running=True)

    for step in (install, remove):
        with pytest.raises(AddinError):
            step(busy)
    assert not machine.addin.exists()


def test_an_account_without_a_folder_for_it_is_told() -> None:
    with pytest.raises(AddinError, match="sv-excel live"):
        install(HEALTHY)


@pytest.mark.parametrize(
    ("interpreter", "changes", "fault"),
    [
        (PYTHON, {}, None),
        ("/usr/bin/python3", {}, None),
        (
            r"Z:\python.exe",
            {"interpreter_on_network": True},
            "it, or the Python that it starts, lies on a network drive",
        ),
        (
            r"C:\Users\a\OneDrive - NHS\venv\python.exe",
            {},
            "it, or the Python that it starts, lies in a OneDrive folder",
        ),
        (
            r"C:\Sync\venv\python.exe",
            {"onedrive": (r"c:\sync",)},
            "it, or the Python that it starts, lies in a OneDrive folder",
        ),
        (
            PYTHON,
            {"base": r"C:\Users\a\OneDrive\Python311"},
            "it, or the Python that it starts, lies in a OneDrive folder",
        ),
        (r"C:\100%\python.exe", {}, "its path holds"),
        ("python.exe", {}, "it is not a full path"),
        (PYTHON, {"interpreter_isolated": False}, "it would not see sv-excel"),
    ],
)
def test_only_a_python_of_this_computer_is_pinned(
    machine: Machine, interpreter: str, changes: dict[str, Any], fault: str | None
) -> None:
    given = replace(machine, interpreter=interpreter, **changes)

    assert (interpreter_fault(given) or "").startswith(fault or "")
    assert (interpreter_fault(given) is None) is (fault is None)
    if fault:
        with pytest.raises(AddinError):
            install(given)


def test_a_healthy_machine_is_good_throughout(machine: Machine) -> None:
    assert [check for check in examine(machine) if check.state != "good"] == []


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_each_policy_that_blocks_is_found_alone_with_what_to_ask_for(policy: Any, machine: Machine) -> None:  # noqa: ANN401
    for place, setting in policy.blocks:
        blocked = examine(replace(machine, registry={**machine.registry, place: setting}))

        assert [(check.name, check.ask) for check in blocked if check.state != "good"] == [(policy.name, policy.ask)]


def test_every_registry_value_that_is_judged_is_asked_for() -> None:
    assert {place for policy in POLICIES for place, _ in policy.blocks} | {EXCEL_VERSION, *ASR} == set(WANTED)


@pytest.mark.parametrize(("setting", "state"), [("1", "blocked"), ("6", "blocked"), ("2", "good"), ("0", "good")])
@pytest.mark.parametrize("place", ASR)
def test_defenders_rule_against_child_processes_is_found(
    machine: Machine, place: tuple[str, str, str], setting: str, state: str
) -> None:
    rules = f"other-rule=1|{CHILD_PROCESSES.upper()}={setting}"

    (check,) = [
        check
        for check in examine(replace(machine, registry={**machine.registry, place: rules}))
        if check.name == "Office may start programs"
    ]

    assert (check.state, CHILD_PROCESSES in check.ask) == (state, state == "blocked")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"zone": "[ZoneTransfer]\nZoneId=3\n"}, "Mark of the Web"),
        ({"libraries": {"pyopenvba": "6.5.0"}}, "xlwings"),
        ({"libraries": {**LIBRARIES, "xlwings": "0.30.1"}}, "xlwings"),
        ({"registry": {EXCEL_VERSION: "15.0.1"}}, "Excel"),
        ({"interpreter_on_network": True}, "Python"),
    ],
)
def test_each_other_fault_is_found_alone(machine: Machine, changes: dict[str, Any], name: str) -> None:
    checks = examine(replace(machine, **changes))

    assert [(check.name, check.state) for check in checks if check.state != "good"] == [(name, "blocked")]


def test_elsewhere_than_on_windows_policies_are_unknown() -> None:
    checks = examine(replace(HEALTHY, system="Linux"))

    assert {check.state for check in checks[6:]} == {"unknown"}


def test_the_machine_is_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setenv("OneDriveCommercial", "/sync")

    machine = look(WANTED, PYTHON)

    assert (machine.appdata, machine.interpreter, machine.onedrive) == (tmp_path, PYTHON, ("/sync",))
    assert sorted(machine.libraries) == ["pyopenvba", "xlwings"]


@pytest.mark.parametrize(
    ("home", "network"), [(r"\\server\apps\Python311", True), (r"C:\Python311", False), ("/usr/bin", False)]
)
def test_the_python_behind_a_virtual_environment_counts_too(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    home: str,
    network: bool,  # noqa: FBT001 - a column of the table
) -> None:
    monkeypatch.setenv("APPDATA", str(tmp_path))
    (tmp_path / "pyvenv.cfg").write_text(f"home = {home}\nversion = 3.11.9\n", encoding="utf-8")

    machine = look(interpreter=str(tmp_path / "Scripts" / "python.exe"))

    assert (machine.base, machine.interpreter_on_network) == (home, network)


def test_the_mark_of_the_web_is_read_beside_the_installed_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPDATA", str(tmp_path))
    stream = Path(f"{look().addin}:Zone.Identifier")
    stream.parent.mkdir(parents=True)
    stream.write_text("[ZoneTransfer]\nZoneId=3\n", encoding="utf-8")

    assert look().zone == "[ZoneTransfer]\nZoneId=3\n"


def test_by_command_it_is_installed_shown_and_removed(tmp_path: Path) -> None:
    said = [run(tmp_path, name) for name in ("status", "install", "status", "remove", "status")]

    assert [result.exit_code for result in said] == [1, 0, 0, 0, 1]
    assert [result.output.split(":")[0].split(",")[0] for result in said] == [
        "Not installed",
        "Installed",
        "Installed",
        "Removed",
        "Not installed",
    ]


def test_every_command_prints_one_json_document(tmp_path: Path) -> None:
    documents = {name: json.loads(run(tmp_path, name, "--json").stdout) for name in ("install", "status", "remove")}

    assert (documents["install"]["installed"], documents["status"]["current"]) == (True, True)
    assert documents["remove"] == {"path": documents["install"]["path"], "removed": True}


def test_doctor_says_each_check_and_fails_where_one_is_blocked(tmp_path: Path) -> None:
    result = run(tmp_path, "doctor", "--json")
    answer = json.loads(result.stdout)

    assert [check["name"] for check in answer["checks"]][:4] == ["System", "Excel", "Python", "xlwings"]
    assert (answer["good"], result.exit_code) == (False, 1)


def test_build_writes_the_file_and_never_over_another(tmp_path: Path) -> None:
    out = tmp_path / "made.xlam"

    first, second, forced = (run(tmp_path, "build", "-o", str(out), *more) for more in ((), (), ("--force",)))

    assert [result.exit_code for result in (first, second, forced)] == [0, 2, 0]
    assert out.read_bytes()[:2] == b"PK"


def test_build_keeps_what_it_replaces(tmp_path: Path) -> None:
    out = tmp_path / "made.xlam"
    out.write_bytes(b"signed by IT")

    result = run(tmp_path, "build", "-o", str(out), "--force")

    (kept,) = tmp_path.glob("made.*.xlam")
    assert (result.exit_code, kept.read_bytes(), out.read_bytes()[:2]) == (0, b"signed by IT", b"PK")


@pytest.mark.parametrize("arguments", [("build", "-o", "missing/made.xlam"), ("install",), ("remove",)])
def test_a_folder_that_cannot_be_is_told_without_a_traceback(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "missing").touch()

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        result = CliRunner(env={"APPDATA": str(tmp_path / "missing")}).invoke(cli, ["addin", *arguments])

    assert (type(result.exception), result.exit_code) in {(SystemExit, 1), (type(None), 0)}
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("interpreter", ["python.exe", r"\\server\share\python.exe", r"C:\OneDrive\python.exe"])
def test_no_add_in_is_built_for_a_python_that_would_not_be_installed(tmp_path: Path, interpreter: str) -> None:
    out = tmp_path / "made.xlam"

    result = run(tmp_path, "build", "-o", str(out), "--interpreter", interpreter)

    assert (type(result.exception), out.exists()) == (AddinError, False)
