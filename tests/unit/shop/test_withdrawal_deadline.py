"""Until when a consumer may withdraw: the matrix."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from shop.rules.business_days import easter, is_working_day, working_day_from
from shop.rules.withdrawal_deadline import Delivered, Period, Place, deadline, period, refund_due

BERLIN = ZoneInfo("Europe/Berlin")
DE, AT = Place(BERLIN, "DE"), Place(ZoneInfo("Europe/Vienna"), "AT")


def moment(text: str) -> datetime:
    """Read a local time in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def until(*arrivals: str | None, place: Place = DE, is_complete: bool = True) -> str | None:
    """Return the deadline as a local text."""
    told = [None if arrival is None else moment(arrival) for arrival in arrivals]
    end = deadline(Delivered(told, is_complete), place)
    return f"{end:%a %Y-%m-%d %H:%M:%S %z}" if end else None


@pytest.mark.parametrize(
    ("case", "arrivals", "end"),
    [
        ("one parcel", ["2026-03-03 10:00"], "Tue 2026-03-17 23:59:59 +0100"),
        ("arrived just before midnight", ["2026-03-03 23:59"], "Tue 2026-03-17 23:59:59 +0100"),
        ("arrived at midnight", ["2026-03-04 00:00"], "Wed 2026-03-18 23:59:59 +0100"),
        ("two parcels", ["2026-03-03 10:00", "2026-03-05 09:00"], "Thu 2026-03-19 23:59:59 +0100"),
        ("the later came first", ["2026-03-05 09:00", "2026-03-03 10:00"],
         "Thu 2026-03-19 23:59:59 +0100"),
        ("clocks go forward", ["2026-03-23 10:00"], "Tue 2026-04-07 23:59:59 +0200"),
        ("clocks go back", ["2026-10-13 10:00"], "Tue 2026-10-27 23:59:59 +0100"),
        ("ends on a Saturday", ["2026-03-07 10:00"], "Mon 2026-03-23 23:59:59 +0100"),
        ("ends on a Sunday", ["2026-03-08 10:00"], "Mon 2026-03-23 23:59:59 +0100"),
        ("ends on Good Friday", ["2026-03-20 10:00"], "Tue 2026-04-07 23:59:59 +0200"),
        ("ends on Christmas Day", ["2026-12-11 10:00"], "Mon 2026-12-28 23:59:59 +0100"),
        ("a service, at its conclusion", ["2026-06-02 12:00"], "Tue 2026-06-16 23:59:59 +0200"),
    ],
)  # fmt: skip
def test_the_period_ends_with_the_fourteenth_day_after_the_last_parcel(
    case: str, arrivals: list[str], end: str
) -> None:
    assert until(*arrivals) == end, case


@pytest.mark.parametrize(
    ("case", "arrivals", "is_complete"),
    [
        ("nothing was sent", [], False),
        ("no tracking", [None], True),
        ("one of two is on its way", ["2026-03-03 10:00", None], True),
        ("something is still to be sent", ["2026-03-03 10:00"], False),
    ],
)
def test_what_nobody_knows_keeps_the_period_open(
    case: str, arrivals: list[str | None], is_complete: bool
) -> None:
    assert until(*arrivals, is_complete=is_complete) is None, case


def test_each_delivery_of_a_subscription_has_a_period_of_its_own() -> None:
    assert until("2026-03-03 10:00") != until("2026-04-07 10:00")


def test_a_holiday_of_the_buyers_country_counts() -> None:
    assert until("2026-10-12 10:00", place=AT) == "Tue 2026-10-27 23:59:59 +0100"
    assert until("2026-10-12 10:00") == "Mon 2026-10-26 23:59:59 +0100"


@pytest.mark.parametrize(
    ("arrived", "end"),
    [("2026-03-03", date(2027, 3, 17)), ("2028-02-29", date(2029, 3, 14))],
)
def test_without_instruction_there_is_a_year_more(arrived: str, end: date) -> None:
    told = Delivered([moment(f"{arrived} 10:00")], True, was_instructed=False)
    found = deadline(told, DE)
    assert found is not None
    assert found.date() == end


def test_the_last_second_is_in_time_and_the_next_is_not() -> None:
    end = moment("2026-03-17 23:59:59")
    assert period(end, end) == Period.RUNNING
    assert period(end, end + timedelta(microseconds=999_999)) == Period.RUNNING
    assert period(end, end + timedelta(seconds=1)) == Period.OVER
    assert period(None, end) == Period.OPEN


def test_the_day_is_that_of_the_company_not_of_greenwich() -> None:
    end = deadline(Delivered([moment("2026-03-04 00:30")], True), DE)
    assert end is not None
    assert end.date() == date(2026, 3, 18)


def test_money_is_due_after_a_fortnight() -> None:
    assert refund_due(date(2026, 3, 4)) == date(2026, 3, 18)


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, date(2024, 3, 31)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))],
)
def test_easter(year: int, day: date) -> None:
    assert easter(year) == day


def test_days_of_rest() -> None:
    assert not is_working_day(date(2026, 10, 3), "DE")
    assert is_working_day(date(2026, 10, 26), "DE")
    assert not is_working_day(date(2026, 6, 4), "AT")
    assert working_day_from(date(2026, 4, 3), "DE") == date(2026, 4, 7)
    assert working_day_from(date(2026, 4, 7), "DE") == date(2026, 4, 7)
