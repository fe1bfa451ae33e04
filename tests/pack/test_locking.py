"""One run at a time on a pack."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from sv_excel.errors.files import PackBusyError
from sv_excel.pack.locking import locked
from sv_excel.pack.writing import PART

if TYPE_CHECKING:
    from sv_excel.pack.paths import Pack

HOLD = """
import sys, time
from pathlib import Path
from sv_excel.pack.locking import locked
from sv_excel.pack.paths import Pack

with locked(Pack(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""
COUNT = """
import sys
from pathlib import Path
from sv_excel.pack.locking import locked
from sv_excel.pack.paths import Pack

pack = Pack(Path(sys.argv[1]))
for _ in range(20):
    with locked(pack, wait=60):
        number = int(pack.tender.read_text())
        pack.tender.write_text(str(number + 1))
"""


def holder(pack: Pack, seconds: float) -> subprocess.Popen[str]:
    """Another process that holds the pack."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, pack.folder, str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def dead_process() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        return process.pid


def leave_lock(pack: Pack, pid: int, host: str) -> None:
    """A lock as another run would have left it."""
    facts = {"pid": pid, "host": host, "since": "2026-11-22T16:42:00Z", "token": "0123456789abcdef"}
    pack.lock.write_text(json.dumps(facts))


def test_lock_is_gone_afterwards(pack: Pack) -> None:
    with locked(pack):
        held = json.loads(pack.lock.read_text())

    assert (held["pid"], held["host"]) == (os.getpid(), platform.node())
    assert not pack.lock.exists()


def test_lock_makes_the_folder_of_a_new_pack(pack: Pack) -> None:
    new = type(pack)(pack.folder / "another")

    with locked(new):
        assert new.lock.exists()


def test_second_run_is_refused_with_a_sentence(pack: Pack) -> None:
    with holder(pack, 60) as first:
        since = json.loads(pack.lock.read_text())["since"]

        with pytest.raises(PackBusyError) as refusal, locked(pack, wait=0.1):
            pass
        first.kill()

    assert str(refusal.value) == (
        f"{pack.folder}: another run is at work on this pack (process {first.pid} on {platform.node()}, "
        f"since {since}). Wait until it has ended. If nothing runs any more, delete {pack.lock}."
    )


def test_second_run_waits_for_a_short_first(pack: Pack) -> None:
    with holder(pack, 0.3), locked(pack, wait=30):
        held = json.loads(pack.lock.read_text())

    assert held["pid"] == os.getpid()


def test_second_run_in_the_same_process_is_refused(pack: Pack) -> None:
    with locked(pack), pytest.raises(PackBusyError), locked(pack, wait=0.1):
        pass


def test_lock_of_a_killed_run_is_taken_over(pack: Pack) -> None:
    with holder(pack, 60) as first:
        first.kill()
    assert pack.lock.exists()

    with locked(pack, wait=0):
        held = json.loads(pack.lock.read_text())

    assert held["pid"] == os.getpid()
    assert list(pack.folder.glob(".lock*")) == []


def test_lock_of_an_earlier_process_with_our_number_is_taken_over(pack: Pack) -> None:
    leave_lock(pack, os.getpid(), platform.node())

    with locked(pack, wait=0):
        pass

    assert not pack.lock.exists()


def test_lock_of_another_machine_is_respected(pack: Pack) -> None:
    leave_lock(pack, dead_process(), "another-machine")

    with pytest.raises(PackBusyError), locked(pack, wait=0):
        pass

    assert pack.lock.exists()


@pytest.mark.parametrize("content", ["", "{", '{"pid": 1}'])
def test_lock_that_was_never_written_is_taken_over(pack: Pack, content: str) -> None:
    pack.lock.write_text(content)
    os.utime(pack.lock, (time.time() - 60,) * 2)

    with locked(pack, wait=0):
        pass

    assert not pack.lock.exists()


def test_lock_that_is_just_being_written_is_respected(pack: Pack) -> None:
    pack.lock.touch()

    with pytest.raises(PackBusyError), locked(pack, wait=0):
        pass


def test_lock_left_in_the_midst_of_a_takeover_is_taken_over(pack: Pack) -> None:
    leave_lock(pack, dead_process(), platform.node())
    (pack.folder / ".lock-0123456789abcdef").write_text(pack.lock.read_text())

    with locked(pack, wait=0):
        pass

    assert list(pack.folder.glob(".lock*")) == []


def test_lock_sweeps_what_a_killed_run_left(pack: Pack) -> None:
    stray = pack.issued / f".0123{PART}"
    stray.touch()

    with locked(pack):
        assert not stray.exists()


def test_lock_keeps_processes_apart(pack: Pack) -> None:
    pack.tender.write_text("0")
    leave_lock(pack, dead_process(), platform.node())

    runs = [subprocess.Popen([sys.executable, "-c", COUNT, pack.folder]) for _ in range(4)]

    assert [run.wait(timeout=60) for run in runs] == [0, 0, 0, 0]
    assert pack.tender.read_text() == "80"


def test_lock_keeps_threads_apart(pack: Pack) -> None:
    pack.tender.write_text("0")

    def count() -> None:
        for _ in range(10):
            with locked(pack, wait=60):
                pack.tender.write_text(str(int(pack.tender.read_text()) + 1))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert pack.tender.read_text() == "40"
