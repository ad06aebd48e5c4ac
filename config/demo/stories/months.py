"""The months go by: people buy, each month is closed on the first day after it, and paid out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from config.demo.clock import CLOSES_AT, PAYS_AT, at_hour
from config.demo.closing import close_month, pay_month
from config.demo.founding import PLAN
from config.demo.purchases import Purchase, arrive, order, pay, send
from config.demo.replay_calendar import pay_day
from config.demo.stories.stage import Stage
from config.demo.timeline import Story
from config.demo.trade import PurchaseRow, month_rows
from core.periods import Period

_OPENS = 8


def months(stage: Stage) -> Iterator[Story]:
    """Yield the purchases of three months, two closings and one payout."""
    for months_ago, period in enumerate(stage.months):
        for number, row in enumerate(month_rows(months_ago)):
            yield _purchase(stage, row, _placed_at(period, row.day, number))
    _current, last, first = stage.months
    for period in (first, last):
        yield _closing(stage, period)
    yield _payout(stage, first)


def _placed_at(period: Period, day: int, number: int) -> datetime:
    """Spread the purchases over the hours of a day."""
    hour = time(_OPENS + number * 5 % 13, number * 17 % 60)
    return at_hour(period.starts_on + timedelta(days=day - 1), hour)


def _purchase(stage: Stage, row: PurchaseRow, placed_at: datetime) -> Story:
    """Somebody orders and pays by card; the parcel leaves the next day."""
    yield placed_at
    placed = order(Purchase(row.who, row.basket, placed_at, row.purpose))
    pay(placed, placed_at + timedelta(minutes=2))
    leaves_at = placed_at + timedelta(days=row.parcel_days) - timedelta(hours=20)
    yield leaves_at
    delivery = send(row.who, placed, stage.staff.warehouse, leaves_at)
    arrives_at = placed_at + timedelta(days=row.parcel_days)
    yield arrives_at
    arrive(delivery, stage.staff.warehouse, arrives_at)


def _closing(stage: Stage, period: Period) -> Story:
    yield at_hour(period.ends_before, CLOSES_AT)
    close_month(PLAN, period.key, on=period.ends_before, office=stage.staff.office)


def _payout(stage: Stage, period: Period) -> Story:
    day = pay_day(period)
    yield at_hour(day, PAYS_AT)
    pay_month(period.key, on=day, office=stage.staff.office)
