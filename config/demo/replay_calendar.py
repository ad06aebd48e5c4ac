"""In which order a replay lives through its days: orders, closings, payouts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from core.periods import Period, period_of

PAY_DAY = 15


class Kind(IntEnum):
    """What is done on a day, in this order: last month is settled before new orders come in."""

    CLOSE = 1
    PAY = 2
    ORDERS = 3


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One thing to do. `period_key` is the month that is closed, paid or sold in."""

    day: date
    kind: Kind
    period_key: str


def replay_steps(days: Iterable[date]) -> Iterator[Step]:
    """Yield the steps for the days that have orders, in the order of time.

    Every month from the first to the last is closed on the first day after it, and paid on the
    15th of the month after it, also when it has no orders.
    """
    known = sorted(days)
    if not known:
        return
    steps = [Step(day, Kind.ORDERS, period_of(day, "month").key) for day in known]
    period, last = period_of(known[0], "month"), period_of(known[-1], "month")
    while period.starts_on <= last.starts_on:
        steps.append(Step(period.ends_before, Kind.CLOSE, period.key))
        steps.append(Step(pay_day(period), Kind.PAY, period.key))
        period = period.next()
    yield from sorted(steps)


def pay_day(period: Period) -> date:
    """Return the day on which a month's earnings are paid."""
    return period.ends_before.replace(day=PAY_DAY)
