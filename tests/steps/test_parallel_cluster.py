"""The same work by a Dask cluster on this machine, one of whose two workers is killed midway."""

from __future__ import annotations

import os
import shutil
import signal
from typing import TYPE_CHECKING

from distributed import LocalCluster

from steps.many import OCCASION, returned
from sv_excel.steps.consolidate import consolidate
from sv_excel.steps.parallel import Workforce

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_cluster_that_loses_a_worker_consolidates_the_same(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    pack = returned(tmp_path)
    copy = tmp_path / "copy"
    shutil.copytree(pack.folder, copy)
    by_one = consolidate(pack.folder, occasion=OCCASION)
    heard: list[int] = []

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        victim = cluster.workers[0].pid

        def kill_one(done: int, _total: int) -> None:
            if not heard:
                os.kill(victim, signal.SIGKILL)
            heard.append(done)

        workforce = Workforce(scheduler=cluster.scheduler_address, told=kill_one)
        by_cluster = consolidate(copy, occasion=OCCASION, workforce=workforce)

    assert heard == list(range(1, len(heard) + 1))
    assert len(heard) > len(cluster.workers) + 2
    assert by_cluster.report == by_one.report
    assert by_cluster.report.findings == ()
    assert (copy / "moderation.xlsx").read_bytes() == pack.moderation.read_bytes()
    recwarn.clear()
