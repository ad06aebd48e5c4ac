"""Time a run that stores what every member was and earned, but no lines."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import islice

import numpy as np
from django.db import connection, transaction

from commissions.arrays.columns import Minor, exact_sum
from commissions.arrays.fingerprint import input_hash
from commissions.arrays.outcome import ArraySettlement
from commissions.arrays.picture import ArrayPicture
from commissions.arrays.totals import paid_to
from commissions.benchmark.company import CLOSING, PERIOD, PLAN
from commissions.benchmark.measure import memory_mb, warm_up
from commissions.selectors.plans import plan_of, plan_version_for
from commissions.selectors.readied_period import Readied, ready_period
from commissions.services import run_columns, run_tables
from commissions.services.run_bookings import Pending, pending_bookings
from core.ahead import beside
from core.periods import Period
from finance import public as finance
from finance.public import Booking

BOOKED_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class TotalsTiming:
    """Seconds of each part; `settle_s` is everything from the columns to the stored snapshot."""

    members: int
    orders: int
    paid_members: int
    earned_minor: int
    read_s: float
    settle_s: float
    ledger_s: float
    total_s: float
    rss_mb: int

    def as_json(self) -> dict[str, object]:
        """Return it with rounded seconds."""
        return {
            name: round(value, 3) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


@transaction.atomic
def measure_totals() -> TotalsTiming:
    """Settle the month, store what every member was, and book what each earned."""
    period = Period(PERIOD)
    plan = plan_of(plan_version_for(PLAN, period))
    warm_up(plan)
    started = time.perf_counter()
    readied = ready_period(plan, period, known_at=CLOSING, follows=None)
    read = time.perf_counter()
    input_hash(plan, period.key, readied.picture)
    paid = _stored(readied)
    stored = time.perf_counter()
    _book(readied.picture, paid, period, plan.currency)
    booked = time.perf_counter()
    return TotalsTiming(
        members=len(readied.picture),
        orders=len(readied.picture.volumes),
        paid_members=int(np.count_nonzero(paid)),
        earned_minor=exact_sum(paid),
        read_s=read - started,
        settle_s=stored - read,
        ledger_s=booked - stored,
        total_s=booked - started,
        rss_mb=memory_mb(),
    )


def _stored(readied: Readied) -> Minor:
    """Store the snapshot in tables of its own; return what each member earned."""
    picture, run_id = readied.picture, run_tables.new_run_id()
    run_tables.create_tables(run_id)
    with beside(readied.settle) as settled:
        run_columns.copy_volumes(run_id, picture)
        run_tables.index_tables(run_id, [run_tables.VOLUMES, run_tables.REVERSALS])
        outcome: ArraySettlement = settled()
    with beside(lambda: paid_to(len(picture), outcome.blocks)) as added_up:
        run_columns.copy_members(run_id, picture, outcome.standing)
        run_tables.index_tables(run_id, [run_tables.MEMBERS])
        paid = added_up()
    run_columns.copy_carries(run_id, outcome.carried())
    run_tables.index_tables(run_id, [run_tables.CARRIES])
    run_tables.attach_tables(run_id)
    return paid


def _book(picture: ArrayPicture, paid: Minor, period: Period, currency: str) -> None:
    """Book as publishing a run does, some members at a time, and check what waits for the end."""
    earners = np.flatnonzero(paid)
    amounts = zip(picture.member_ids[earners].tolist(), paid[earners].tolist(), strict=True)
    bookings = pending_bookings(
        {member_id: Pending(more_minor=minor) for member_id, minor in amounts},
        reference=f"{PLAN}/{period.key}",
        last_day=period.ends_before - timedelta(days=1),
        currency=currency,
    )
    with connection.cursor() as cursor:
        # Making the company has checked everything, and left it to be checked at once.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for some in _slices(bookings):
            finance.book_many(some, at=CLOSING)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _slices(bookings: Iterator[Booking]) -> Iterator[list[Booking]]:
    while some := list(islice(bookings, BOOKED_AT_ONCE)):
        yield some
