"""The days of §§ 87a and 87c HGB."""

from __future__ import annotations

from datetime import date

import pytest

from commissions.statements.days import alarm_on, due_on


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 1), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 11, 30), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_money_is_due_on_the_last_day_of_the_next_month(day: date, due: date) -> None:
    assert due_on(day) == due


def test_a_period_that_is_not_settled_alarms_on_the_25th_of_the_next_month() -> None:
    assert alarm_on(date(2026, 12, 31)) == date(2027, 1, 25)
    assert alarm_on(date(2026, 2, 15)) == date(2026, 3, 25)
