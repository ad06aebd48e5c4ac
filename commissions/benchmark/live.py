"""Time what a partner waits for after an order is paid, until the projected figures show it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from statistics import median
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection, transaction

from commissions.benchmark.company import FIRST, FOUNDED, MONTH, PERIOD
from commissions.models import LiveFigure, VolumeEntry
from commissions.selectors.figures import figures_of
from commissions.services.fold_orders import MOST, fold_orders
from commissions.services.refresh_figures import refresh_figures
from core.periods import Period
from network import public as network

ORDERS = 50
CLOCK = "fold-orders"
WORKED_OUT_AT = FOUNDED + timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Seconds until figures are worked out, until one order and many are in, and to read them.

    `clock_s` is how often the worker looks for new orders, `exchange_s` what they wait at most
    while figures are worked out anew.
    """

    rows: int
    deepest: int
    worked_out_s: float
    again_s: float
    exchange_s: float
    one_order_s: Sequence[float]
    many_orders_s: float
    read_s: Sequence[float]
    clock_s: float

    @property
    def until_shown_s(self) -> float:
        """Return the longest that a partner waits for one order."""
        return self.clock_s + max(self.one_order_s) + max(self.read_s)

    def as_json(self) -> dict[str, object]:
        """Return what is printed."""
        return {
            "live_rows": self.rows,
            "deepest": self.deepest,
            "worked_out_s": round(self.worked_out_s, 3),
            "worked_out_again_s": round(self.again_s, 3),
            "exchange_s": round(self.exchange_s, 3),
            "one_order_s": round(median(self.one_order_s), 4),
            "one_order_most_s": round(max(self.one_order_s), 4),
            "many_orders": MOST,
            "many_orders_s": round(self.many_orders_s, 3),
            "read_s": round(median(self.read_s), 4),
            "clock_s": self.clock_s,
            "until_shown_s": round(self.until_shown_s, 3),
        }


def measure_waiting(size: int, seed: int) -> Waiting:
    """Work the month out, let orders be paid one by one and many at once, and read as partners."""
    random = np.random.default_rng(seed + 2)
    members = [int(member) for member in FIRST + random.integers(0, size, ORDERS)]
    above = network.uplines_of(members, MONTH)
    worked_out_s = _seconds(_work_out)
    one_order_s, read_s = [], []
    for member in members:
        _pay([member])
        one_order_s.append(_seconds(_fold))
        readers = {member, *above[member][:1]}
        read_s.append(_seconds(partial(_read, readers)))
    _pay([int(member) for member in FIRST + random.integers(0, size, MOST)])
    many_orders_s = _seconds(_fold)
    _pay(members[:1])
    return Waiting(
        rows=LiveFigure.objects.count(),
        deepest=max(len(each) for each in above.values()),
        worked_out_s=worked_out_s,
        again_s=_seconds(_work_out),
        exchange_s=_seconds(_throw_away),
        one_order_s=one_order_s,
        many_orders_s=many_orders_s,
        read_s=read_s,
        clock_s=float(settings.CELERY_BEAT_SCHEDULE[CLOCK]["schedule"]),
    )


def _work_out() -> None:
    assert refresh_figures(period_key=PERIOD, at=WORKED_OUT_AT)


def _throw_away() -> None:
    """Take the old rows away, as the exchange does while orders wait, and undo it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM commissions_livefigure")
        transaction.set_rollback(True)


def _fold() -> None:
    assert fold_orders(period_key=PERIOD)


def _read(member_ids: set[int]) -> None:
    found = figures_of(member_ids, Period(PERIOD), at=WORKED_OUT_AT)
    assert not found.is_outdated
    assert found.of_members.keys() >= member_ids


def _pay(member_ids: Sequence[int]) -> None:
    """Record orders as the shop's event would, without their lines."""
    first = VolumeEntry.objects.order_by("-id").values_list("order_id", flat=True)[0] + 1
    day = MONTH + timedelta(days=20)
    VolumeEntry.objects.bulk_create(
        VolumeEntry(**_order(first + place, member, day)) for place, member in enumerate(member_ids)
    )


def _order(number: int, member_id: int, day: date) -> dict[str, Any]:
    points = {"pv_minor": 60_00, "cv_minor": 60_00, "net_minor": 60_00}
    days = {"placed_on": day, "paid_on": day, "recorded_at": FOUNDED}
    named = {"order_id": number, "order_ref": f"L{number}", "member_id": member_id}
    return {**named, **points, **days, "kind": "own", "currency": "EUR"}


def _seconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
