"""Data validations and conditional formats, evened out: writers group, order and default them differently."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from sv_excel.workbooks.sheet.grid import Format, Validation
from sv_excel.xlsx.read.formulas import canonical, relative
from sv_excel.xlsx.read.ranges import Rectangle, joined, rectangles
from sv_excel.xlsx.read.refusal import too_large
from sv_excel.xlsx.read.xml import every, first, local, truth

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterator

    from sv_excel.xlsx.read.styles import Looks

Rule = TypeVar("Rule", Validation, Format)

MAX_RULES = 20_000  # ours have one for each kind of entry and block

_COMPARED = ("whole", "decimal", "date", "time", "textLength")
_TWO_SIDED = ("between", "notBetween")
_BY_FORMULA = ("cellIs", "expression")  # LibreOffice writes the figures of other kinds on these, too
_FIGURES = ("rank", "percent", "bottom", "aboveAverage", "equalAverage", "stdDev", "timePeriod")
_NO_FIGURE = "its conditional format shows a bar or an icon in place of the figure"


def read_validations(frame: ET.Element) -> tuple[Validation, ...]:
    """Every data validation, also those that Excel 2010 and later keep apart."""
    found: dict[Validation, list[list[Rectangle]]] = {}
    for item in every(frame, "dataValidation"):
        rule = _validation(item)
        _add(found, rule, _sqref(item), single=relative(rule.formula1) or relative(rule.formula2))
    return tuple(sorted(_spread(found), key=repr))


def read_formats(frame: ET.Element, looks: Looks) -> tuple[Format, ...]:
    """Every conditional format; ``looks`` says how differential styles hide cells."""
    found: dict[Format, list[list[Rectangle]]] = {}
    blocks = [(block, _sqref(block)) for block in every(frame, "conditionalFormatting")]
    extensions = {rule.get("id"): rule for block, _where in blocks for rule in block if rule.get("id")}
    extended = set()
    for block, where in blocks:
        for rule in block:
            if local(rule) != "cfRule" or rule.get("id") in extended:
                continue
            own = next((item.text for item in every(rule, "id")), None)
            form = _format(rule, looks)
            if own in extensions:  # one rule in two spellings: Excel draws by the second
                extended.add(own)
                form = replace(form, disguise=form.disguise or _format(extensions[own], looks).disguise)
            _add(found, form, where, single=relative(form.formula))
    return tuple(sorted(_spread(found), key=repr))


def _validation(item: ET.Element) -> Validation:
    """One validation without its ranges; what its kind does not use is left empty."""
    kind = item.get("type", "none")
    operator = item.get("operator", "between") if kind in _COMPARED else ""
    return Validation(
        kind=kind,
        operator=operator,
        formula1=_formula(first(item, "formula1")),
        formula2=_formula(first(item, "formula2")) if operator in _TWO_SIDED else "",
        ranges=(),
        blocks=truth(item.get("showErrorMessage")) and item.get("errorStyle", "stop") == "stop",
    )


def _format(rule: ET.Element, looks: Looks) -> Format:
    """One conditional format without its ranges."""
    kind = rule.get("type", "")
    said = [rule.get("operator", "")] if kind == "cellIs" else []
    if kind not in _BY_FORMULA:
        said += [f"{name}={rule.get(name)}" for name in _FIGURES if rule.get(name) is not None]
    said += [_formula(child) for child in rule if local(child) in ("formula", "f")]
    said += [
        f"{point.get('type', '')}:{canonical(point.get('val') or _formula(point))}" for point in every(rule, "cfvo")
    ]
    inline = first(rule, "dxf")
    disguise = looks.mark(rule.get("dxfId")) if inline is None else looks.hides(inline)
    if any(not truth(child.get("showValue"), default=True) for child in rule):
        disguise = _NO_FIGURE
    return Format(kind, ";".join(said), (), disguise)


def _formula(element: ET.Element | None) -> str:
    """The formula in an element, or in the one inside it that extensions wrap it in."""
    return "" if element is None else canonical("".join(element.itertext()))


def _sqref(item: ET.Element) -> tuple[Rectangle, ...]:
    """Where a rule holds: an attribute, in extensions an element."""
    child = first(item, "sqref")
    return rectangles((child.text or "") if child is not None else item.get("sqref", ""))


def _add(found: dict[Rule, list[list[Rectangle]]], rule: Rule, where: tuple[Rectangle, ...], *, single: bool) -> None:
    """Take a rule in with its ranges: rules that say the same are one, unless they count from their own corner."""
    places = found.setdefault(rule, [])
    if single or not places:
        places.append(list(where))
    else:
        places[0].extend(where)
    if len(found) + len(places) > MAX_RULES:
        raise too_large(f"one of its sheets has more than {MAX_RULES:,} rules")


def _spread(found: dict[Rule, list[list[Rectangle]]]) -> Iterator[Rule]:
    """Every rule with its ranges joined."""
    for rule, places in found.items():
        for where in places:
            yield replace(rule, ranges=joined(tuple(where)))
