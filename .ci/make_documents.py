"""How the shipped Word templates were first drawn. From then on the .docx files are the source: restyle them in Word.

What stands in double braces is filled in; rows and paragraphs that begin with {%tr or {%p are repeated or left out.

Run from the repository's root: ``python .ci/make_documents.py``.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document as Whole
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

BLUE, SHADE, PALE = RGBColor(0x00, 0x3D, 0x7A), "D9E4F1", "F1F5FA"
LANDSCAPE_WIDTH, PORTRAIT_WIDTH = 25.7, 17.0


def blank(title: str, *, footing: str = "", landscape: bool = False) -> Whole:
    """An A4 page with our styles, the document's name in the header and page numbers in the footer."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    styles(document)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "sv_excel", "en-GB"
    properties.comments = ""
    properties.created = properties.modified = datetime(2026, 11, 22)  # noqa: DTZ001 - Word's properties have no zone
    section.header.paragraphs[0].add_run("{{ buyer }}  |  {{ tender }} ({{ reference }})").font.size = Pt(9)
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{footing or title}  |  page ").font.size = Pt(9)
    numbered(footer, "PAGE")
    footer.add_run(" of ").font.size = Pt(9)
    numbered(footer, "NUMPAGES")
    return document


def styles(document: Whole) -> None:
    """Arial throughout, dark blue headings, British English."""
    for name, size, before, after in (
        ("Normal", 11, 0, 6),
        ("Title", 22, 0, 4),
        ("Heading 1", 15, 16, 6),
        ("Heading 2", 12.5, 12, 4),
        ("Heading 3", 11, 8, 3),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), "Arial")
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if name != "Normal":
            style.font.color.rgb, style.font.bold = BLUE, True
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    border = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        document.styles["Title"].element.pPr.remove(border)


def numbered(paragraph: Paragraph, field: str) -> None:
    """A number that Word fills in."""
    for kind in ("begin", field, "separate", "1", "end"):
        run = paragraph.add_run("1" if kind == "1" else "")
        run.font.size = Pt(9)
        if kind == field:
            element = OxmlElement("w:instrText")
            element.text = field
        elif kind == "1":
            continue
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001 - the library has no fields


def to_complete(paragraph: Paragraph, text: str) -> None:
    """What a person must fill in before it is sent."""
    paragraph.add_run(text).font.highlight_color = WD_COLOR_INDEX.YELLOW


def table(document: Whole, headings: tuple[str, ...], widths: tuple[float, ...]) -> Table:
    """A table whose heading row repeats on each page; ``widths`` in centimetres."""
    made = document.add_table(rows=1 if headings else 0, cols=len(widths))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    if headings:
        for cell, text, width in zip(made.rows[0].cells, headings, widths, strict=True):
            cell.width = Cm(width)
            shaded(cell, SHADE)
            write(cell, text, bold=True)
        mark = OxmlElement("w:tblHeader")
        made.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - the library has no repeated heading
    return made


def row(
    made: Table,
    *texts: str,
    widths: tuple[float, ...],
    bold: tuple[int, ...] = (),
    shade: str = "",
    together: bool = False,
) -> None:
    """A row that does not break over pages; one text alone spans all columns; ``together`` with the row below."""
    new = made.add_row()
    keep = OxmlElement("w:cantSplit")
    new._tr.get_or_add_trPr().append(keep)  # noqa: SLF001 - the library has no unbroken row
    cells = list(new.cells)
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Cm(width)
    if len(texts) == 1 and len(cells) > 1:
        cells = [cells[0].merge(cells[-1])]
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        if shade:
            shaded(cell, shade)
        write(cell, text, bold=place in bold)
        cell.paragraphs[0].paragraph_format.keep_with_next = together


def tag(made: Table, text: str) -> None:
    """A row that only says what is repeated or left out; it is not there in the finished document."""
    made.add_row().cells[0].text = text


