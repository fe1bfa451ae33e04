"""The register gives back what was issued, and says when it was tampered with."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from sv_excel.errors.files import NotAPackError, PackFileError
from sv_excel.findings.address import Address
from sv_excel.findings.key import Key
from sv_excel.pack.register import IssuedFile, Register
from sv_excel.pack.writing import write_whole
from sv_excel.tender.canonical import canonical, digest
from sv_excel.workbooks.sheet.cells import Cell, Layout, Sheet, Slot
from sv_excel.workbooks.sheet.entries import Choice
from sv_excel.workbooks.sheet.issued import Issued
from sv_excel.workbooks.sheet.seal import Kept, seal

if TYPE_CHECKING:
    from sv_excel.pack.paths import Pack
    from sv_excel.pack.run_context import Occasion

EMPTY = Register(
    tool="0.1.0", tender="cleaning-2026", published="f" * 64, inputs={"tender.yaml": digest(b"definition")}
)


def layout(name: str, weight: str = "12.5") -> Layout:
    """One person's workbook."""
    score = Choice(name="the score", rule="From the list.", example=Decimal(1), options=(Decimal(0), Decimal(1)))
    sheet = Sheet(
        "Scores",
        (
            Cell(Address("Scores", 1, 1), Slot("name"), "sv.strong", Key("subject")),
            Cell(Address("Scores", 2, 1), Decimal(weight), "sv.number", Key("weight", criterion="Q1")),
            Cell(Address("Scores", 2, 2), None, "sv.entry", Key("score", bid="A", criterion="Q1"), score),
        ),
    )
    return Layout("evaluation", "Evaluation: Cleaning", (sheet,), {"name": name})


def issue(register: Register, subject: str, content: bytes, of: Layout, occasion: Occasion) -> Register:
    """The register with an evaluator's workbook."""
    return register.issue(
        f"issued/evaluation-{subject}.xlsx", content, Kept.of(of), subject=subject, slots=of.slots, occasion=occasion
    )


@pytest.fixture
def register(occasion: Occasion) -> Register:
    """Two evaluators with the same task, and the first's workbook issued again with another weighting."""
    first = issue(EMPTY, "e1", b"one", layout("First evaluator "), occasion)
    second = issue(first, "e2", b"two", layout("Second evaluator"), occasion)
    return issue(second, "e1", b"three", layout("First evaluator ", "13"), occasion)


def test_register_is_the_same_after_a_trip_through_its_file(pack: Pack, register: Register) -> None:
    write_whole(pack.register, register.content())

    loaded = Register.load(pack)

    assert loaded == register
    assert loaded.content() == register.content()


def test_register_keeps_one_layout_for_people_with_the_same_task(register: Register) -> None:
    shared, other = seal(layout("anyone")), seal(layout("anyone", "13"))

    assert [(line.subject, line.seal) for line in register.files] == [("e1", shared), ("e2", shared), ("e1", other)]
    assert set(register.layouts) == {shared, other}


def test_register_keeps_the_older_version(register: Register) -> None:
    first, last = register.versions("evaluation", "e1")

    assert (first.sha256, last.sha256) == (digest(b"one"), digest(b"three"))
    assert register.latest["issued/evaluation-e1.xlsx"] == last
    assert register.versions("price") == ()


def test_register_says_who_it_was_for_and_when(register: Register) -> None:
    assert register.versions("evaluation", "e2") == (
        IssuedFile(
            file="issued/evaluation-e2.xlsx",
            kind="evaluation",
            subject="e2",
            seal=seal(layout("anyone")),
            sha256=digest(b"two"),
            at="2026-11-22T16:42:00Z",
            slots={"name": "Second evaluator"},
        ),
    )


def test_register_gives_what_a_return_is_held_against(register: Register) -> None:
    line = register.files[0]

    assert register.issued(line) == Issued.of(layout("First evaluator "))


def test_register_adds_nothing_for_the_same_again(register: Register, occasion: Occasion) -> None:
    assert issue(register, "e2", b"two", layout("Second evaluator"), occasion) is register


def test_register_content_is_canonical(register: Register) -> None:
    content = register.content()

    assert canonical(json.loads(content)) + b"\n" == content


def test_register_load_refuses_a_folder_without_one(pack: Pack) -> None:
    with pytest.raises(NotAPackError):
        Register.load(pack)


def changed(register: Register, change: str) -> bytes:
    """The register's file with one thing wrong."""
    data: dict[str, Any] = json.loads(register.content())
    first = next(iter(data["layouts"]))
    if change == "a weighting":
        data["layouts"][first]["sheets"][0]["cells"][1]["content"]["number"] = "40"
    elif change == "form":
        data["layouts"][first] = {"sheets": 3}
    elif change == "layout":
        del data["layouts"][first]
    elif change == "hash":
        data["files"][0]["sha256"] = "short"
    elif change == "later":
        data["format"] = 2
    else:
        data["colour"] = "blue"
    return canonical(data)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("a weighting", "the layout {seal} was changed after it was issued. Put back the copy that was kept."),
        ("form", "the layout {seal} was changed after it was issued. Put back the copy that was kept."),
        ("layout", "the layout of issued/evaluation-e1.xlsx is missing. Put back the copy that was kept."),
        (
            "hash",
            (
                "is not a whole register (files.0.sha256: String should match pattern '^[0-9a-f]{{64}}$'). "
                "Put back the copy that was kept."
            ),
        ),
        (
            "key",
            "is not a whole register (colour: Extra inputs are not permitted). Put back the copy that was kept.",
        ),
        ("later", "was written by a later version of sv-excel. Use that version."),
    ],
)
def test_register_that_was_tampered_with_is_refused(pack: Pack, register: Register, change: str, said: str) -> None:
    first = next(iter(json.loads(register.content())["layouts"]))

    with pytest.raises(PackFileError) as refusal:
        Register.parse(changed(register, change), pack)

    assert str(refusal.value) == f"{pack.register}: {said.format(seal=first[:12])}"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"3", b"\xff", b"[" * 100_000, b'{"format": "x"}'])
def test_register_that_is_none_is_refused(pack: Pack, content: bytes) -> None:
    with pytest.raises(PackFileError, match="is not a register"):
        Register.parse(content, pack)
