"""Reads every finding's code and sentence out of the source, for docs/findings.md."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
MAKERS = {"Finding": (0, 1), "Fault": (0, 2), "Refusal": (0, 1), "Concern": (1, 2)}
"""Calls that make one; which argument is the code, and which the sentence."""
SOURCES = {
    "A definition or catalogue (`tender.yaml`)": ("Fault", "definitions.py"),
    "A workbook or a pack": ("Finding", "Refusal", "Concern", "entry", "class"),
}
HEAD = """# Findings

What `sv-excel check` and the other commands can find, by code. Codes are stable: scripts may rely on them.
`...` stands for what differs from case to case. Written by `docs/readme.py` from the source; do not edit.
"""


def findings_page(package: Path) -> str:
    """The page, in Markdown."""
    told: dict[str, dict[str, list[str]]] = {heading: defaultdict(list) for heading in SOURCES}
    for path in sorted(package.rglob("*.py")):
        for maker, code, sentence in _found(ast.parse(path.read_text("utf-8"))):
            heading = next(h for h, names in SOURCES.items() if path.name in names or maker in names)
            if sentence not in told[heading][code]:
                told[heading][code].append(sentence)
    parts = [HEAD]
    for heading, codes in told.items():
        rows = [f"| `{code}` | {_joined(codes[code])} |" for code in sorted(codes)]
        parts.append("\n".join([f"## {heading}\n", "| code | says |", "|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _joined(sentences: list[str]) -> str:
    return "<br>".join(sentence for sentence in sentences if sentence != "...") or "..."


def _found(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    names: dict[str, ast.expr] = {}
    for node in sorted(ast.walk(tree), key=lambda node: getattr(node, "lineno", 0)):
        if isinstance(node, ast.Assign):
            names |= {target.id: node.value for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.Call):
            yield from _made(node, names)
            yield from _entry(node)


def _made(call: ast.Call, names: dict[str, ast.expr]) -> Iterator[tuple[str, str, str]]:
    maker = call.func.id if isinstance(call.func, ast.Name) else ""
    if maker not in MAKERS:
        return
    code_at, sentence_at = MAKERS[maker]
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "problem")]
    if len(given) > sentence_at:
        code = given[code_at]
        if isinstance(code, ast.Constant) and isinstance(code.value, str) and CODE.fullmatch(code.value):
            yield maker, code.value, _words(given[sentence_at], names)


def _entry(call: ast.Call) -> Iterator[tuple[str, str, str]]:
    """What an entry asks for, told when it is missing or not good."""
    told = {keyword.arg: keyword.value for keyword in call.keywords}
    name = told.get("name")
    if "rule" not in told or not isinstance(name, ast.Constant):
        return
    for code in (told.get("missing"), told.get("wrong")):
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            yield "entry", code.value, f"{_words(name, {})}: {_words(told['rule'], {})}"


def _words(node: ast.expr, names: dict[str, ast.expr]) -> str:
    """A sentence of the source, with dots where a value goes."""
    if isinstance(node, ast.Constant):
        text = node.value if isinstance(node.value, str) else repr(node.value)
    elif isinstance(node, ast.JoinedStr):
        text = "".join(_words(part, {}) for part in node.values)
    elif isinstance(node, ast.Name) and isinstance(names.get(node.id), (ast.Constant, ast.JoinedStr)):
        text = _words(names[node.id], {})
    else:
        text = "..."
    return text.replace("|", "\\|").replace("\n", " ")
