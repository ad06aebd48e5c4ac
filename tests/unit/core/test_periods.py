"""Months and ISO weeks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import BadPeriod, Period, period_of

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
KINDS = st.sampled_from(["month", "week"])


@given(DAYS, KINDS)
def test_a_day_lies_in_exactly_one_period(day: date, kind: str) -> None:
    period = period_of(day, kind)
    assert period.contains(day)
    assert not period.next().contains(day)
    assert not period.previous().contains(day)


@given(DAYS, KINDS)
def test_periods_follow_each_other_without_gap(day: date, kind: str) -> None:
    period = period_of(day, kind)
    assert period.next().starts_on == period.ends_before
    assert period.next().previous() == period


def test_a_week_begins_on_monday_and_may_belong_to_another_year() -> None:
    assert Period("2026-W01").starts_on == date(2025, 12, 29)
    assert Period("2026-W53").ends_before - Period("2026-W53").starts_on == timedelta(days=7)


@pytest.mark.parametrize("key", ["2026-13", "2026-00", "2025-W53", "2026", "2026-1", "", "x" * 99])
def test_a_key_that_names_no_period_is_refused(key: str) -> None:
    with pytest.raises(BadPeriod, match="2026-03"):
        Period(key)
