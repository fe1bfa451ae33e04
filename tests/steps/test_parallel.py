"""Work by many hands comes out as by one, in order, and outlives a process that dies."""

from __future__ import annotations

import os
import shutil
import signal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from steps.many import JOB, OCCASION, definition, returned
from sv_excel.errors.files import NoSchedulerError, NotAPackError
from sv_excel.steps.check import check
from sv_excel.steps.consolidate import consolidate
from sv_excel.steps.generate import generate
from sv_excel.steps.parallel import ALONE, WORTH_WHILE, Workforce

if TYPE_CHECKING:
    from pathlib import Path

TWO = Workforce(jobs=2)


def who(_: int) -> int:
    return os.getpid()


def double(number: int) -> int:
    return 2 * number


def die_once(mine: int, number: int) -> int:
    """Kills the process that it runs in, unless that is the one with the tests."""
    if os.getpid() != mine and number == WORTH_WHILE // 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def no_catalogue() -> object:
    raise AssertionError


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*.xlsx")}


@pytest.mark.parametrize("workforce", [ALONE, TWO], ids=["alone", "two"])
def test_work_comes_back_in_order(workforce: Workforce) -> None:
    assert list(workforce.work(double, range(100))) == list(range(0, 200, 2))
    assert list(workforce.work(double, [])) == []


def test_few_files_are_done_here_and_many_elsewhere() -> None:
    assert set(TWO.work(who, range(WORTH_WHILE - 1))) == {os.getpid()}
    assert os.getpid() not in set(TWO.work(who, range(WORTH_WHILE)))
    assert os.getpid() not in set(TWO.work(who, range(2), weight=WORTH_WHILE))


@pytest.mark.parametrize("count", [0, 1, 7, 100, 1000])
def test_batches_hold_everything_once(count: int) -> None:
    batches = TWO.batches(range(count))
    assert [number for batch in batches for number in batch] == list(range(count))
    assert all(1 <= len(batch) <= 32 for batch in batches)


def test_work_of_a_process_that_died_is_done_here() -> None:
    numbers = range(WORTH_WHILE)
    assert list(TWO.work(partial(die_once, os.getpid()), numbers)) == list(numbers)


def fail_elsewhere(mine: int, number: int) -> int:
    """As an executor that lost the result: an error that is not the task's own."""
    if os.getpid() != mine:
        raise ValueError
    return number


def fail(number: int) -> int:
    raise NotAPackError(str(number))


def test_work_that_an_executor_lost_is_done_here() -> None:
    numbers = range(WORTH_WHILE)
    assert list(TWO.work(partial(fail_elsewhere, os.getpid()), numbers)) == list(numbers)


def test_a_fault_of_the_task_itself_is_told() -> None:
    with pytest.raises(NotAPackError, match=r"^0: not a pack, for it has no register.json"):
        list(TWO.work(fail, range(WORTH_WHILE)))


@pytest.mark.parametrize("workforce", [1, 2])
def test_it_tells_how_far_it_is(workforce: int) -> None:
    heard: list[tuple[int, int]] = []
    told = Workforce(workforce, told=lambda done, total: heard.append((done, total)))
    list(told.work(double, range(WORTH_WHILE)))
    assert heard == [(done, WORTH_WHILE) for done in range(1, WORTH_WHILE + 1)]


def test_nobody_at_the_schedulers_address_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sv_excel.steps.parallel._PATIENCE", 1)
    with pytest.raises(NoSchedulerError, match="no Dask scheduler answers there"):
        list(Workforce(scheduler="tcp://127.0.0.1:9").work(double, [1]))


def test_two_processes_generate_what_one_does(tmp_path: Path) -> None:
    packs = [
        generate(definition(tmp_path), tmp_path / str(workforce.jobs), occasion=OCCASION, workforce=workforce).pack
        for workforce in (ALONE, TWO)
    ]
    assert files(packs[0].issued) == files(packs[1].issued)
    assert len(files(packs[0].issued)) >= JOB.evaluators


def test_two_processes_consolidate_and_check_what_one_does(tmp_path: Path) -> None:
    pack = returned(tmp_path)
    (pack.returned / "e7.xlsx").write_bytes(b"not a workbook")
    (pack.returned / "e8.xlsx").unlink()
    copy = tmp_path / "copy"
    shutil.copytree(pack.folder, copy)

    by_one = consolidate(pack.folder, partial=True, occasion=OCCASION)
    by_two = consolidate(copy, partial=True, occasion=OCCASION, workforce=TWO)

    assert [finding.code for finding in by_one.report] == ["unreadable", "missing-return", "missing-return"]
    assert by_two.report == by_one.report
    assert (copy / "moderation.xlsx").read_bytes() == pack.moderation.read_bytes()
    assert (copy / "register.json").read_bytes() == pack.register.read_bytes()
    assert check([copy / "returned"], no_catalogue, TWO) == check([pack.returned], no_catalogue)  # type: ignore[arg-type]
