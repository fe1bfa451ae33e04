"""Whatever people type lands in our workbooks and documents as text, never as a formula, a link or markup."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from defusedxml.ElementTree import fromstring

from engines.excel_lint import lint
from sv_excel.steps.consolidate import consolidate
from sv_excel.steps.fill_workbook import fill
from sv_excel.steps.intake.collect import gather
from sv_excel.steps.intake.procurement import Procurement
from sv_excel.steps.summarise import summarise
from sv_excel.steps.verify import verify
from trust.packs import OCCASION
from trust.small import chosen, generated

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.pack.paths import Pack

TEXTS = (
    '=HYPERLINK("https://example.org/?"&A1,"Click here")',
    "=cmd|' /C calc'!A0 and words enough",
    "+1+1 is what the plan says, and more",
    "-2 staff at night, as the plan has it",
    "@SUM(1,2) is what the plan calls it",
    "</t></si><si><t>words that close what was not theirs",
    "<script>alert('words enough')</script>",
    "&lt;b&gt; &amp;amp; <![CDATA[ ]]> words enough",
    "_x0041__x000D_ is an escape of Excel's, and stays",
    "{{ tender.title }} {% for x in y %} words enough",
    "\u05d0\u05d1\u05d2 \u6771\u4eac \U0001f600 words enough \u00a0 \u200b",
    "line one\nline two\ttabbed, and words enough",
    "'quoted' and \"quoted\" and words enough",
    "long " * 6_000,
)


FREE = {"rationale", "evidence", "feedback", "notes", "statement", "delivery_plan"}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A whole procurement in which people typed all of these."""
    made = generated(tmp_path_factory.mktemp("texts") / "pack")
    for path in sorted(made.issued.iterdir()):
        (made.returned / path.name).write_bytes(typed(made, path))
    brought = consolidate(made.folder, occasion=OCCASION)
    assert [str(finding) for finding in brought.report if finding.severity == "error"] == []
    made.moderation.write_bytes(typed(made, made.moderation))
    done = summarise(made.folder, occasion=OCCASION)
    assert [str(finding) for finding in done.report if finding.severity == "error"] == []
    return made


def typed(pack: Pack, path: Path) -> bytes:
    """An issued workbook with the texts in its entries, in turn."""
    usual, answers = chosen(path.stem), {}
    procurement = Procurement.open(pack.folder)
    issued = procurement.register.issued(procurement.register.latest[pack.name(path)])
    for number, (place, expected) in enumerate(issued.entries):
        assert expected.key is not None
        assert expected.rule is not None
        entry = expected.rule.entry
        said = {"key": expected.key.to_data(), "example": entry.example, "required": entry.missing is not None}
        free = expected.key.field in FREE
        answers[expected.key] = TEXTS[(number + place.row) % len(TEXTS)] if free else _value(usual(said))
    return fill(path, {key: value for key, value in answers.items() if value is not None}, procurement.look)


def _value(value: object) -> Any:  # noqa: ANN401 - whatever the entry takes
    return Decimal(str(value)) if isinstance(value, float) else value


def test_texts_are_read_back_as_they_were_typed(pack: Pack) -> None:
    procurement = Procurement.open(pack.folder)
    (come,) = [come for come in gather(procurement).came if come.book.subject == "e1"]

    held = [text for key, text in come.book.held.answers.items() if key.field == "rationale"]

    assert held
    assert set(held) <= set(TEXTS)


def test_nothing_typed_became_a_formula_or_a_link(pack: Pack) -> None:
    for path in (pack.moderation, pack.result_workbook, pack.commitments):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            sheets = [archive.read(name).decode() for name in names if name.startswith("xl/worksheets/sheet")]
        formulas = re.findall("<f[^>]*>([^<]*)</f>", "".join(sheets))

        assert formulas
        assert [formula for formula in formulas if re.search("HYPERLINK|cmd|WEBSERVICE|1\\+1 is", formula)] == []
        assert [name for name in names if "externalLink" in name or name.endswith(".bin")] == []
        assert not any("<hyperlink" in sheet for sheet in sheets)


def test_workbooks_made_of_them_are_valid(pack: Pack) -> None:
    for path in (pack.moderation, pack.result_workbook, pack.commitments):
        assert lint(path) == []


def test_documents_hold_them_as_text(pack: Pack) -> None:
    for path in sorted(pack.result.glob("*.docx")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    fromstring(archive.read(name))
            text = archive.read("word/document.xml").decode()
        assert "<script" not in text
        assert not re.search("<w:instrText[^>]*>[^<]*(?:HYPERLINK|DDE)", text)


def test_pack_of_them_agrees(pack: Pack) -> None:
    assert [str(finding) for finding in verify(pack.folder).report if finding.severity == "error"] == []
