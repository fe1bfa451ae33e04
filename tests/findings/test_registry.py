"""The registry of codes: what isn't in it can't be raised, and the page made from it is complete."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sv_excel.findings.codes.code import either, error, warning
from sv_excel.findings.finding import Finding
from sv_excel.findings.registry import CODES, GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sv_excel.findings.codes.code import Code, Severity

ROOT = Path(__file__).parents[2]
CONTRACT = """
score-missing score-off-scale rationale-missing evidence-missing mechanism-missing mechanism-unknown
declaration-missing conflict-declared price-missing price-invalid price-check-differs quantity-invalid
consensus-missing consensus-off-scale consensus-reason-missing
locked-cell-changed formula-changed cell-added sheet-added sheet-missing sheet-hidden row-hidden
column-hidden rule-changed protection-removed
unreadable encrypted macros external-link too-large not-ours
published-part-changed tenderer-unknown wrong-tender wrong-version duplicate-return missing-return file-changed
log-broken figure-differs
rationale-names-other-bid rationale-compares-bids rationale-repeated rationale-mentions-price
""".split()
"""Codes that scripts rely on since the first version: they are never renamed."""


def test_a_code_that_is_not_registered_cannot_be_raised() -> None:
    with pytest.raises(ValueError, match="The code 'score-mising' is not registered: add it to a list in"):
        Finding("score-mising", "the score is missing.", "Choose one.")


def test_a_severity_that_the_code_does_not_have_cannot_be_raised() -> None:
    with pytest.raises(ValueError, match="A finding 'score-missing' has severity error, not warning"):
        Finding("score-missing", "the score is missing.", "Choose one.", severity="warning")


def test_a_code_with_two_severities_needs_one_named() -> None:
    with pytest.raises(ValueError, match="A finding 'missing-return' has severity error or warning, not None"):
        Finding("missing-return", "it has not come back.", "Ask for it.")


@pytest.mark.parametrize(
    ("code", "asked", "severity"),
    [
        (error("x", "X."), None, "error"),
        (error("x", "X."), "error", "error"),
        (warning("x", "X."), None, "warning"),
        (either("x", "X."), "error", "error"),
        (either("x", "X."), "warning", "warning"),
    ],
)
def test_a_severity_comes_from_the_registry(code: Code, asked: Severity | None, severity: Severity) -> None:
    assert code.settle(asked) == severity


def test_each_code_is_registered_once() -> None:
    listed = Counter(code.name for group in GROUPS for code in group.codes)

    assert [name for name, times in listed.items() if times > 1] == []
    assert len(CODES) == len(listed) >= 150


def test_each_group_has_a_title_of_its_own() -> None:
    titles = [group.title for group in GROUPS]

    assert sorted(set(titles)) == sorted(titles)


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_a_code_is_a_plain_word_with_a_plain_sentence(code: Code) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code.name)
    assert re.fullmatch(r"[A-Z].*[^.]\.", code.meaning)
    assert "|" not in code.meaning + code.remedy


def test_codes_of_the_contract_are_registered() -> None:
    assert [name for name in CONTRACT if name not in CODES] == []


def test_the_page_lists_every_code_with_its_severity() -> None:
    page = (ROOT / "docs" / "findings.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| ([a-z ]+) \| ", page, re.MULTILINE)

    assert dict(rows) == {code.name: " or ".join(code.severities) for code in CODES.values()}


def typed_codes() -> Iterator[tuple[str, str]]:
    """Every code that the source types, with its place: for a finding, in a tuple with its sentence, for an entry."""
    for path in sorted((ROOT / "sv_excel").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for value in codes_in(node):
                if isinstance(value, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z]+)*", str(value.value)):
                    yield str(value.value), f"{path.relative_to(ROOT)}:{value.lineno}"


def codes_in(node: ast.AST) -> list[ast.expr]:
    """What stands where a code does."""
    if isinstance(node, ast.Call):
        makes = ast.unparse(node.func) in {"Finding", "UnreadableWorkbook", "_doubt"}
        named = [keyword.value for keyword in node.keywords if keyword.arg in {"code", "missing", "wrong"}]
        return [*(node.args[:2] if makes else []), *named]
    if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) in {"missing", "wrong"} and node.value:
        return [node.value]
    if isinstance(node, ast.Tuple) and len(node.elts) > 1 and " " in ast.unparse(node.elts[1]):
        is_sentence = isinstance(node.elts[1], (ast.Constant, ast.JoinedStr))
        return [node.elts[0]] if is_sentence and "-" in ast.unparse(node.elts[0]) else []
    return []


def test_every_code_in_the_source_is_registered() -> None:
    typed = list(typed_codes())

    assert [place for code, place in typed if code not in CODES] == []
    assert {code for code, _ in typed} >= {"score-off-scale", "entry-invalid", "formula-changed", "external-link"}
    assert len(typed) > len(CODES)
