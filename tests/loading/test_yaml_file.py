from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sv_excel.errors.tender import YamlFileError
from sv_excel.findings.finding import Finding
from sv_excel.loading.yaml_file import load, parse

FILE = Path("tender.yaml")


def faults(text: str | bytes) -> tuple[str, ...]:
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(YamlFileError) as caught:
        parse(content, FILE)
    return tuple(str(finding) for finding in caught.value.findings)


def data(text: str) -> object:
    return parse(text.encode(), FILE).data


def test_scalars_are_exact_and_plain() -> None:
    text = """
whole: 4200000
grouped: 4_200_000
fraction: 2.675
day: 2026-09-01
yes_word: true
nothing: ~
empty:
label: No
time: 12:30
octal: 0123
quoted: "12"
"""

    assert data(text) == {
        "whole": 4200000,
        "grouped": 4200000,
        "fraction": Decimal("2.675"),
        "day": date(2026, 9, 1),
        "yes_word": True,
        "nothing": None,
        "empty": None,
        "label": "No",
        "time": "12:30",
        "octal": "0123",
        "quoted": "12",
    }


@pytest.mark.parametrize("text", ["2026-13-45", ".inf", "1.0e+99", "9" * 40, "0x1F", "1__000", "١٢"])
def test_scalars_outside_the_schema_stay_text(text: str) -> None:
    assert data(f"value: {text}") == {"value": text}


def test_lists_are_tuples_and_keys_texts() -> None:
    assert data("2026: [1, [2]]\nnull: {a: b}") == {"2026": (1, (2,)), "null": {"a": "b"}}


def test_an_empty_file_is_nothing() -> None:
    assert data("# only a comment\n") is None


def test_line_is_found_for_values_and_for_what_is_missing_around_them() -> None:
    file = parse(b"id: x\nscale:\n  - {score: 0}\n  - score: 1\n    label: Poor\n", FILE)

    assert file.line(("id",)) == 1
    assert file.line(("scale", 1, "label")) == 5
    assert file.line(("scale", "tuple[ScaleLevel, ...]", 1, "label")) == 5
    assert file.line(("scale", 1, "descriptor")) == 4
    assert file.line(("title",)) == 1


def test_findings_are_located_in_the_order_of_the_file() -> None:
    file = parse(b"id: x\nscale:\n  - {score: 0}\n", FILE)
    late = Finding("value-invalid", "too low.", "Raise it.", subject="a level", path=("scale", 0, "score"))
    early = Finding("value-invalid", "too short.", "Lengthen it.", path=("id",))

    assert [str(finding) for finding in file.located([late, early])] == [
        "tender.yaml  line 1: too short. Lengthen it.",
        "tender.yaml  line 3, a level: too low. Raise it.",
    ]


def test_repeated_keys_are_all_told_with_both_lines() -> None:
    assert faults("id: a\ntitle: b\nid: c\nlots:\n  - {id: x, id: y}\n") == (
        "tender.yaml  line 3: the key 'id' stands twice (first on line 1). Keep one of them.",
        "tender.yaml  line 5: the key 'id' stands twice (first on line 5). Keep one of them.",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: !!python/tuple []", "the tag 'tag:yaml.org,2002:python/tuple' is not read here. Take it out."),
        ("a: !x 1", "the tag '!x' is not read here. Take it out."),
        ("a: *b", "*b names nothing that stands complete above it. Write the value out."),
        ("a: &a [*a]", "*a names nothing that stands complete above it. Write the value out."),
        ("? [a]\n: b", "a key is a plain word. Write it as `key: value`."),
        ("<<: {a: b}", "merge keys (<<) are not read here. Write the keys out."),
        ("a: " + "[" * 50 + "]" * 50, "values are nested more than 40 deep. Check brackets and indents."),
    ],
)  # fmt: skip
def test_what_is_not_plain_data_is_refused(text: str, fault: str) -> None:
    assert faults(text) == (f"tender.yaml  line 1: {fault}",)


def test_aliases_repeat_a_value_within_bounds() -> None:
    assert data("a: &x [1, 2]\nb: *x") == {"a": (1, 2), "b": (1, 2)}
    bomb = "a0: &a0 [1]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))

    (fault,) = faults(bomb)

    assert fault.endswith("more than 100000 values, repeats by alias counted. Shorten it.")


def test_a_second_document_is_refused() -> None:
    assert faults("a: 1\n---\nb: 2\n") == (
        "tender.yaml  line 2: a second document starts here. Keep one document in a file.",
    )


def test_broken_yaml_is_told_with_its_line() -> None:
    assert faults("a: 1\nb: [1, 2\nc: 3\n") == (
        "tender.yaml  line 3: not YAML (did not find expected ',' or ']'). Check indents, colons and quotes.",
    )


def test_bytes_that_are_not_text_are_told() -> None:
    assert faults(b"a: 1\nb: \xff\n") == ("tender.yaml  line 2: a character is not UTF-8. Save the file as UTF-8.",)
    (fault,) = faults(b"a: \x00\n")
    assert fault.startswith("tender.yaml")


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse(b"\xef\xbb\xbfa: 1\n", FILE).data == {"a": 1}


def test_a_file_too_large_is_refused() -> None:
    assert faults(b"#" * 4_000_001) == ("tender.yaml  the file is larger than 4 MB. Split it or shorten it.",)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(YamlFileError, match=r"cannot be read \(No such file or directory\)"):
        load(tmp_path / "absent.yaml")


def test_a_file_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n", encoding="utf-8")

    assert load(path).data == {"a": 1}


@given(st.binary(max_size=200))
def test_any_bytes_give_data_or_a_told_fault(content: bytes) -> None:
    try:
        told = str(parse(content, FILE).path)
    except YamlFileError as error:
        told = str(error.findings[0])

    assert told.startswith("tender.yaml")
