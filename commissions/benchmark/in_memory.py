"""The benchmark's month without a database: how fast it is worked out, and both engines' lines."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import zip_longest

import numpy as np

from commissions.arrays import settle as kernels
from commissions.arrays.bases import volumes_of
from commissions.arrays.columns import Codes, rows
from commissions.arrays.fingerprint import ResultHash
from commissions.arrays.lines import earnings_of
from commissions.arrays.outcome import ArraySettlement, from_walk
from commissions.arrays.picture import ArrayPicture, ArrayVolumes, carried_of
from commissions.benchmark.company import DOCUMENT, FIRST, FOUNDED, MONTH, PERIOD
from commissions.benchmark.measure import Timed, memory_mb, warm_up
from commissions.benchmark.orders import DrawnOrders, drawn_orders, order_refs
from commissions.benchmark.shapes import sponsors
from commissions.document.plan_document import read_plan
from commissions.engine.facts import Earning, Picture
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle
from commissions.engine.tree import NOBODY
from commissions.services.draft_run import Tally
from core.periods import Period


@dataclass(frozen=True, slots=True)
class Computed:
    """Seconds until everybody's standing and all lines were worked out, and what came out."""

    orders: int
    lines: int
    earned_minor: int
    result_hash: str
    standing_s: float
    lines_s: float
    rss_mb: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What walk and kernels made of the same month; `first_difference` counts lines from 1."""

    lines: int
    walk_hash: str
    kernels_hash: str
    walk_s: float
    kernels_s: float
    first_difference: int | None

    @property
    def is_same(self) -> bool:
        """Tell whether every line and both fingerprints are the same."""
        return self.first_difference is None and self.walk_hash == self.kernels_hash


def plan_of_benchmark() -> Plan:
    """Read the plan that is measured."""
    return read_plan(DOCUMENT.read_bytes(), f"{MONTH.isoformat()}.toml")


def made_picture(size: int, shape: str, seed: int) -> ArrayPicture:
    """Make what a run would read of the company that `make_company` makes."""
    return ArrayPicture(
        member_ids=np.arange(FIRST, FIRST + size),
        sponsor_rows=rows(sponsors(size, shape, seed)),
        statuses=Codes.among(["active"], np.zeros(size, np.int32)),
        volumes=_volumes(size, seed),
        reversals=(),
        closed=(),
        held=None,
        period=Period(PERIOD),
        placement=None,
        joined_on=np.full(size, FOUNDED.toordinal(), np.int32),
        carried=carried_of(()),
        awards=(),
    )


def _volumes(size: int, seed: int) -> ArrayVolumes:
    """Draw the orders and sort them as they are paid, by day and number."""
    drawn = list(drawn_orders(size, seed))
    names = [field.name for field in fields(DrawnOrders)]
    found = {name: np.concatenate([getattr(each, name) for each in drawn]) for name in names}
    order = np.argsort(found["days"], kind="stable")
    points_minor = found["points_minor"][order]
    return ArrayVolumes(
        entry_ids=found["numbers"][order],
        order_refs=order_refs(found["numbers"])[order],
        member_rows=rows(found["sellers"][order]),
        is_own=found["is_own"][order],
        pv_minor=points_minor,
        cv_minor=points_minor,
        net_minor=points_minor,
        qv_minor=points_minor,
        retail_minor=points_minor,
        countries=Codes.among([""], np.zeros(len(order), np.int32)),
        days=rows(MONTH.toordinal() + found["days"][order]),
    )


def measure_compute(size: int, shape: str, seed: int) -> Computed:
    """Settle a month by kernels in memory; hashing its lines is not part of the seconds."""
    plan, picture = plan_of_benchmark(), made_picture(size, shape, seed)
    warm_up(plan)
    started = time.perf_counter()
    outcome = kernels.settle(plan, picture)
    standing_s = time.perf_counter() - started
    tally, blocks = Tally(ResultHash(picture, outcome.standing)), Timed(outcome.blocks)
    for _block in tally.through(blocks):
        pass
    tally.result_hash.add_carried(outcome.carried())
    return Computed(
        orders=len(picture.volumes),
        lines=tally.line_count,
        earned_minor=tally.earned_minor,
        result_hash=tally.result_hash.hexdigest(),
        standing_s=standing_s,
        lines_s=blocks.seconds,
        rss_mb=memory_mb(),
    )


def compare_engines(size: int, shape: str, seed: int) -> Compared:
    """Settle a month by the walk and by kernels, and compare every line as it comes."""
    plan, columns = plan_of_benchmark(), made_picture(size, shape, seed)
    warm_up(plan)
    picture = _as_objects(columns)
    walk = _Stream(from_walk(settle(plan, picture), columns), columns, picture)
    kernel = _Stream(kernels.settle(plan, columns), columns, picture)
    different, count = None, 0
    for count, (one, other) in enumerate(zip_longest(walk.lines(), kernel.lines()), start=1):
        if one != other and different is None:
            different = count
    return Compared(
        count, walk.hexdigest(), kernel.hexdigest(), walk.seconds, kernel.seconds, different
    )


class _Stream:
    """The lines of one engine as objects, hashed and timed while they are read."""

    def __init__(self, outcome: ArraySettlement, columns: ArrayPicture, picture: Picture) -> None:
        self._outcome, self._picture = outcome, picture
        self._blocks = Timed(outcome.blocks)
        self._digest = ResultHash(columns, outcome.standing)

    @property
    def seconds(self) -> float:
        """Return how long working out the lines took."""
        return self._blocks.seconds

    def lines(self) -> Iterator[Earning]:
        """Yield the lines."""
        for block in self._blocks:
            self._digest.add(block)
            yield from earnings_of(block, self._picture.member_ids, self._picture.volumes)

    def hexdigest(self) -> str:
        """Return the fingerprint of what came out, once all lines are read."""
        self._digest.add_carried(self._outcome.carried())
        return self._digest.hexdigest()


def _as_objects(columns: ArrayPicture) -> Picture:
    """Return the same picture for the walk."""
    member_ids = tuple(columns.member_ids.tolist())
    above = columns.sponsor_rows.tolist()
    return Picture(
        member_ids,
        tuple(None if row == NOBODY else member_ids[row] for row in above),
        ("active",) * len(columns),
        tuple(volumes_of(columns)),
        period=columns.period,
        joined_on=(FOUNDED.date(),) * len(columns),
    )
