"""Ctrl-C while workbooks are being made leaves nothing half written, and the next run makes them all."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from benchmarks.job import Job
from steps.many import definition
from sv_excel.pack.paths import Pack
from sv_excel.pack.writing import PART

if TYPE_CHECKING:
    from pathlib import Path

JOB = Job(questions=12, bids=6, evaluators=150)


@pytest.mark.parametrize("moment", [0.4, 0.8, 1.1, 1.4, 1.7, 2.0])
def test_interrupted_run_leaves_whole_files_or_none(tmp_path: Path, moment: float) -> None:
    command = [
        sys.executable,
        "-m",
        "sv_excel",
        "generate",
        str(definition(tmp_path, JOB)),
        "-o",
        str(tmp_path / "pack"),
    ]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(moment)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    pack = Pack(tmp_path / "pack")

    assert b"Traceback" not in said
    assert not list(pack.folder.rglob(f"*{PART}"))
    assert not pack.lock.exists()
    left = {path.name: path.read_bytes() for path in pack.folder.rglob("*.xlsx")}

    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert len(list(pack.issued.glob("evaluation-*.xlsx"))) == JOB.evaluators
    assert left.items() <= {path.name: path.read_bytes() for path in pack.folder.rglob("*.xlsx")}.items()
