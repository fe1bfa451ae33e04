"""The add-in file: the same bytes each time, readable by others, valid for Excel."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

from defusedxml.ElementTree import fromstring

from engines.sdk_validator import validate
from sv_excel.addin.build import MODULES, build, source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_same_text_and_settings_give_the_same_bytes(pinned: Mapping[str, str]) -> None:
    assert build(pinned) == build(pinned)


def test_other_settings_change_the_settings_sheet_alone(pinned: Mapping[str, str]) -> None:
    one, other = parts(build(pinned)), parts(build({**pinned, "INTERPRETER": r"D:\python.exe"}))

    assert [name for name in one if one[name] != other[name]] == ["xl/worksheets/sheet1.xml"]


READ = """
import json, sys
from oletools.olevba import VBA_Parser
macros = VBA_Parser(sys.argv[1]).extract_all_macros()
print(json.dumps({name: text for _, _, name, text in macros}))
"""


def test_olevba_reads_back_what_was_written(pinned: Mapping[str, str], tmp_path: Path) -> None:
    path = tmp_path / "sv_excel.xlam"
    path.write_bytes(build(pinned))

    answer = subprocess.run([sys.executable, "-W", "ignore", "-c", READ, path], capture_output=True, check=True)
    found = {name: text.replace("\r\n", "\n") for name, text in json.loads(answer.stdout).items()}

    assert {name: found.pop(f"{name}.bas").strip() for name in MODULES} == {
        name: source(f"{name}.bas").strip() for name in MODULES
    }
    body = [line for line in found.pop("ThisWorkbook.cls").splitlines() if not line.startswith("Attribute")]
    assert "\n".join(body).strip() == source("ThisWorkbook.cls").strip()
    assert [line for text in found.values() for line in text.splitlines() if line and "Attribute" not in line] == []


def test_the_sdk_finds_nothing_wrong_in_package_or_ribbon(pinned: Mapping[str, str], tmp_path: Path) -> None:
    path = tmp_path / "sv_excel.xlam"
    path.write_bytes(build(pinned))

    assert validate([path]) == []


def test_the_sdk_holds_the_ribbon_against_its_schema(pinned: Mapping[str, str], tmp_path: Path) -> None:
    path = tmp_path / "broken.xlam"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts(build(pinned)).items():
            package.writestr(name, content.replace(b'size="large"', b'size="vast"'))

    assert len(validate([path])) == source("ribbon.xml").count('size="large"')


def test_the_settings_stand_on_the_add_ins_own_sheet(pinned: Mapping[str, str]) -> None:
    sheet = fromstring(parts(build(pinned))["xl/worksheets/sheet1.xml"])
    texts = [element.text for element in sheet.iter() if element.tag.endswith("}t")]

    assert dict(zip(texts[::2], texts[1::2], strict=True)) == dict(pinned)


def test_nobodys_name_or_clock_is_in_the_file(pinned: Mapping[str, str]) -> None:
    properties = fromstring(parts(build(pinned))["docProps/core.xml"])

    assert [element.text for element in properties] == ["sv_excel", "sv_excel", *["2026-01-01T00:00:00Z"] * 2]
