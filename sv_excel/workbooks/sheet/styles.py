"""The names of the looks that layouts ask for. A template says what each looks like; a buyer restyles them in Excel."""

from __future__ import annotations

STYLES = tuple(
    f"sv.{name}"
    for name in (
        "banner title subtitle heading question header text strong line note label "
        "choice words reference money_entry number_entry percent_entry date_entry "
        "figure total index whole weight money percent date check good todo flag code"
    ).split()
)
