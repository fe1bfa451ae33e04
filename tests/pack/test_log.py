"""The log holds together, and shows where it does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sv_excel.pack.log import FIRST, LogEntry, append, broken_lines, entries, entry, extended, read_log
from sv_excel.tender.canonical import canonical, digest

if TYPE_CHECKING:
    from sv_excel.pack.paths import Pack
    from sv_excel.pack.run_context import Occasion

LINES = (
    LogEntry("2026-11-01T09:00:00Z", "Procurement lead", "generate", {"tender.yaml": "1" * 64}, {"a.xlsx": "2" * 64}),
    LogEntry("2026-11-22T16:42:00Z", "not given", "consolidate", {"returned/Zoë.xlsx": "3" * 64}, {}),
    LogEntry("2026-11-23T10:00:00Z", "Moderator", "summarise"),
)


def log_of(*lines: LogEntry) -> bytes:
    """A log with these lines."""
    log = b""
    for line in lines:
        log = extended(log, line)
    return log


def broken(log: bytes) -> list[tuple[str, str | None, str]]:
    """Each finding's code, subject and problem."""
    return [(finding.code, finding.subject, finding.problem) for finding in broken_lines(log)]


def test_log_line_is_as_the_contract_says() -> None:
    facts = {"at": "2026-11-23T10:00:00Z", "who": "Moderator", "what": "summarise", "inputs": {}, "outputs": {}}
    facts["before"] = FIRST

    assert log_of(LINES[2]) == canonical({**facts, "line": digest(canonical(facts))}) + b"\n"


def test_log_line_carries_the_hash_of_the_line_before() -> None:
    first, second, third = log_of(*LINES).splitlines()

    assert [json.loads(line)["before"] for line in (first, second, third)] == [FIRST, digest(first), digest(second)]


def test_log_gives_back_what_was_put_in() -> None:
    assert entries(log_of(*LINES)) == LINES
    assert broken(log_of(*LINES)) == []


def test_log_of_nothing_is_whole() -> None:
    assert (entries(b""), broken(b"")) == ((), [])


def test_log_only_grows(pack: Pack, occasion: Occasion) -> None:
    append(pack, entry(occasion, "generate", {}, {"price.xlsx": FIRST}))
    before = read_log(pack)
    append(pack, entry(occasion, "consolidate", {}, {}))

    assert read_log(pack).startswith(before)
    assert [line.what for line in entries(read_log(pack))] == ["generate", "consolidate"]
    assert broken(read_log(pack)) == []


def test_any_single_changed_byte_is_found() -> None:
    log = log_of(*LINES)

    missed = [
        (place, value)
        for place in range(len(log))
        for value in {log[place] ^ 1, log[place] ^ 32, 10, 32, 255} - {log[place]}
        if not broken_lines(log[:place] + bytes([value]) + log[place + 1 :])
    ]

    assert missed == []


@given(st.data())
def test_any_removed_or_added_byte_is_found(data: st.DataObject) -> None:
    log = log_of(*LINES)
    place = data.draw(st.integers(0, len(log) - 1))
    added = data.draw(st.binary(min_size=0, max_size=1))
    changed = log[:place] + added + log[place + (not added) :]

    assert broken_lines(changed)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda lines: [lines[0], lines[2]], [("line 2", "does not follow the line before it")]),
        (lambda lines: [lines[1], lines[2]], [("line 1", "does not follow the line before it")]),
        (
            lambda lines: [lines[0], lines[2], lines[1]],
            [("line 2", "does not follow the line before it"), ("line 3", "does not follow the line before it")],
        ),
        (lambda lines: [lines[0], lines[0], *lines[1:]], [("line 2", "does not follow the line before it")]),
        (
            lambda lines: [lines[0], lines[1].replace(b"not given", b"Moderator"), lines[2]],
            [("line 2", "is not as it was written"), ("line 3", "does not follow the line before it")],
        ),
        (lambda lines: [*lines, b"not json"], [("line 4", "is not as it was written")]),
        (lambda lines: [*lines, b"{}"], [("line 4", "is not as it was written")]),
    ],
)
def test_broken_lines_says_which(change: object, found: list[tuple[str, str]]) -> None:
    assert callable(change)
    log = b"\n".join(change(log_of(*LINES).splitlines())) + b"\n"

    told = [(subject, problem.split(":")[0].rstrip(".")) for _, subject, problem in broken(log)]

    assert told == found


def test_broken_line_speaks_to_a_person() -> None:
    log = log_of(LINES[0])

    assert [str(finding) for finding in broken_lines(log[:-1], "pack/log.jsonl")] == [
        (
            "pack/log.jsonl  line 1: has no end. "
            "Compare it with a copy of the pack that was kept, and find out who changed it."
        )
    ]


def test_log_goes_on_after_a_line_without_an_end() -> None:
    log = extended(log_of(LINES[0])[:-1], LINES[1])

    assert entries(log) == LINES[:2]
    assert broken(log) == []
