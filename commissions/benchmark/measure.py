"""Time the parts of a run, and the floor beneath them."""

from __future__ import annotations

import dataclasses
import resource
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Generic, TypeVar

from django.db import connection, transaction

from commissions.arrays.fingerprint import input_hash
from commissions.arrays.lines import LineBlock
from commissions.arrays.outcome import ArraySettlement
from commissions.arrays.picture import from_picture
from commissions.benchmark.company import CLOSING, MAKER, PERIOD, PLAN
from commissions.engine.facts import Picture, Volume
from commissions.engine.plan import Plan
from commissions.models import Run
from commissions.selectors.corrections import Found
from commissions.selectors.plans import plan_of, plan_version_for
from commissions.selectors.readied_period import KERNELS, ready_period
from commissions.services.draft_run import Frozen, write_run
from commissions.services.run_tables import LINES, own_table
from core.copied_columns import sent_rows
from core.periods import Period
from network.public import PLAIN_READS

Item = TypeVar("Item")
ONE_ORDER = Volume(1, "B1", 2, "own", 100_00, 100_00, 100_00, day=date(2026, 1, 2))
TWO_MEMBERS = Picture((1, 2), (None, 1), ("active",) * 2, (ONE_ORDER,), period=Period(PERIOD))

# What a run cannot do without, in the plainest statements there are: no join, no order.
_INPUTS = (
    *PLAIN_READS,
    "SELECT id, order_ref, member_id, kind, pv_minor, cv_minor, net_minor, paid_on"
    " FROM commissions_volumeentry",
)


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each part of one run, and the seconds of the floor.

    Standings and lines are worked out while the server takes in and indexes what is known before
    them: that part of `compute_s` is part of `write_s` as well, and `total_s` counts it once.
    """

    members: int
    orders: int
    lines: int
    earned_minor: int
    result_hash: str
    read_s: float
    compute_s: float
    warm_up_s: float
    write_s: float
    total_s: float
    floor_s: float
    rss_mb: int

    @property
    def ratio(self) -> float:
        """Return how many times the floor the run took."""
        return self.total_s / self.floor_s


class Timed(Generic[Item]):
    """Passes items on and adds up the seconds that making them took."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = iter(items)
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Item]:
        """Return itself: the items can be read once."""
        return self

    def __next__(self) -> Item:
        """Return the next item."""
        started = time.perf_counter()
        try:
            return next(self._items)
        finally:
            self.seconds += time.perf_counter() - started


class TimedSettling:
    """Settles, and adds up the seconds that standings and lines took."""

    def __init__(self, settle: Callable[[], ArraySettlement]) -> None:
        self._settle, self._standing_s = settle, 0.0
        self._blocks: Timed[LineBlock] = Timed(())

    def __call__(self) -> ArraySettlement:
        """Return what comes out, its lines still to be worked out."""
        started = time.perf_counter()
        outcome = self._settle()
        self._standing_s = time.perf_counter() - started
        self._blocks = Timed(outcome.blocks)
        return dataclasses.replace(outcome, blocks=self._blocks)

    @property
    def seconds(self) -> float:
        """Return how long it took so far."""
        return self._standing_s + self._blocks.seconds


@transaction.atomic
def measure_run() -> Timing:
    """Draft the month in the steps that `draft_run` takes, then measure the floor."""
    period = Period(PERIOD)
    version = plan_version_for(PLAN, period)
    plan = plan_of(version)
    warmed = warm_up(plan)
    started = time.perf_counter()
    readied = ready_period(plan, period, known_at=CLOSING, follows=None)
    read = time.perf_counter()
    fingerprint = input_hash(plan, period.key, readied.picture)
    frozen = Frozen(version, plan, period, readied.picture, fingerprint)
    hashed = time.perf_counter()
    timed = TimedSettling(readied.settle)
    run = write_run(frozen, timed, Found, actor=MAKER, at=CLOSING)
    written = time.perf_counter()
    rss_mb = memory_mb()
    return Timing(
        members=run.member_count,
        orders=run.volume_count,
        lines=run.line_count,
        earned_minor=run.earned_minor,
        result_hash=run.result_hash,
        read_s=read - started,
        compute_s=hashed - read + timed.seconds,
        warm_up_s=warmed,
        write_s=written - hashed,
        total_s=written - started,
        floor_s=_floor(run),
        rss_mb=rss_mb,
    )


def memory_mb() -> int:
    """Return the most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def warm_up(plan: Plan) -> float:
    """Settle two members by kernels, so that they are compiled or read from disk; time it.

    A worker does this once in its life, and compiles once for each version of the program.
    """
    started = time.perf_counter()
    kernels = import_module(KERNELS)
    if kernels.can_settle(plan):
        deque(kernels.settle(plan, from_picture(TWO_MEMBERS)).blocks, maxlen=0)
    return time.perf_counter() - started


def _floor(run: Run) -> float:
    """Read the same inputs and copy the same lines into a bare table, and do nothing else."""
    lines = _copied_out(f"TABLE {own_table(LINES, run.pk)}")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_floor (LIKE {LINES})")
        started = time.perf_counter()
        for inputs in _INPUTS:
            _copied_out(inputs, keep=False)
        with cursor.copy("COPY bench_floor FROM STDIN (FORMAT BINARY)") as copy:
            for block in lines:
                copy.write(block)
        seconds = time.perf_counter() - started
        cursor.execute("DROP TABLE bench_floor")
    return seconds


def _copied_out(query: str, *, keep: bool = True) -> list[bytes]:
    return [b"".join(rows) if keep else b"" for rows in sent_rows(query, {})]
