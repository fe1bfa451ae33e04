"""What the ribbon starts: ``python -I -m sv_excel.addin ACTION [--hwnd N] [--book HEX] [--pack HEX]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sv_excel.addin.buttons import BUTTONS
from sv_excel.addin.excel import CALL, Call
from sv_excel.addin.logbook import open_log


def text_of(code: str) -> str:
    """A text from four hexadecimal digits for each UTF-16 unit, as the launcher writes it."""
    return bytes.fromhex(code).decode("utf-16-be", "surrogatepass")


def main(arguments: list[str] | None = None) -> int:
    """Press one button; the exit status tells the launcher how it ended."""
    parser = argparse.ArgumentParser("sv_excel.addin")
    parser.add_argument("action", choices=BUTTONS)
    parser.add_argument("--hwnd", type=int)
    parser.add_argument("--book", type=text_of)
    parser.add_argument("--pack", type=text_of)
    asked = parser.parse_args(arguments)
    open_log()
    CALL.set(Call(asked.hwnd, asked.book, None if asked.pack is None else Path(asked.pack)))
    return BUTTONS[asked.action]().status


if __name__ == "__main__":
    sys.exit(main())
