"""A period without statements becomes an alarm in time, and is called late when it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from commissions import public as commissions
from core.errors import Denied
from tests.db.commissions.company import CLERK, STRANGER, Till, publish


def missing(day: int, month: int) -> list[tuple[str, str]]:
    at = datetime(2026, month, day, 9, tzinfo=UTC)
    found = commissions.missing_statements(CLERK, at=at)
    return [(one.period_key, one.state) for one in found]


def test_a_month_is_open_then_an_alarm_then_late(sold: dict[str, int]) -> None:
    assert missing(31, 3) == []
    assert missing(1, 4) == [("2026-03", "open")]
    assert missing(24, 4) == [("2026-03", "open")]
    assert missing(25, 4) == [("2026-03", "alarm")]
    assert missing(30, 4) == [("2026-03", "alarm")]
    assert missing(1, 5) == [("2026-03", "late"), ("2026-04", "open")]


def test_what_was_published_is_settled(sold: dict[str, int]) -> None:
    publish(at=datetime(2026, 4, 5, 8, tzinfo=UTC))
    assert missing(28, 4) == []


def test_nothing_is_owed_before_the_first_sale(till: Till, line: dict[str, int]) -> None:
    assert missing(28, 4) == []
    till.record(line["cara"], cv="10", on=date(2026, 4, 2))
    assert missing(28, 5) == [("2026-04", "alarm")]


def test_the_clock_counts_what_is_urgent(sold: dict[str, int]) -> None:
    assert commissions.warn_of_late_statements(at=datetime(2026, 4, 24, tzinfo=UTC)) == 0
    assert commissions.warn_of_late_statements(at=datetime(2026, 4, 26, tzinfo=UTC)) == 1


def test_only_staff_who_see_runs_see_them(sold: dict[str, int]) -> None:
    with pytest.raises(Denied):
        commissions.missing_statements(STRANGER, at=datetime(2026, 4, 26, tzinfo=UTC))
