"""`new`: a commented definition to begin with, from boards, category, model and value; or a practice round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sv_excel.errors.files import DefinitionExistsError
from sv_excel.loading.resources import data_file
from sv_excel.pack.writing import write_whole
from sv_excel.steps.catalogue import require
from sv_excel.tender.starter.choose import start
from sv_excel.tender.starter.text import starter_text

if TYPE_CHECKING:
    from pathlib import Path

    from sv_excel.tender.catalogue.catalogue import Catalogue
    from sv_excel.tender.starter.choose import Need, Starter


def new(folder: Path, catalogue: Catalogue, need: Need) -> tuple[Path, Starter]:
    """Write `tender.yaml` in ``folder``; never over one that is there. Gives the file and what was chosen for it.

    Raises:
        NotInCatalogueError: a board or the category is not there.
        DefinitionExistsError: there is a definition already.
    """
    require(catalogue, need.icbs, need.category)
    path = folder / "tender.yaml"
    if path.exists():
        raise DefinitionExistsError(path)
    starter = start(catalogue, need)
    write_whole(path, starter_text(starter, catalogue).encode())
    return path, starter


def practice(folder: Path) -> tuple[Path, ...]:
    """Write a calibration round into ``folder``: a definition with made-up bids, and their answers for all to score.

    Raises:
        DefinitionExistsError: there is a definition already.
    """
    if (folder / "tender.yaml").exists():
        raise DefinitionExistsError(folder / "tender.yaml")
    files = tuple(folder / name for name in ("answers.md", "tender.yaml"))
    for path in files:
        write_whole(path, data_file(f"practice/{path.name}").read_bytes())
    return files
