"""How a starter definition is written down: entries, comments, texts over several lines."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH = 112


def node(indent: int, **keys: str) -> Iterator[str]:
    """An entry of a list, a key a line."""
    for place, (key, value) in enumerate(keys.items()):
        yield f"{' ' * indent}{'- ' if not place else '  '}{key}: {value}"


def comment(text: str, indent: int = 0) -> Iterator[str]:
    """A comment over as many lines as it takes."""
    lead = " " * indent + "# "
    later = "  " if text.startswith("- ") else ""
    return iter(wrap(text, WIDTH, initial_indent=lead, subsequent_indent=lead + later, break_on_hyphens=False))


def block(key: str, indent: int, paragraphs: Iterable[str]) -> Iterator[str]:
    """A text over several lines: each paragraph is a line of its own."""
    yield f"{' ' * indent}{key}: |-"
    for paragraph in paragraphs:
        yield f"{' ' * (indent + 2)}{' '.join(paragraph.split())}"


def quoted(text: str) -> str:
    """A text as YAML reads it back, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)
