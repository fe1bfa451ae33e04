"""pandas: the loop that most people write. It reads two sheets and checks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def read(paths: Iterable[Path], engine: Literal["openpyxl", "calamine"]) -> pd.DataFrame:
    """One table of all scores, a row for each bid and question of each workbook."""
    tables = []
    for path in paths:
        sheets = pd.read_excel(path, sheet_name=["Declaration", "Scores"], header=None, engine=engine)
        scores = sheets["Scores"]
        scores = scores[pd.to_numeric(scores[3], errors="coerce").notna()]
        tables.append(scores.assign(file=path.name))
    return pd.concat(tables, ignore_index=True)
