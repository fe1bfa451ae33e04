"""What stays whole where neither xlwings nor pyOpenVBA is installed: everything but `addin build` and `live`."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ABSENT = "import sys; sys.modules.update(xlwings=None, pyopenvba=None);"
IMPORT_ALL = f"""{ABSENT}
import importlib, pkgutil, sv_excel
names = [module.name for module in pkgutil.walk_packages(sv_excel.__path__, 'sv_excel.')]
for name in names:
    if name.endswith('__main__'):
        continue
    importlib.import_module(name)
print('sv_excel.addin.excel_book' in names, 'sv_excel.addin.buttons' in names)
"""


def python(code: str, tmp_path: Path) -> tuple[int, str]:
    environment = {"APPDATA": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "PATH": "/usr/bin:/bin"}
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    return answer.returncode, answer.stdout + answer.stderr


def command(*arguments: str) -> str:
    return f"{ABSENT} from sv_excel.cli import main; main({list(arguments)!r})"


def test_every_module_imports(tmp_path: Path) -> None:
    assert python(IMPORT_ALL, tmp_path) == (0, "True True\n")


def test_commands_that_need_them_say_what_to_install(tmp_path: Path) -> None:
    for arguments, library in ((("addin", "build", "-o", "x.xlam"), "pyopenvba"), (("live", "check"), "xlwings")):
        status, said = python(command(*arguments), tmp_path)
        assert status != 0
        assert said.startswith(f"sv-excel {arguments[0]}")
        assert f'needs {library}, which is not installed. Run: pip install "sv-excel[excel]"' in said


def test_doctor_runs_and_names_what_is_missing(tmp_path: Path) -> None:
    status, said = python(command("addin", "doctor"), tmp_path)

    assert (status, "Traceback" in said) == (1, False)


def test_other_commands_answer(tmp_path: Path) -> None:
    for arguments in (("--help",), ("addin", "--help"), ("live", "--help"), ("schema",)):
        assert python(command(*arguments), tmp_path)[0] == 0
