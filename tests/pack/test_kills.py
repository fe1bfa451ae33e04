"""A run that is killed at any moment leaves the old file or the new one, and nothing that stops the next run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

KILLS = Path(__file__).with_name("kills.py")


def kill(*arguments: object) -> dict[str, Any]:
    """What `kills.py` found; it runs alone, since a process with threads must not fork."""
    done = subprocess.run(
        [sys.executable, KILLS, *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
    )
    outcome: dict[str, Any] = json.loads(done.stdout)
    return outcome


def test_kill_at_every_step_leaves_old_or_new(tmp_path: Path) -> None:
    outcome = kill("steps", tmp_path)

    assert outcome["faults"] == []
    assert outcome["kills"] >= 100


def test_kill_at_random_moments_leaves_old_or_new(tmp_path: Path) -> None:
    assert kill("moments", tmp_path, 150, 20261122) == {"kills": 150, "faults": []}
