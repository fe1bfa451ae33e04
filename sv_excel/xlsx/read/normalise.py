"""XML of an odd writer in one even form: no prefixes, no comments, plain text for rich, every cell with its place.

The readers of cells and of texts know exactly one spelling, which nearly every writer uses, and account for every
character. What is spelt otherwise and means the same comes through here first.
"""

from __future__ import annotations

from xml.parsers import expat

from sv_excel.findings.address import Address, letters
from sv_excel.xlsx.read.refusal import damaged, too_large

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAX_TAGS = 3_000_000  # about three seconds; ours have 4 for each cell
MAX_DEPTH = 100  # workbooks nest about 10 deep

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PREFIXES = {
    MAIN: "",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "",
    _R: "r:",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
    "": "bare:",
}
_ROOT = f' xmlns="{MAIN}" xmlns:r="{_R}" xmlns:bare="urn:bare" xmlns:other="urn:other"'
_KEPT = {"c": ("r", "s", "t"), "row": ("r", "hidden", "ht"), "f": ("t", "ref", "si", "r1", "r2"), "v": (), "t": ()}
_TEXTS = ("si", "is")
_ONCE = {("si", "t"), ("is", "t")}
_LEFT_OUT = {("c", "extLst"), ("row", "extLst"), ("sst", "extLst"), ("si", "phoneticPr"), ("is", "phoneticPr")}


def even_out(text: str) -> str:
    """The same part in the even form."""
    if text.count("<") > MAX_TAGS:
        raise too_large("one of its sheets holds too much")
    return _Evening().run(text)


class _Evening:
    """One walk over a part with expat."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[str] = []
        self._leaf = False
        self._held: list[str] = []
        self._text: list[str] | None = None
        self._skipping = 0
        self._row = self._column = 0

    def run(self, text: str) -> str:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._held.append
        parser.Parse(text, True)  # noqa: FBT003 - expat takes it by position
        return "".join(self._out)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _named(tag)
        inside = self._open[-1] if self._open else ""
        self._open.append(name)
        self._leaf = True
        self._held.clear()
        if len(self._open) > MAX_DEPTH:
            raise damaged("its elements are nested too deep")
        if self._skipping or (inside, name) in _LEFT_OUT:
            self._skipping += 1
        elif self._text is not None:
            if name not in ("r", "t"):
                self._skipping += 1
            elif (inside, name) in _ONCE and self._text:
                raise damaged("one of its texts stands twice")
        elif name in _TEXTS:
            self._text = []
        else:
            kept = _attributes(attributes, _KEPT.get(name))
            if name == "row":
                self._row, self._column = int(kept.setdefault("r", str(self._row + 1))), 0
            elif name == "c":
                self._place(kept)
            root = "" if inside else _ROOT
            spelt = "".join(f' {key}="{_quoted(kept[key])}"' for key in _ordered(name, kept))
            self._out.append(f"<{name}{root}{spelt}>")

    def _end(self, _tag: str) -> None:
        name = self._open.pop()
        said = "".join(self._held) if self._leaf else ""
        self._leaf = False
        self._held.clear()
        if self._skipping:
            self._skipping -= 1
        elif self._text is None:
            self._out.append(f"{_escaped(said)}</{name}>")
        elif name in _TEXTS:
            self._out.append(f"<{name}><t>{_escaped(''.join(self._text))}</t></{name}>")
            self._text = None
        else:
            self._text.append(said)

    def _place(self, kept: dict[str, str]) -> None:
        """A cell that does not say where it stands comes after the one before."""
        if "r" in kept:
            self._column = Address.read("", kept["r"]).column
        else:
            self._column += 1
            kept["r"] = f"{letters(self._column)}{self._row}"


def _named(tag: str) -> str:
    uri, _blank, name = tag.rpartition(" ")
    return _PREFIXES.get(uri, "other:") + name


def _attributes(attributes: dict[str, str], kept: tuple[str, ...] | None) -> dict[str, str]:
    """Attributes without a namespace and of relationships; of cells and rows those that count."""
    named = {key if " " not in key else _named(key): value for key, value in attributes.items()}
    if kept is None:
        return {key: value for key, value in named.items() if not key.startswith("other:")}
    return {key: named[key] for key in kept if key in named}


def _ordered(name: str, kept: dict[str, str]) -> list[str]:
    """Keys in the order that the cells' reader expects."""
    order = _KEPT.get(name)
    return list(kept) if order is None else [key for key in order if key in kept]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "&#13;")


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
