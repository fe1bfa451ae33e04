"""How the shipped look was first drawn. From then on the .xlsx files are the source: restyle them in Excel.

Run from the repository's root: ``python .ci/make_templates.py``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils.indexed_list import IndexedList

# Excel wants what a font says in this order; the library writes another.
Font.__elements__ = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
INK, NAVY, MUTED, LINE = "FF1B1F24", "FF1F3A5F", "FF555B63", "FFB8C0CA"
THIN = Border(**{edge: Side(style="thin", color=LINE) for edge in ("left", "right", "top", "bottom")})
BELOW = Border(bottom=Side(style="medium", color=NAVY))
STAMP = datetime(2026, 11, 22, tzinfo=UTC).replace(tzinfo=None)

# name: size, bold, ink, fill, number format, horizontal, wrapped, border
STYLES = {
    "banner": (9, False, MUTED, None, "General", "left", True, None),
    "title": (20, True, NAVY, None, "General", "left", True, None),
    "subtitle": (12, False, MUTED, None, "General", "left", True, None),
    "heading": (13, True, NAVY, "FFE6EDF5", "General", "left", True, BELOW),
    "question": (11, False, INK, "FFF3F6FA", "General", "left", True, None),
    "header": (10, True, "FFFFFFFF", NAVY, "General", "left", True, THIN),
    "text": (10, False, INK, None, "General", "left", True, THIN),
    "strong": (10, True, INK, None, "General", "left", True, THIN),
    "line": (11, False, INK, None, "General", "left", True, None),
    "note": (10, False, MUTED, None, "General", "left", True, None),
    "label": (10, True, INK, "FFF3F6FA", "General", "left", True, THIN),
    "choice": (10, True, INK, "FFFFF8E1", "General", "center", True, THIN),
    "words": (10, False, INK, "FFFFF8E1", "General", "left", True, THIN),
    "reference": (10, False, INK, "FFFFF8E1", "@", "left", True, THIN),
    "money_entry": (10, True, INK, "FFFFF8E1", "[$£-809]#,##0.00", "right", False, THIN),
    "number_entry": (10, True, INK, "FFFFF8E1", "General", "right", False, THIN),
    "percent_entry": (10, True, INK, "FFFFF8E1", "0%", "right", False, THIN),
    "date_entry": (10, False, INK, "FFFFF8E1", "dd mmm yyyy", "left", False, THIN),
    "figure": (10, False, INK, None, "0.00", "right", False, THIN),
    "total": (10, True, INK, "FFE6EDF5", "0.00", "right", False, THIN),
    "index": (10, False, INK, None, "#,##0.0000000000", "right", False, THIN),
    "whole": (10, False, INK, None, "0", "center", False, THIN),
    "weight": (10, False, INK, None, "General", "right", False, THIN),
    "money": (10, False, INK, None, "[$£-809]#,##0.00", "right", False, THIN),
    "percent": (10, False, INK, None, "0.00%", "right", False, THIN),
    "date": (10, False, INK, None, "dd mmm yyyy", "left", False, THIN),
    "check": (10, False, INK, None, "General", "left", True, THIN),
    "good": (10, True, "FF14532D", "FFE0F3E6", "General", "left", True, THIN),
    "todo": (10, True, "FF6B4100", "FFFFEFC7", "General", "left", True, THIN),
    "flag": (10, True, "FF8B1A1A", "FFFDE3E4", "General", "left", True, THIN),
    "code": (8, False, MUTED, None, "General", "left", False, None),
}
BANNER = ("OFFICIAL - SENSITIVE: COMMERCIAL. For the named person only. Keep inside the procurement team.",)
GUIDANCE = {
    "evaluation": (
        "1. Declaration: say for each tenderer whether you have a conflict of interest, confirm confidentiality, sign.",
        "2. Scores: read each bid against the question and the scale; choose a score; the wording of the band appears.",
        "3. Write why, in your own words, from the bid alone, and say where in the bid you found it.",
        "4. Check: the last column says in words what is missing. Score alone; do not discuss before moderation.",
        "5. When 'Can it go back?' reads 'Ready to return', save the workbook and send it back to the lead.",
    ),
    "price": (
        "1. The first person enters each price from the bid, in pounds without VAT, for the whole term.",
        "2. The checker enters the same prices again from the bid, without looking at the first column.",
        "3. A difference is shown at once, and blocks the result until both agree with the bid.",
        "4. The points show live as soon as every price is in; disqualified bids are left out later, in the result.",
        "5. Keep this workbook apart from the quality evaluators until their moderation is finished.",
    ),
    "response": (
        "1. Promise only what this contract would bring, beyond what the specification already asks for.",
        "2. For each measure enter a quantity over the whole term; leave a measure blank if you promise nothing.",
        "3. Attribution is the share that is due to this contract: 100% unless others share in it.",
        "4. Say how you will do it, by when, and how you will show it. No person or activity is counted twice.",
        "5. Fill in the delivery plan headings. Save the workbook and submit it with your tender.",
    ),
    "moderation": (
        "1. Rows are in order of need: flagged ones, where scores lie apart or a minimum splits the panel, come first.",
        "2. For each row discuss the bid against the question. The mean is information only: it is never the score.",
        "3. Choose the one score that the panel agrees on, and write the panel's own reason for it.",
        "4. Write feedback that the tenderer may read; keep internal notes in their own column.",
        "5. Say who attended. The result can be worked out when every row reads 'Complete'.",
    ),
    "result": (
        "Every figure below is a live formula: follow it to the entry that it came from.",
        "The Proof sheet shows each figure twice, by Excel and by exact arithmetic, and their difference.",
    ),
}


def named(name: str) -> NamedStyle:
    """One named style."""
    size, bold, ink, fill, number, across, wrapped, border = STYLES[name]
    style = NamedStyle(name=f"sv.{name}")
    style.font = Font(name="Arial", size=size, bold=bold, color=ink)
    if fill:
        style.fill = PatternFill("solid", fgColor=fill)
    style.number_format = number
    down = "center" if name in {"title", "heading", "header", "choice"} else "top"
    indent = 1 if border is THIN and across != "center" else 0
    style.alignment = Alignment(horizontal=across, vertical=down, wrap_text=wrapped, indent=indent)
    if border:
        style.border = border
    return style


def finish(book: Workbook, path: Path, title: str) -> None:
    """Save without the name of anybody or the time of today."""
    book.properties.creator, book.properties.title, book.properties.language = "sv_excel", title, "en-GB"
    book.properties.created = book.properties.modified = STAMP
    book.save(path)


def _measure_in_arial(book: Workbook) -> None:
    """Columns are as wide as the plain font says: Arial is known everywhere, with the same widths as Excel's own."""
    plain = Font(name="Arial", size=10, family=2)
    book._fonts = IndexedList([plain])  # noqa: SLF001 - the library has no other way to its first font
    book._named_styles["Normal"].font = plain  # noqa: SLF001


