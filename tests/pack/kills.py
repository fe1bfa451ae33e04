"""Kills a run that writes a pack, over and over, and looks at what is left. Prints what it found as JSON.

`python kills.py steps FOLDER` kills at every call that reaches the disk, before it and, for a write, half-way through;
`python kills.py moments FOLDER COUNT SEED` kills from outside, after a random while.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sv_excel.pack.locking import locked
from sv_excel.pack.log import FIRST, LogEntry, append, broken_lines, extended, read_log
from sv_excel.pack.paths import Pack
from sv_excel.pack.run_context import Occasion
from sv_excel.pack.writing import PART, write_files, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

OCCASION = Occasion("Procurement lead", datetime(2026, 11, 22, 16, 42, tzinfo=UTC))
OLD, NEW = b"old " * 5000, b"newer " * 9000
LINE = LogEntry(OCCASION.stamp, OCCASION.who, "generate", {}, {"moderation.xlsx": FIRST})
CALLS = ("open", "write", "fsync", "replace", "unlink", "close", "mkdir")


def prepare(pack: Pack) -> None:
    """A pack in which something was done already."""
    pack.make()
    for path in (pack.moderation, pack.price, pack.register):
        path.write_bytes(OLD)
    pack.log.write_bytes(extended(b"", LINE))


def run(pack: Pack) -> None:
    """Replace two workbooks, make a third, then the tool's own records."""
    with locked(pack):
        log = extended(read_log(pack), LINE)
        files = {pack.moderation: NEW, pack.price: NEW, pack.response(): NEW}
        write_files(files, OCCASION, force=True, records={pack.register: NEW, pack.log: log})
        append(pack, LINE)
        write_whole(pack.decisions, NEW)


def faults(pack: Pack) -> list[str]:
    """What is wrong in the pack after a kill, and after a run that followed it."""
    found = states(pack, "after the kill")
    run(pack)
    found += states(pack, "after the next run")
    for path in (pack.moderation, pack.price, pack.response(), pack.register, pack.decisions):
        if held(path) != NEW:
            found.append(f"{path.name} is not new after the next run")
    left = [path.name for path in pack.folder.rglob("*") if path.name.endswith(PART) or path.name.startswith(".lock")]
    return found + [f"{name} was left" for name in left]


def states(pack: Pack, moment: str) -> list[str]:
    """Every file must be old or new, a replaced one kept, the log whole."""
    found = [
        f"{path.name} is neither old nor new {moment}"
        for path in (pack.moderation, pack.price, pack.register)
        if held(path) not in {OLD, NEW}
    ]
    for path in (pack.moderation, pack.price):
        kept = [other.read_bytes() for other in path.parent.glob(f"{path.stem}.2026-11-22T164200*{path.suffix}")]
        if any(content != OLD for content in kept) or (held(path) == NEW and OLD not in kept):
            found.append(f"what {path.name} held is not kept {moment}")
    found += [
        f"{path.name} is cut short {moment}"
        for path in (pack.response(), pack.decisions)
        if held(path) not in {None, NEW}
    ]
    return found + [f"{finding} {moment}" for finding in broken_lines(held(pack.log) or b"lost")]


def held(path: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    return path.read_bytes() if path.exists() else None


def die_at(number: int, *, half: bool) -> None:
    """From now on, end this process hard at call ``number`` that reaches the disk."""
    count = 0

    def deadly(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **facts: Any) -> Any:  # noqa: ANN401 - stands for seven calls of the system
            nonlocal count
            count += 1
            if count == number:
                if half and name == "write":
                    real(args[0], bytes(args[1])[: len(args[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **facts)

        return call

    for name in CALLS:
        setattr(os, name, deadly(name, getattr(os, name)))


def at_every_step(folder: Path) -> dict[str, Any]:
    """Kill at call 1, at call 2, ... until a run gets through."""
    kills, found = 0, []
    for half in (False, True):
        number = 0
        while True:
            number += 1
            pack = Pack(folder / f"{half}-{number}")
            prepare(pack)
            child = os.fork()
            if child == 0:
                die_at(number, half=half)
                run(pack)
                os._exit(0)
            if os.waitpid(child, 0)[1] == 0:
                break
            kills += 1
            found += [f"call {number}: {fault}" for fault in faults(pack)]
    return {"kills": kills, "faults": found}


def at_random_moments(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """Kill from outside after up to as long as a run takes."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    rehearsal = Pack(folder / "rehearsal")
    prepare(rehearsal)
    begun = time.perf_counter()
    run(rehearsal)
    longest = time.perf_counter() - begun
    kills, number, found = 0, 0, []
    while kills < count:
        number += 1
        pack = Pack(folder / str(number))
        prepare(pack)
        child = os.fork()
        if child == 0:
            run(pack)
            os._exit(0)
        time.sleep(chance.uniform(0, longest * 1.2))
        os.kill(child, signal.SIGKILL)
        kills += os.waitpid(child, 0)[1] != 0
        found += [f"moment {number}: {fault}" for fault in faults(pack)]
    return {"kills": kills, "faults": found}


if __name__ == "__main__":
    if sys.argv[1] == "steps":
        outcome = at_every_step(Path(sys.argv[2]))
    else:
        outcome = at_random_moments(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    sys.stdout.write(json.dumps(outcome))
