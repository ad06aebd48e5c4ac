"""What people buy in the last three months, and how it reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial

from config.demo.clock import at_hour
from config.demo.purchases import Parcel, Purchase, arrive, keep_order, pay_for, send
from config.demo.stories.stage import Stage
from config.demo.timeline import Happening, Story
from config.demo.trade import month_rows
from core.periods import Period

_OPENS = 8


def months(stage: Stage) -> Iterator[Story]:
    """Yield the purchases of three months."""
    for months_ago, period in enumerate(stage.months):
        for number, row in enumerate(month_rows(months_ago)):
            placed_at = _placed_at(period, row.day, number)
            purchase = Purchase(row.who, row.basket, placed_at, row.purpose)
            arrives_at = placed_at + timedelta(days=row.parcel_days)
            name = f"{period.key}:{number}"
            yield bought(stage, name, purchase, arrives_at - timedelta(hours=20), arrives_at)


def _placed_at(period: Period, day: int, number: int) -> datetime:
    """Spread the purchases over the hours of a day."""
    hour = time(_OPENS + number * 5 % 13, number * 17 % 60)
    return at_hour(period.starts_on + timedelta(days=day - 1), hour)


def bought(
    stage: Stage, name: str, purchase: Purchase, leaves_at: datetime, arrives_at: datetime
) -> Story:
    """Tell that somebody orders and pays by card, and that the parcel leaves and arrives."""
    at, warehouse = purchase.placed_at, stage.staff.warehouse
    parcel = Parcel(name, purchase.sent_to.country)
    paid_at = at + timedelta(minutes=2)
    yield Happening(at, partial(keep_order, name, purchase))
    yield Happening(paid_at, partial(pay_for, name, paid_at))
    yield Happening(leaves_at, partial(send, parcel, warehouse, leaves_at))
    yield Happening(arrives_at, partial(arrive, parcel, warehouse, arrives_at))
