"""LibreOffice as judge of our formulas, as an evaluator's other program, and as what prints our sheets to look at.

One headless LibreOffice lives as long as a `LibreOffice` is open; each request takes a tenth of a second or so.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engines.ironcalc_engine import Figure

START_TIMEOUT = 120.0
REQUEST_TIMEOUT = 120.0
_SERVER = Path(__file__).with_name("uno_server.py")
_pipes = count(1)


class LibreOfficeRefusedError(RuntimeError):
    """LibreOffice is well, but could not do what was asked; the message says why."""


class LibreOfficeGoneError(RuntimeError):
    """LibreOffice cannot be started, has died or does not answer."""


class LibreOffice:
    """One headless LibreOffice with a profile of its own. `stop` ends what it started, nothing else.

    ``pipe`` is the name of the UNO pipe that it listens on, for another process that drives it, too.
    """

    def __init__(self) -> None:
        self._home: Path | None = None
        self._office: subprocess.Popen[bytes] | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._unread = b""
        self.pipe = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the processes started: LibreOffice and the small server that drives it."""
        return tuple(process.pid for process in (self._office, self._server) if process is not None)

    def recalculate(self, path: Path | str) -> dict[tuple[str, str], Figure]:
        """Every formula cell of a workbook, (sheet, cell) to value, recalculated hard; errors are Excel's texts.

        LibreOffice keeps a truth value as 1.0 or 0.0, which equals Python's True or False.
        """
        found = self._ask(do="recalculate", path=_absolute(path))
        return {(sheet, cell): value for sheet, cell, value in found}

    def fill(self, path: Path | str, values: Mapping[str, Mapping[str, object]], out: Path | str) -> Path:
        """Open a workbook, type values into cells that are not locked ({sheet: {cell: value}}), save it as .xlsx."""
        typed = {sheet: {cell: _typed(value) for cell, value in cells.items()} for sheet, cells in values.items()}
        return Path(self._ask(do="fill", path=_absolute(path), values=typed, out=_absolute(out)))

    def render(self, path: Path | str, folder: Path | str, resolution: int = 60) -> list[Path]:
        """A picture (PNG) of every page of every visible sheet, in order, in this folder."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        stem = Path(path).stem
        pdf = folder / f"{stem}.pdf"
        self._ask(do="export", path=_absolute(path), out=_absolute(pdf))
        subprocess.run(
            ["pdftoppm", "-r", str(resolution), "-png", pdf, folder / stem],
            check=True,
            timeout=REQUEST_TIMEOUT,
        )
        pdf.unlink()
        return sorted(folder.glob(f"{stem}-*.png"), key=lambda page: int(page.stem.rpartition("-")[2]))

    def start(self) -> None:
        """Start LibreOffice and its server, and wait until they answer."""
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if office is None:
            raise LibreOfficeGoneError("LibreOffice is not installed: install libreoffice-calc.")
        self._home = Path(tempfile.mkdtemp(prefix="sv-excel-office-"))
        self.pipe = f"svexcel{os.getpid()}x{next(_pipes)}"
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._office = subprocess.Popen(
            [
                office,
                f"-env:UserInstallation={(self._home / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--nologo",
                f"--accept=pipe,name={self.pipe};urp;",
            ],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            **silent,
        )
        with (self._home / "server.txt").open("wb") as last_words:
            self._server = subprocess.Popen(
                [python_with_uno(), "-E", _SERVER, self.pipe],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=last_words,
                bufsize=0,
                start_new_session=True,
            )
        self._answer(START_TIMEOUT)

    def stop(self) -> None:
        """End LibreOffice and its server: asked first, then by the ids of the processes started here."""
        if self._server is not None:
            if self._server.stdin is not None:
                self._server.stdin.close()
            _end(self._server, patience=10)
            if self._server.stdout is not None:
                self._server.stdout.close()
        if self._office is not None:
            _end(self._office, patience=5)
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
        self._home = self._office = self._server = None
        self._unread = b""

    def _ask(self, **request: object) -> Any:  # noqa: ANN401 - each request has an answer of its own shape
        """The answer to a request; a LibreOffice that died or hangs is started again once."""
        try:
            answer = self._exchange(request)
        except LibreOfficeGoneError:
            self.stop()
            self.start()
            answer = self._exchange(request)
        if "refused" in answer:
            raise LibreOfficeRefusedError(answer["refused"])
        return answer["answer"]

    def _exchange(self, request: dict[str, object]) -> dict[str, Any]:
        if self._server is None or self._server.stdin is None:
            raise LibreOfficeGoneError("LibreOffice has not been started.")
        try:
            self._server.stdin.write(json.dumps(request).encode() + b"\n")
        except OSError as error:
            raise LibreOfficeGoneError("LibreOffice has died.") from error
        return self._answer(REQUEST_TIMEOUT)

    def _answer(self, patience: float) -> dict[str, Any]:
        """The server's next line, waited for no longer than this many seconds."""
        if self._server is None or self._server.stdout is None:
            raise LibreOfficeGoneError("LibreOffice has not been started.")
        until = time.monotonic() + patience
        while b"\n" not in self._unread:
            ready, _, _ = select.select([self._server.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise LibreOfficeGoneError(f"LibreOffice did not answer in {patience:.0f} seconds.")
            piece = os.read(self._server.stdout.fileno(), 1 << 16)
            if not piece:
                raise LibreOfficeGoneError(f"LibreOffice has died. {self._last_words()}")
            self._unread += piece
        line, _, self._unread = self._unread.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _last_words(self) -> str:
        return "" if self._home is None else (self._home / "server.txt").read_text(errors="replace")[-500:]


@cache
def python_with_uno() -> str:
    """The first Python of this machine that can import ``uno``."""
    for python in (sys.executable, "/usr/bin/python3", shutil.which("python3", path=os.defpath)):
        if (
            python
            and subprocess.run([python, "-E", "-c", "import uno"], capture_output=True, check=False).returncode == 0
        ):
            return python
    raise LibreOfficeGoneError("No Python here can import uno: install python3-uno.")


def _end(process: subprocess.Popen[bytes], patience: float) -> None:
    """Wait for a process that was asked to end; then end its own process group, which this module made."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _absolute(path: Path | str) -> str:
    return str(Path(path).resolve())


def _typed(value: object) -> object:
    """A value as the server takes it."""
    if isinstance(value, dt.date):
        return {"date": (value.date() if isinstance(value, dt.datetime) else value).isoformat()}
    if isinstance(value, Decimal | Fraction):
        return float(value)
    return value
