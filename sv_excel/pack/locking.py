"""One run at a time on a pack: a lock file that says which process holds it, taken over when that one is dead."""

from __future__ import annotations

import json
import os
import platform
import secrets
import sys
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sv_excel.errors.files import PackBusyError
from sv_excel.pack.run_context import Occasion
from sv_excel.pack.writing import sentence, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sv_excel.pack.paths import Pack

WAIT = 3.0
"""How long a second run waits for the first, in seconds, before it gives up."""
_UNWRITTEN = 1.0
"""How long a lock may stand empty, in seconds: its maker was killed between making and writing it."""
_PAUSE = 0.02
_mine: set[str] = set()


@dataclass(frozen=True, slots=True)
class _Holder:
    pid: int
    host: str
    since: str
    token: str


@contextmanager
def locked(pack: Pack, wait: float = WAIT) -> Iterator[None]:
    """Hold the pack; `PackBusyError` where another run still holds it after ``wait`` seconds.

    Temporary files that a killed run left are removed first.
    """
    with _held(pack.lock, pack.folder, wait):
        sweep(pack.folders())
        for left in pack.folder.glob(f"{pack.lock.name}-*"):
            left.unlink(missing_ok=True)
        yield


@contextmanager
def _held(lock: Path, folder: Path, wait: float) -> Iterator[None]:
    holder = _Holder(os.getpid(), platform.node(), Occasion.given().stamp, secrets.token_hex(8))
    _mine.add(holder.token)
    try:
        _take(lock, folder, holder, time.monotonic() + wait)
        try:
            yield
        finally:
            _release(lock, holder)
    finally:
        _mine.discard(holder.token)


def _take(lock: Path, folder: Path, holder: _Holder, deadline: float) -> None:
    while not _made(lock, holder):
        other = _read(lock)
        if _is_left(lock, other):
            _recover(lock, folder, other, deadline)
        elif time.monotonic() > deadline:
            raise PackBusyError(
                folder,
                other.pid if other else "unknown",
                other.host if other else "an unknown machine",
                other.since if other else "a moment ago",
                lock,
            )
        else:
            time.sleep(_PAUSE)


def _recover(lock: Path, folder: Path, left: _Holder | None, deadline: float) -> None:
    """Remove a dead run's lock. Two may find it at once, so a lock named after the dead one decides which of them does.

    What is found is looked at again under that second lock: by then the first may have removed it and made its own.
    """
    name = f"{lock.name}-{left.token if left else 'unwritten'}"
    with _held(lock.with_name(name), folder, max(0.0, deadline - time.monotonic())):
        if _read(lock) == left and _is_left(lock, left):
            lock.unlink(missing_ok=True)


def _made(lock: Path, holder: _Holder) -> bool:
    """Whether the lock file was not there and is ours now."""
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        return False
    except OSError as error:
        if lock.exists():
            return False
        raise sentence(error, lock) from error
    try:
        os.write(handle, json.dumps(asdict(holder)).encode())
    except OSError as error:
        lock.unlink(missing_ok=True)
        raise sentence(error, lock) from error
    finally:
        os.close(handle)
    return True


def _read(lock: Path) -> _Holder | None:
    """Who holds the lock; None where that is not written yet, or the lock has gone."""
    try:
        facts: dict[str, Any] = json.loads(lock.read_bytes())
        return _Holder(int(facts["pid"]), str(facts["host"]), str(facts["since"]), str(facts["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_left(lock: Path, holder: _Holder | None) -> bool:
    """Whether the run that made a lock has ended; of another machine's run that cannot be known from here."""
    if holder is None:
        try:
            return time.time() - lock.stat().st_mtime > _UNWRITTEN
        except OSError:
            return False
    if holder.host != platform.node():
        return False
    if holder.pid == os.getpid():
        return holder.token not in _mine
    return not _is_running(holder.pid)


def _is_running(pid: int) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only Windows asks this way: os.kill would end the process there

        limited_information, still_active = 0x1000, 259
        process = ctypes.windll.kernel32.OpenProcess(limited_information, False, pid)  # noqa: FBT003 - its signature
        if not process:
            return False
        code = ctypes.c_ulong()
        ctypes.windll.kernel32.GetExitCodeProcess(process, ctypes.byref(code))
        ctypes.windll.kernel32.CloseHandle(process)
        return code.value == still_active
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _release(lock: Path, holder: _Holder) -> None:
    """Remove our lock; Windows refuses for as long as another run is reading it."""
    deadline = time.monotonic() + _UNWRITTEN
    while _read(lock) == holder:
        try:
            lock.unlink(missing_ok=True)
        except PermissionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
