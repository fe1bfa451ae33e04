"""The lint's rules for data validations and conditional formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engines.lint_books import names_of
from engines.lint_formulas import formula_faults
from engines.lint_package import MAIN, Area, Package, Sheet, overlaps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

LONGEST_LIST = 255
LONGEST_MESSAGES = {"promptTitle": 32, "prompt": 255, "errorTitle": 32, "error": 225}
FORMULAS_WANTED = {"expression": 1, "cellIs": 1}


def rule_faults(package: Package, sheet: Sheet) -> Iterator[str]:
    """What is wrong with a sheet's validations and conditional formats."""
    yield from _validation_faults(package, sheet)
    yield from _format_faults(package, sheet)


def _validation_faults(package: Package, sheet: Sheet) -> Iterator[str]:
    names = names_of(package)
    holder = sheet.root.find(f"{MAIN}dataValidations")
    validations = [] if holder is None else holder.findall(f"{MAIN}dataValidation")
    if holder is not None and int(holder.get("count", str(len(validations)))) != len(validations):
        yield f"{sheet.name}: {holder.get('count')} validations are announced, {len(validations)} are there."
    covered: list[Area] = []
    for validation in validations:
        sqref = validation.get("sqref", "")
        place = f"{sheet.name}!{sqref}"
        areas = [Area.read(text) for text in sqref.split()]
        if not areas or None in areas:
            yield f"{sheet.name}: a validation stands on {sqref or 'nothing'}, which is no range."
        covered += [area for area in areas if area is not None]
        for attribute, limit in LONGEST_MESSAGES.items():
            length = len(validation.get(attribute, ""))
            if length > limit:
                yield f"{place}: the validation's {attribute} has {length} characters; Excel takes {limit}."
        for tag in ("formula1", "formula2"):
            text = validation.findtext(f"{MAIN}{tag}")
            if text is not None:
                faults = _list_faults(text) if _is_literal_list(validation, text) else formula_faults(text, names)
                yield from (f"{place}: in the validation, {fault}." for fault in faults)
        if validation.get("type", "none") != "none" and not validation.findtext(f"{MAIN}formula1"):
            yield f"{place}: the validation has no formula."
    for first, second in overlaps(covered):
        yield f"{sheet.name}: validations stand on both {first} and {second}, which overlap."


def _is_literal_list(validation: Element, text: str) -> bool:
    return validation.get("type") == "list" and text.startswith('"')


def _list_faults(text: str) -> Iterator[str]:
    inside = text[1:-1]
    if not text.endswith('"') or len(text) < 2 or '"' in inside.replace('""', ""):
        yield f"the list {text} is not closed by its quotation mark"
    if len(inside) > LONGEST_LIST:
        yield f"the list has {len(inside)} characters; Excel takes {LONGEST_LIST}"
    if not inside:
        yield "the list has no option"


def _format_faults(package: Package, sheet: Sheet) -> Iterator[str]:
    names = names_of(package)
    looks = len(package.root("xl/styles.xml").findall(f"{MAIN}dxfs/{MAIN}dxf"))
    priorities: set[str] = set()
    for group in sheet.root.iterfind(f"{MAIN}conditionalFormatting"):
        sqref = group.get("sqref", "")
        place = f"{sheet.name}!{sqref}"
        areas = [Area.read(text) for text in sqref.split()]
        if not areas or None in areas:
            yield f"{sheet.name}: a conditional format stands on {sqref or 'nothing'}, which is no range."
        for rule in group.iterfind(f"{MAIN}cfRule"):
            formulas = [formula.text or "" for formula in rule.iterfind(f"{MAIN}formula")]
            for formula in formulas:
                yield from (f"{place}: in the conditional format, {fault}." for fault in formula_faults(formula, names))
            if len(formulas) < FORMULAS_WANTED.get(rule.get("type", ""), 0):
                yield f"{place}: the conditional format has no formula."
            if int(rule.get("dxfId", "-1")) >= looks:
                yield f"{place}: the conditional format has the style {rule.get('dxfId')}, but there are {looks}."
            priority = rule.get("priority", "")
            if priority in priorities:
                yield f"{place}: two conditional formats of the sheet have the priority {priority}."
            priorities.add(priority)
