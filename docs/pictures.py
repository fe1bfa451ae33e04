"""Draws the pictures in the README from the demo's own workbooks, by LibreOffice and poppler. No sheet is retouched.

Run from the repository's root: ``python docs/pictures.py``.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from sv_excel.steps.demo import demo

FOLDER = Path(__file__).parent / "pictures"
DOTS = 100
"""Dots an inch: an A4 page across is 1169 by 827."""


class Picture(NamedTuple):
    """A part of one page: left, top, width and height in dots."""

    name: str
    workbook: str
    page: int
    frame: tuple[int, int, int, int]


PICTURES = (
    Picture("scores", "returned/evaluation-e1.xlsx", 3, (30, 50, 1110, 446)),
    Picture("result", "result/result.xlsx", 1, (30, 50, 1110, 560)),
)


def draw(picture: Picture, pack: Path, scratch: Path) -> None:
    """One picture, by way of a PDF."""
    workbook = pack / picture.workbook
    convert = ["soffice", f"-env:UserInstallation={(scratch / 'office').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*convert, "--outdir", scratch, workbook], check=True, capture_output=True)  # noqa: S603 - ours
    left, top, width, height = map(str, picture.frame)
    page = ["-f", str(picture.page), "-l", str(picture.page), "-r", str(DOTS), "-singlefile", "-png"]
    crop = ["-x", left, "-y", top, "-W", width, "-H", height]
    pdf = scratch / f"{workbook.stem}.pdf"
    subprocess.run(["pdftoppm", *page, *crop, pdf, FOLDER / picture.name], check=True)  # noqa: S603, S607 - ours


def main() -> None:
    """All of them."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        demo(scratch / "demo")
        for picture in PICTURES:
            draw(picture, scratch / "demo", scratch)


if __name__ == "__main__":
    main()