def look(path: Path) -> None:
    """Named styles, each shown as a swatch, and the banner."""
    book = Workbook()
    _measure_in_arial(book)
    sheet = book.active
    sheet.title = "Styles"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 60
    sheet.append(["Style", "Change its look with Home, Cell Styles, Modify: every workbook follows"])
    for row, name in enumerate(STYLES, 2):
        book.add_named_style(named(name))
        sheet.cell(row, 1, f"sv.{name}")
        sheet.cell(row, 2, 12.5 if STYLES[name][4] != "General" else f"Looks like this ({name})").style = f"sv.{name}"
    banner = book.create_sheet("Banner")
    banner.column_dimensions["A"].width = 120
    for line in BANNER:
        banner.append([line])
        banner.cell(banner.max_row, 1).style = "sv.banner"
    finish(book, path, "Look of the workbooks")


def guidance(path: Path) -> None:
    """The lines that each kind of workbook opens with."""
    book = Workbook()
    book.remove(book.active)
    for kind, lines in GUIDANCE.items():
        sheet = book.create_sheet(kind)
        sheet.column_dimensions["A"].width = 120
        for line in lines:
            sheet.append([line])
    finish(book, path, "Guidance in the workbooks")


if __name__ == "__main__":
    folder = Path("workbook_templates")
    folder.mkdir(exist_ok=True)
    look(folder / "look.xlsx")
    guidance(folder / "guidance.xlsx")