def write(cell: _Cell, text: str, *, bold: bool = False) -> None:
    """A text in a cell, a size smaller than the body's."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    if text.startswith("["):
        to_complete(paragraph, text)
    else:
        paragraph.add_run(text).bold = bold
    for run in paragraph.runs:
        run.font.size = Pt(9.5)


def shaded(cell: _Cell, colour: str) -> None:
    """A background."""
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library has no shading


def facts(document: Whole, pairs: tuple[tuple[str, str], ...]) -> None:
    """A table of names and values."""
    widths = (5.0, 12.0)
    made = table(document, (), widths)
    for name, value in pairs:
        row(made, name, value, widths=widths, bold=(0,))
    document.add_paragraph()


def assessed(document: Whole, whose: str) -> None:
    """The criteria of one tender, figures in one row and the explanation in the next."""
    widths = (7.2, 2.3, 2.9, 1.8, 2.8)
    made = table(document, ("Criterion", "Weighting", "Available", "Score", "Weighted score"), widths)
    tag(made, f"{{%tr for line in {whose}.lines %}}")
    tag(made, "{%tr if line.is_parent %}")
    line = ("{{ line.label }}", "{{ line.weight }}", "{{ line.available }}", "{{ line.score }}", "{{ line.weighted }}")
    row(made, *line, widths=widths, bold=(0, 1, 2, 3, 4), shade=PALE, together=True)
    tag(made, "{%tr else %}")
    row(made, *line, widths=widths, bold=(0, 3, 4), together=True)
    tag(made, "{%tr endif %}")
    tag(made, "{%tr if line.explanation %}")
    row(made, "{{ line.explanation }}", widths=widths)
    tag(made, "{%tr endif %}")
    tag(made, "{%tr endfor %}")
    total = f"{{{{ {whose}.total_word }}}}"
    row(made, total, "", "", "", f"{{{{ {whose}.total }}}}", widths=widths, bold=(0, 4), shade=SHADE)
    document.add_paragraph()


def assessment_summary() -> Whole:
    """For each tenderer."""
    document = blank("Assessment summary", footing="{{ words.document }}")
    document.add_paragraph("{{ words.document }}", style="Title")
    document.add_paragraph("{{ tenderer }}", style="Heading 2")
    document.add_paragraph("{%p if words.rule %}")
    document.add_paragraph("{{ words.rule }}")
    document.add_paragraph("{%p endif %}")
    facts(
        document,
        (
            ("{{ words.supplier }}", "{{ tenderer }}"),
            ("Address and email", "[Complete: contact postal address and email address]"),
            ("Unique identifier", "[Complete: unique identifier]"),
            ("Procurement", "{{ tender }} ({{ reference }})"),
            ("Contracting body", "{{ buyer }}"),
            ("Full award criteria", "[Complete: where they can be read in full]"),
            ("Published part", "Fingerprint {{ fingerprint }}"),
        ),
    )
    document.add_paragraph("{%p for part in parts %}")
    document.add_paragraph("{{ part.heading }}", style="Heading 1")
    document.add_paragraph("{{ part.outcome }}").runs[0].bold = True
    document.add_paragraph("{%p for reason in part.reasons %}")
    document.add_paragraph("{{ reason }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    widths = (5.0, 12.0)
    made = table(document, (), widths)
    row(made, "{{ part.own.total_word }}", "{{ part.own.total }}", widths=widths, bold=(0, 1))
    row(made, "Rank", "{{ part.own.rank }}", widths=widths, bold=(0,))
    tag(made, "{%tr if part.own.price %}")
    row(made, "Price, excluding VAT", "{{ part.own.price }}", widths=widths, bold=(0,))
    tag(made, "{%tr endif %}")
    document.add_paragraph("How your {{ words.bid }} was assessed", style="Heading 2")
    assessed(document, "part.own")
    document.add_paragraph("{%p if part.winner %}")
    document.add_paragraph("How the successful {{ words.bid }} was assessed", style="Heading 2")
    document.add_paragraph("{{ words.supplier }}: {{ part.winner.tenderer }}")
    assessed(document, "part.winner")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph(
        "Weighted scores are percentage points, rounded to two decimals for display; totals are worked out from "
        "unrounded figures."
    )
    document.add_paragraph("{%p if words.standstill %}")
    document.add_paragraph("Standstill", style="Heading 1")
    document.add_paragraph("{{ words.standstill }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("Award criteria and method", style="Heading 1")
    widths = (5.2, 2.3, 2.9, 6.6)
    made = table(document, ("Criterion", "Weighting", "Available", "How it is assessed"), widths)
    tag(made, "{%tr for node in criteria %}")
    cells = ("{{ node.label }}", "{{ node.weight }}", "{{ node.available }}", "{{ node.how }}")
    row(made, *cells, widths=widths, bold=(0,))
    tag(made, "{%tr endfor %}")
    document.add_paragraph("Scores that were available", style="Heading 2")
    widths = (1.8, 3.6, 11.6)
    made = table(document, ("Score", "Label", "What it stands for"), widths)
    tag(made, "{%tr for level in levels %}")
    row(made, "{{ level.score }}", "{{ level.label }}", "{{ level.descriptor }}", widths=widths, bold=(0,))
    tag(made, "{%tr endfor %}")
    return document


def rests_on(document: Whole) -> None:
    """Who met, conflicts, what the first place hangs on, standstill."""
    document.add_paragraph("What the result rests on", style="Heading 1")
    document.add_paragraph(
        "Scores are those that the panel agreed, each with its reason; the moderation record has them all, beside each "
        "evaluator's own. Every figure is worked out exactly and stands as a live formula in result.xlsx."
    )
    document.add_paragraph("The panel met:")
    document.add_paragraph("{%p for meeting in panel %}")
    document.add_paragraph("{{ meeting }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("Conflicts of interest", style="Heading 2")
    document.add_paragraph("{{ conflicts }}")
    document.add_paragraph("What the first place hangs on", style="Heading 2")
    document.add_paragraph("Assurance only: this never changes a score.")
    document.add_paragraph("{%p for sentence in hangs_on %}")
    document.add_paragraph("{{ sentence }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if not hangs_on %}")
    document.add_paragraph("No single step of one agreed score changes the first place.")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if words.standstill %}")
    document.add_paragraph("Standstill", style="Heading 2")
    document.add_paragraph("{{ words.standstill }}")
    document.add_paragraph("{%p endif %}")


def award_recommendation() -> Whole:
    """For whoever decides."""
    document = blank("Contract award recommendation")
    document.add_paragraph("Contract award recommendation", style="Title")
    document.add_paragraph("Internal: names every tenderer, with prices. Not for tenderers.").runs[0].italic = True
    widths = (5.0, 12.0)
    made = table(document, (), widths)
    tag(made, "{%tr for name, value in facts %}")
    row(made, "{{ name }}", "{{ value }}", widths=widths, bold=(0,))
    tag(made, "{%tr endfor %}")
    document.add_paragraph("{%p for lot in lots %}")
    document.add_paragraph("{{ lot.heading }}", style="Heading 1")
    document.add_paragraph("{{ lot.recommendation }}").runs[0].bold = True
    widths = (1.6, 4.2, 4.6, 2.2, 2.6, 1.8)
    headings = ("Rank", "Tenderer", "Weighted scores", "{{ lot.total_word }}", "Price, GBP", "Status")
    made = table(document, headings, widths)
    tag(made, "{%tr for bid in lot.ranked %}")
    cells = ("rank", "tenderer", "parts", "total", "price", "status")
    row(made, *(f"{{{{ bid.{cell} }}}}" for cell in cells), widths=widths, bold=(0, 1, 3))
    tag(made, "{%tr endfor %}")
    document.add_paragraph()
    document.add_paragraph("{{ lot.margin }}")
    document.add_paragraph("{%p if lot.not_ranked %}")
    document.add_paragraph("Not ranked", style="Heading 2")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for reason in lot.not_ranked %}")
    document.add_paragraph("{{ reason }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    rests_on(document)
    document.add_paragraph("Before anything is sent", style="Heading 1")
    for line in (
        "Complete what is marked yellow in each assessment summary.",
        "Read the feedback on the successful tender, which the others are shown, for sensitive commercial information.",
        "Settle any offer that looks abnormally low, and any clarification that is open.",
    ):
        document.add_paragraph(line, style="List Bullet")
    document.add_paragraph("{%p for line in before_sending %}")
    document.add_paragraph("{{ line }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("Approval", style="Heading 1")
    widths = (4.0, 5.0, 4.5, 3.5)
    made = table(document, ("", "Name and role", "Signature", "Date"), widths)
    for who in ("Recommended by", "Reviewed by", "Approved by"):
        row(made, who, " ", " ", " ", widths=widths, bold=(0,))
        made.rows[-1].height = Cm(1.1)
    return document


def moderation_record() -> Whole:
    """For the file."""
    document = blank("Moderation record", landscape=True)
    document.add_paragraph("Moderation record", style="Title")
    document.add_paragraph(
        "Internal: names evaluators and holds internal notes. Not for tenderers. For each bid and question, each "
        "evaluator's own score as it was returned, and the score that the panel agreed, with its reason. Moderator: "
        "{{ moderator }}."
    )
    document.add_paragraph("{%p for bid in bids %}")
    document.add_paragraph("{{ bid.tenderer }}", style="Heading 1")
    document.add_paragraph("{%p for item in bid.agreed %}")
    document.add_paragraph("{{ item.heading }}", style="Heading 2").paragraph_format.keep_with_next = True
    widths = (4.2, 2.3, 12.7, 6.5)
    made = table(document, ("Evaluator", "Own score", "Rationale", "Evidence"), widths)
    tag(made, "{%tr for own in item.given %}")
    cells = ("{{ own.name }}", "{{ own.score }}", "{{ own.rationale }}", "{{ own.evidence }}")
    row(made, *cells, widths=widths, bold=(1,))
    tag(made, "{%tr endfor %}")
    agreed = ("Agreed score", "{{ item.consensus }}", "{{ item.rationale }}", " ")
    row(made, *agreed, widths=widths, bold=(0, 1), shade=PALE, together=True)
    document.add_paragraph().paragraph_format.keep_with_next = True
    for name, value in (
        ("Spread of own scores", "spread"),
        ("Feedback for the tenderer", "feedback"),
        ("Internal notes", "notes"),
        ("Agreed by", "met"),
    ):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.keep_with_next = value != "met"
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(f"{{{{ item.{value} }}}}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    return document


def conflict_register() -> Whole:
    """For the file."""
    document = blank("Conflict register", landscape=True)
    document.add_paragraph("Conflict register", style="Title")
    document.add_paragraph(
        "Internal. Conflicts of interest are identified, kept under review and decided on (Procurement Act 2023, "
        "sections 81 to 83; for health care services, regulation 21 of the Provider Selection Regime)."
    )
    document.add_paragraph("Conflicts and decisions", style="Heading 1")
    document.add_paragraph("{%p if not conflicts %}")
    document.add_paragraph("No conflict of interest was declared or decided on.")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if conflicts %}")
    widths = (3.6, 4.3, 6.0, 3.9, 4.7, 3.2)
    headings = ("Evaluator", "Tenderer", "Declared", "Decision", "Reason", "Decided")
    made = table(document, headings, widths)
    tag(made, "{%tr for item in conflicts %}")
    cells = ("name", "tenderer", "declared", "decision", "reason", "decided")
    row(made, *(f"{{{{ item.{cell} }}}}" for cell in cells), widths=widths, bold=(0, 3))
    tag(made, "{%tr endfor %}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("Declarations", style="Heading 1")
    widths = (6.0, 8.0, 11.7)
    made = table(document, ("Evaluator", "Signed", "Declared"), widths)
    tag(made, "{%tr for item in declarations %}")
    row(made, "{{ item.name }}", "{{ item.signed }}", "{{ item.declared }}", widths=widths, bold=(0,))
    tag(made, "{%tr endfor %}")
    return document


if __name__ == "__main__":
    folder = Path("workbook_templates")
    for made in (assessment_summary, award_recommendation, moderation_record, conflict_register):
        made().save(str(folder / f"{made.__name__.replace('_', '-')}.docx"))
