"""The public names: complete, unique, documented, and brought in only when asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sv_excel


def test_names_are_sorted_and_stand_once() -> None:
    assert sv_excel.__all__ == sorted(set(sv_excel.__all__))
    assert sorted(sv_excel._PLACES) == sv_excel.__all__  # noqa: SLF001 - the two lists must agree


@pytest.mark.parametrize("name", sv_excel.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    assert getattr(sv_excel, name).__doc__


def test_other_names_are_refused() -> None:
    with pytest.raises(AttributeError):
        _ = sv_excel.nonsense


def test_star_import_brings_them_all() -> None:
    names: dict[str, object] = {}
    exec("from sv_excel import *", names)  # noqa: S102 - the statement under test

    assert set(sv_excel.__all__) <= set(names)


def test_paths_are_all_that_a_script_must_give(tmp_path: Path) -> None:
    good, bad = Path(__file__).parent / "data" / "tenders" / "t-15.yaml", tmp_path / "tender.yaml"
    bad.write_text("id: cleaning\n", encoding="utf-8")

    tender = sv_excel.load_tender(good)

    assert tender.id == "worked-example-t-15"
    assert sv_excel.check([good]).clean
    assert not sv_excel.check([bad]).clean
    with pytest.raises(sv_excel.DefinitionError, match="title"):
        sv_excel.load_tender(bad)


def test_import_costs_nothing() -> None:
    program = "import sys, sv_excel; print(sorted(name for name in sys.modules if name.startswith('sv_excel.')))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_every_room_is_on_the_map() -> None:
    home = Path(sv_excel.__file__).parent
    rooms = {path.parent.name for path in home.glob("*/__init__.py")}

    assert [room for room in sorted(rooms) if f"``{room}``" not in (sv_excel.__doc__ or "")] == []
