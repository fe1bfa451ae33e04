from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sv_excel.errors.files import ResourceMissingError
from sv_excel.loading import resources

if TYPE_CHECKING:
    from pathlib import Path


def test_files_of_a_checkout_are_found_at_its_root() -> None:
    root = resources.PACKAGE.parent

    assert resources.data_file("mechanisms.yaml") == root / "mechanisms.yaml"
    assert resources.templates_folder() == root / "workbook_templates"


def test_files_of_a_wheel_are_found_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "sv_excel"
    (package / "data" / "workbook_templates").mkdir(parents=True)
    (package / "data" / "mechanisms.yaml").touch()
    (package.parent / "mechanisms.yaml").touch()
    monkeypatch.setattr(resources, "PACKAGE", package)

    assert resources.data_file("mechanisms.yaml") == package / "data" / "mechanisms.yaml"
    assert resources.templates_folder() == package / "data" / "workbook_templates"


def test_a_file_that_is_missing_is_told() -> None:
    with pytest.raises(ResourceMissingError, match=r"^absent.yaml: is missing from the installation of sv-excel"):
        resources.data_file("absent.yaml")
