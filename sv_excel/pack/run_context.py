"""`Occasion`: who does something, and when. Given by whoever starts a run, so that a run can be repeated exactly."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime

NOBODY = "not given"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who, as given (never the machine's user name), and the moment, in UTC to the second."""

    who: str
    at: datetime

    @classmethod
    def given(cls, by: str | None = None) -> Occasion:
        """``by``, or SV_EXCEL_BY, or "not given"; now, or the moment that SOURCE_DATE_EPOCH sets."""
        who = (by or os.environ.get("SV_EXCEL_BY") or "").strip()
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        at = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
        return cls(who or NOBODY, at.replace(microsecond=0))

    @property
    def stamp(self) -> str:
        """The moment as ISO 8601: ``2026-11-22T16:42:00Z``."""
        return f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    @property
    def suffix(self) -> str:
        """The moment as part of a file name, without the colons that Windows refuses: ``2026-11-22T164200``."""
        return f"{self.at.astimezone(UTC):%Y-%m-%dT%H%M%S}"
