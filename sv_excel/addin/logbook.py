"""The add-in's log: which button, when, how it ended. Never what a workbook holds."""

from __future__ import annotations

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG = logging.getLogger("sv_excel.addin")
_BYTES, _KEPT = 200_000, 2


def log_file() -> Path:
    """Where the log lies: in the person's local application data, which is not synchronised."""
    local = os.environ.get("LOCALAPPDATA")
    folder = Path(local) if local else Path.home() / ".local" / "state"
    return folder / "sv_excel" / "addin.log"


def open_log() -> None:
    """Write to the log from now on; do without where it cannot be written, for a button works all the same."""
    LOG.addHandler(_handler(log_file()))
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def _handler(path: Path) -> logging.Handler:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler
