"""The ribbon's XML, the callbacks that it names, and the functions that those call."""

from __future__ import annotations

import re
from pathlib import Path

from defusedxml.ElementTree import fromstring

from sv_excel.addin.build import MODULES, source
from sv_excel.addin.buttons import BUTTONS
from sv_excel.workbooks.sheet.template_text import KINDS

NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
ROOT = fromstring(source("ribbon.xml"))
CONTROLS = ROOT.findall(f".//{NAMESPACE}button")
VBA = {name: source(f"{name}.bas") for name in MODULES}
CALLBACKS = {"onAction": "(control As IRibbonControl)", "getEnabled": "(control As IRibbonControl, ByRef returnedVal)"}


def test_every_button_of_the_issue_is_there_under_its_group() -> None:
    groups = {group.get("label"): [button.get("label") for button in group] for group in ROOT.iter(f"{NAMESPACE}group")}

    assert groups == {
        "My workbook": ["Check my scores", "Next problem", "Clear marks"],
        "Panel": ["Consolidate", "Who is missing", "Open moderation", "Moderation queue"],
        "Result": ["Work out result", "Assessment summaries", "Verify"],
        "Help": ["Guide", "About"],
    }


def test_every_button_has_its_own_id_keytip_and_tips() -> None:
    for attribute in ("id", "keytip", "screentip", "supertip", "onAction"):
        assert len({button.get(attribute) or "" for button in CONTROLS} - {""}) == len(CONTROLS), attribute


def test_tips_are_as_long_as_excel_shows() -> None:
    assert [button.get("id") for button in CONTROLS if len(button.get("supertip") or "") > 1024] == []


def test_icons_are_on_the_list_of_microsofts_names() -> None:
    allowed = Path(__file__).with_name("icons.txt").read_text(encoding="utf-8").split()

    assert sorted({button.get("imageMso") for button in CONTROLS}) == allowed


def test_tags_name_kinds_of_workbook() -> None:
    named = {kind for button in CONTROLS for kind in (button.get("tag") or "").split()}

    assert named == {*KINDS, "none"}


def test_every_callback_exists_once_with_the_signature_that_excel_calls() -> None:
    wanted = [(button.get(name), mark) for button in CONTROLS for name, mark in CALLBACKS.items() if button.get(name)]
    wanted.append((ROOT.get("onLoad"), "(ribbon As IRibbonUI)"))

    for callback, signature in wanted:
        module, name = str(callback).split(".")
        assert VBA[module].count(f"Public Sub {name}{signature}\n") == 1, callback


def test_every_callback_names_a_function_and_every_function_has_one() -> None:
    called = re.findall(r'Public Sub (\w+)\(control As IRibbonControl\)\n    SvRun "(\w+)"\nEnd Sub', VBA["SvRibbon"])

    assert sorted(f"SvRibbon.{name}" for name, _ in called) == sorted(str(b.get("onAction")) for b in CONTROLS)
    assert sorted(action for _, action in called) == sorted(BUTTONS)


def test_an_id_a_callback_and_a_function_have_one_name() -> None:
    for button in CONTROLS:
        name = str(button.get("id")).removeprefix("sv")
        action = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
        assert (button.get("onAction"), action in BUTTONS) == (f"SvRibbon.Sv{name}", True)
