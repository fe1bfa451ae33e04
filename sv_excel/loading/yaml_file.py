"""A YAML file as plain data, with the line on which each value stands.

Files come from people, so nothing in them is run or trusted: no tags, no repeated keys, no merge keys, and bounds on
size, depth and on what aliases repeat. Scalars are read as YAML 1.2's core schema has them, with dates: ``label: No``
is a text, and ``2.67`` is a `Decimal` made from those four characters, never a binary float.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import yaml

from sv_excel.errors.tender import YamlFileError
from sv_excel.findings.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sv_excel.findings.finding import DataPath

MOST_BYTES = 4_000_000
MOST_VALUES = 100_000
MOST_DEPTH = 40
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS: tuple[tuple[re.Pattern[str], Callable[[str], object]], ...] = (
    (re.compile(r"~|null|Null|NULL|"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?(0|[1-9][0-9]{0,2}(_[0-9]{3})+|[1-9][0-9]{0,30})", re.ASCII), int),
    (re.compile(r"[-+]?[0-9]{1,30}\.[0-9]{1,30}", re.ASCII), Decimal),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII), date.fromisoformat),
)


@dataclass(frozen=True)
class YamlFile:
    """What a file says: mappings as dict with text keys, lists as tuples, scalars exact."""

    path: Path
    data: object
    lines: Mapping[DataPath, int]

    def line(self, location: Sequence[str | int]) -> int:
        """The line, counted from 1, of the value at ``location``, or of the nearest value around it.

        Parts that the file does not have, such as a missing key or the name that pydantic gives to a branch of a union,
        are passed over.
        """
        found: DataPath = ()
        for part in location:
            if (*found, part) in self.lines:
                found = (*found, part)
        return self.lines[found]

    def located(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """``findings`` in the order of the file, each with the file's name, and its line in place of its path."""
        in_order = sorted(findings, key=lambda finding: self.line(finding.path or ()))
        return tuple(_on_line(finding, self.path, self.line(finding.path or ())) for finding in in_order)


def _on_line(finding: Finding, path: Path, line: int) -> Finding:
    subject = ", ".join(part for part in (f"line {line}", finding.subject) if part)
    return replace(finding, file=str(path), subject=subject, path=None)


def load(path: Path) -> YamlFile:
    """The file at ``path``; raises `YamlFileError` with all that is wrong with its form."""
    try:
        content = path.read_bytes()
    except OSError as error:
        problem, remedy = f"cannot be read ({error.strerror}).", "Check its name and place."
        raise YamlFileError([_finding(path, None, problem, remedy)]) from error
    return parse(content, path)


