"""Who and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sv_excel.pack.run_context import Occasion


@pytest.mark.parametrize(
    ("by", "environment", "who"),
    [
        ("Procurement lead", "Somebody else", "Procurement lead"),
        (None, "Somebody else", "Somebody else"),
        ("  ", None, "not given"),
        (None, None, "not given"),
    ],
)
def test_occasion_takes_the_name_as_given(
    monkeypatch: pytest.MonkeyPatch, by: str | None, environment: str | None, who: str
) -> None:
    monkeypatch.delenv("SV_EXCEL_BY", raising=False)
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, "the-machine-user")
    if environment is not None:
        monkeypatch.setenv("SV_EXCEL_BY", environment)

    assert Occasion.given(by).who == who


def test_occasion_honours_a_given_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795365720")

    assert Occasion.given().stamp == "2026-11-22T16:42:00Z"


def test_occasion_is_now_where_no_moment_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    assert abs(Occasion.given().at - datetime.now(UTC)) < timedelta(seconds=5)


def test_occasion_is_told_in_utc() -> None:
    summer_time = timezone(timedelta(hours=1))
    occasion = Occasion("x", datetime(2026, 7, 1, 0, 30, tzinfo=summer_time))

    assert (occasion.stamp, occasion.suffix) == ("2026-06-30T23:30:00Z", "2026-06-30T233000")
