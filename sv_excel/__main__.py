"""``python -m sv_excel``: the same as ``sv-excel``."""

from __future__ import annotations

from sv_excel.cli import main

if __name__ == "__main__":
    main()
