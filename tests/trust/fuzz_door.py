"""The file door under coverage-guided fuzzing: whatever comes in, a grid comes out or one sentence.

Run from the repository's root: ``python tests/trust/fuzz_door.py [RUNS]``; needs atheris (dependency group ``fuzz``).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

with atheris.instrument_imports(include=["sv_excel.books"]):
    from sv_excel.errors.files import UnreadableWorkbook
    from sv_excel.xlsx.read.open import read_workbook
    from xlsx.packages import HEAD, MAIN, packed, parts, row


WHOLE = parts(
    row('<c t="s"><v>0</v></c>', '<c s="1"><v>4</v></c>', "<c><f>B1*2</f><v>8</v></c>")
    + row('<c t="inlineStr"><is><t>words</t></is></c>', '<c t="b"><v>1</v></c>', number=2),
    before='<sheetViews><sheetView workbookViewId="0"/></sheetViews><cols><col min="1" max="2" width="9"/></cols>',
    after='<sheetProtection sheet="1"/><mergeCells><mergeCell ref="A3:B3"/></mergeCells>'
    '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>A1=1</formula></cfRule>'
    '</conditionalFormatting><dataValidations><dataValidation type="list" sqref="B1"><formula1>"0,1"</formula1>'
    "</dataValidation></dataValidations>",
    shared=f'{HEAD}<sst xmlns="{MAIN}"><si><t>title</t></si></sst>',
)
NAMES = sorted(WHOLE)


def one(data: bytes) -> None:
    """The first byte says which part the rest stands for; beyond the parts, the rest is the file itself."""
    chosen = data[0] if data else 0
    changed: dict[str, str | bytes] = {**WHOLE}
    if chosen < len(NAMES):
        changed[NAMES[chosen]] = data[1:]
    book = packed(changed) if chosen < len(NAMES) else data[1:]
    try:
        read_workbook(book, "fuzzed.xlsx")
    except UnreadableWorkbook as refused:
        said = str(refused)
        if "\n" in said or not said.endswith("."):
            raise AssertionError(said) from refused


def main(runs: int = 20_000) -> None:
    """Fuzz from one seed a part, and from a whole workbook."""
    with tempfile.TemporaryDirectory() as corpus:
        for number, name in enumerate(NAMES):
            (Path(corpus) / f"{number}").write_bytes(bytes([number]) + WHOLE[name].encode())
        (Path(corpus) / "whole").write_bytes(bytes([255]) + packed(WHOLE))
        arguments = [
            sys.argv[0],
            corpus,
            f"-runs={runs}",
            "-seed=1",
            "-max_len=4096",
            "-timeout=20",
            "-rss_limit_mb=1024",
        ]
        atheris.Setup(arguments, one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
