"""The shared texts of a workbook: each text once, cells point to it by number."""

from __future__ import annotations

import re

from sv_excel.xlsx.read.normalise import MAIN, even_out
from sv_excel.xlsx.read.refusal import damaged, too_large
from sv_excel.xlsx.read.xml import plain_text, unescape, without_controls

MAX_TEXTS = 500_000  # 100,000 score rows have 200,000 texts of their own at most

_FRAME = re.compile(r'\s*(?:<\?xml[^<>]*\?>)?\s*<sst((?: [\w:]+="[^"<&]*")*) ?(?:/>\s*\Z|>)')
_TEXT = re.compile(r'<si>(?:<t(?: xml:space="preserve")?(?: ?/>|>([^<]*+)</t>))</si>|<si ?/>|<si></si>')
_CLOSE = re.compile(r"</sst>\s*\Z")
_NAMESPACE = f' xmlns="{MAIN}"'


def read_texts(text: str) -> list[str]:
    """Every shared text in order: rich text as plain, reading aids of East Asian text left out."""
    found = _walk(without_controls(text))
    if found is None:
        found = _walk(even_out(text))
    if found is None:
        raise damaged("its texts are not as the format has them")
    return found


def _walk(text: str) -> list[str] | None:
    """The texts of the even form; None where it is not all in that form."""
    head = _FRAME.match(text)
    if head is None or _NAMESPACE not in head[1]:
        return None
    if head.end() == len(text):
        return []
    close = text.rfind("</sst>")
    if close < 0 or not _CLOSE.match(text, close):
        return None
    body = text[head.end() : close]
    if body.count("<si") > MAX_TEXTS:
        raise too_large(f"it holds more than {MAX_TEXTS:,} texts")
    parts = _TEXT.split(body)
    if "".join(parts[::2]).strip():
        return None
    found = [part or "" for part in parts[1::2]]
    if "&" in body or "_x" in body or "\r" in body:
        return [plain_text(unescape(text)) if "&" in text or "_x" in text or "\r" in text else text for text in found]
    return found
