"""What a run calculates with, and the engine that suits its size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from types import ModuleType

from commissions.arrays.bases import foreign_days
from commissions.arrays.handed_on import begun_with as columns_begun_with
from commissions.arrays.outcome import ArraySettlement, from_walk
from commissions.arrays.picture import ArrayPicture, from_picture
from commissions.engine.facts import Picture
from commissions.engine.handed_on import Changes, begun_with
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle
from commissions.models import Run
from commissions.selectors.period_columns import read_period_columns
from commissions.selectors.period_picture import read_picture
from commissions.selectors.period_reversals import Settled
from commissions.selectors.run_picture import columns_of_run, picture_of_run
from commissions.selectors.run_rates import at_latest_rates, at_published_rates
from core.periods import Period
from network import public as network

# Where kernels, read from disk, are as fast as the walk (docs/performance.md).
LARGE = 25_000
KERNELS = "commissions.arrays.settle"


@dataclass(frozen=True, slots=True)
class Readied:
    """The frozen picture of a period, and how to settle it; both engines give the same.

    `plan` has the published rates that the orders of the picture need; `begun_with` returns the
    same period with members who bring along something else.
    """

    plan: Plan
    picture: ArrayPicture
    settle: Callable[[], ArraySettlement]
    begun_with: Callable[[Changes], Readied]


def ready_period(
    plan: Plan,
    period: Period,
    *,
    known_at: datetime | None,
    follows: int | None,
    run_at: datetime | None = None,
) -> Readied:
    """Read what a run of the period may know; see `read_picture`.

    Large networks are settled by kernels; small ones by the walk, so that nobody waits for a
    compiler, and so are plans with rules that have no kernel. Without an instant, as of which it
    is known, figures that are not settled yet make do with the last rates there are.
    Raises: RatesMissing.
    """
    kernels = kernels_for(plan, network.members_at_most())
    if kernels is not None:
        columns = read_period_columns(
            plan, period, known_at=known_at, follows=follows, run_at=run_at
        )
        return _by_columns(kernels, _at_rates(plan, columns, known_at), columns)
    picture = read_picture(plan, period, known_at=known_at, follows=follows, run_at=run_at)
    columns = from_picture(picture)
    return _by_walk(_at_rates(plan, columns, known_at), picture, columns)


def ready_run(run: Run, plan: Plan, settled: Settled) -> Readied:
    """Read again what a run knew, for the engine that suits its size.

    Raises: RatesMissing.
    """
    kernels = kernels_for(plan, run.member_count)
    if kernels is not None:
        columns = columns_of_run(run, plan, settled)
        return _by_columns(kernels, _at_rates(plan, columns, run.drafted_at), columns)
    picture = picture_of_run(run, plan, settled)
    columns = from_picture(picture)
    return _by_walk(_at_rates(plan, columns, run.drafted_at), picture, columns)


def kernels_for(plan: Plan, members: int) -> ModuleType | None:
    """Return the kernels if the network is large enough and the plan can be settled by them."""
    if members < LARGE:
        return None
    # Importing it starts a compiler, which whoever only serves pages never needs.
    kernels = import_module(KERNELS)
    return kernels if kernels.can_settle(plan) else None


def _at_rates(plan: Plan, picture: ArrayPicture, known_at: datetime | None) -> Plan:
    orders = foreign_days(picture.volumes)
    if known_at is None:
        return at_latest_rates(plan, orders)
    return at_published_rates(plan, orders, known_at=known_at)


def _by_columns(kernels: ModuleType, plan: Plan, columns: ArrayPicture) -> Readied:
    return Readied(
        plan,
        columns,
        lambda: kernels.settle(plan, columns),
        lambda changed: _by_columns(kernels, plan, columns_begun_with(columns, changed)),
    )


def _by_walk(plan: Plan, picture: Picture, columns: ArrayPicture) -> Readied:
    return Readied(
        plan,
        columns,
        lambda: from_walk(settle(plan, picture), columns),
        lambda changed: _begun_by_walk(plan, begun_with(picture, changed)),
    )


def _begun_by_walk(plan: Plan, picture: Picture) -> Readied:
    return _by_walk(plan, picture, from_picture(picture))