def parse(content: bytes, path: Path) -> YamlFile:
    """``content`` as the file at ``path`` has it; raises `YamlFileError` with all that is wrong with its form."""
    if len(content) > MOST_BYTES:
        problem = f"the file is larger than {MOST_BYTES // 1_000_000} MB."
        raise YamlFileError([_finding(path, None, problem, "Split it or shorten it.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        finding = _finding(path, line, "a character is not UTF-8.", "Save the file as UTF-8.")
        raise YamlFileError([finding]) from error
    try:
        builder = _Builder(path, yaml.parse(text, Loader=_LOADER))
        data = builder.document()
    except yaml.MarkedYAMLError as error:
        raise YamlFileError([_not_yaml(error, text, path)]) from error
    except yaml.YAMLError as error:
        finding = _finding(path, None, f"not YAML ({error}).", "Check for characters that do not print.")
        raise YamlFileError([finding]) from error
    if builder.findings:
        raise YamlFileError(builder.findings)
    return YamlFile(path=path, data=data, lines=builder.lines)


def _finding(path: Path, line: int | None, problem: str, remedy: str) -> Finding:
    """What is wrong with the file as YAML; None for the line where it is the file as a whole."""
    return Finding("yaml-unreadable", problem, remedy, str(path), subject=None if line is None else f"line {line}")


def _not_yaml(error: yaml.MarkedYAMLError, text: str, path: Path) -> Finding:
    """The parser's error in words; a tab and a quote left open are named, being the commonest."""
    mark = error.problem_mark or error.context_mark
    number = mark.line + 1 if mark else None
    line = dict(enumerate(text.split("\n"))).get(mark.line, "") if mark else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _finding(path, number, "a tab stands where YAML takes only spaces.", "Indent with spaces.")
    if error.context == "while scanning a quoted scalar" and error.context_mark:
        return _finding(path, error.context_mark.line + 1, "a quote opens here and never closes.", "Close it.")
    return _finding(path, number, f"not YAML ({error.problem}).", "Check indents, colons and quotes.")


class _Builder:
    """Builds plain data from YAML's events, so that depth, repeats and tags are judged before anything is made."""

    def __init__(self, path: Path, events: Iterator[yaml.Event]) -> None:
        self.path = path
        self.events = events
        self.lines: dict[DataPath, int] = {(): 1}
        self.findings: list[Finding] = []
        self.anchors: dict[str | None, tuple[object, int]] = {}
        self.values = 0

    def report(self, event: yaml.Event, problem: str, remedy: str) -> None:
        self.findings.append(_finding(self.path, _line(event), problem, remedy))

    def stop(self, event: yaml.Event, problem: str, remedy: str) -> YamlFileError:
        self.report(event, problem, remedy)
        return YamlFileError(self.findings)

    def document(self) -> object:
        data = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.stop(event, "a second document starts here.", "Keep one document in a file.")
            elif isinstance(event, yaml.NodeEvent):
                data = self.value(event, ())
        return data

    def value(self, event: yaml.Event, location: DataPath) -> object:
        self.lines.setdefault(location, _line(event))
        self.count(event, 1)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        if len(location) > MOST_DEPTH:
            raise self.stop(event, f"values are nested more than {MOST_DEPTH} deep.", "Check brackets and indents.")
        before = self.values
        if isinstance(event, yaml.SequenceStartEvent):
            data: object = self.sequence(location)
        elif isinstance(event, yaml.MappingStartEvent):
            data = self.mapping(location)
        elif isinstance(event, yaml.ScalarEvent):
            data = _scalar(event)
        else:  # pragma: no cover - YAML's grammar puts no other event here
            raise self.stop(event, "a value is missing here.", "Write one.")
        if event.tag is not None:
            self.report(event, f"the tag {event.tag!r} is not read here.", "Take it out.")
        if event.anchor:
            self.anchors[event.anchor] = (data, self.values - before)
        return data

    def count(self, event: yaml.Event, values: int) -> None:
        self.values += values
        if self.values > MOST_VALUES:
            raise self.stop(event, f"more than {MOST_VALUES} values, repeats by alias counted.", "Shorten it.")

    def alias(self, event: yaml.AliasEvent) -> object:
        if event.anchor not in self.anchors:
            self.report(event, f"*{event.anchor} names nothing that stands complete above it.", "Write the value out.")
            return None
        data, values = self.anchors[event.anchor]
        self.count(event, values)
        return data

    def sequence(self, location: DataPath) -> tuple[object, ...]:
        items: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*location, len(items))))
        return tuple(items)

    def mapping(self, location: DataPath) -> dict[str, object]:
        items: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event)
            if key in items:
                first = self.lines[(*location, key)]
                self.report(event, f"the key {key!r} stands twice (first on line {first}).", "Keep one of them.")
            self.lines.setdefault((*location, key), _line(event))
            items[key] = self.value(next(self.events), (*location, key))
        return items

    def key(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent) or event.tag is not None:
            raise self.stop(event, "a key is a plain word.", "Write it as `key: value`.")
        if event.value == "<<" and event.implicit[0]:
            self.report(event, "merge keys (<<) are not read here.", "Write the keys out.")
        return event.value


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: yaml.ScalarEvent) -> object:
    """What a scalar means: a quoted one is a text, a plain one goes through the core schema."""
    if not event.implicit[0]:
        return event.value
    for pattern, read in _SCALARS:
        if pattern.fullmatch(event.value):
            try:
                return read(event.value)
            except ValueError:
                return event.value
    return event.value
