"""Everybody's figures in a period that is not settled yet, worked out from what is known now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from commissions.arrays.columns import Minor
from commissions.arrays.outcome import ArraySettlement
from commissions.arrays.totals import paid_to
from commissions.engine.daily_rates import paid_abroad
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle
from commissions.engine.standings import Standings
from commissions.selectors.kept_gaps import gaps_to_keep
from commissions.selectors.period_picture import read_picture, run_before
from commissions.selectors.readied_period import ready_period
from commissions.selectors.run_rates import at_latest_rates
from core.periods import Period

NO_GAPS = r"\N"


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """`rows` of who has volume, earnings, or is more than a member without volume.

    Each is member, points, group's points, activity, rank, earned and gaps, between tabs.
    `entry_ids` are the orders they count.
    """

    rows: Iterator[str]
    entry_ids: Minor


def work_out(plan: Plan, period: Period, *, at: datetime) -> WorkedOut:
    """Read a period and work it out; nothing is read any more while the rows are taken.

    Where ranks ask for more than volumes, everybody who holds one has a row, with what the next
    one lacks: the walk alone knows that. Others are worked out by columns in a large network.
    """
    return _by_walk(plan, period, at) if plan.requires_more else _by_size(plan, period, at)


def _by_walk(plan: Plan, period: Period, at: datetime) -> WorkedOut:
    follows = run_before(plan, period)
    picture = read_picture(plan, period, known_at=None, follows=follows, run_at=at)
    plan = at_latest_rates(plan, paid_abroad(picture.volumes))
    outcome = settle(plan, picture)
    earned: Counter[int] = Counter()
    for line in outcome.lines:
        earned[line.member_id] += line.amount_minor
    counted = np.array([volume.entry_id for volume in picture.volumes], np.int64)
    return WorkedOut(_rows_with_gaps(plan, outcome.standings, earned), counted)


def _rows_with_gaps(plan: Plan, found: Standings, earned: Counter[int]) -> Iterator[str]:
    members = found.picture.member_ids
    columns = (members, found.pv_minor, found.gv_minor, found.is_active, found.ranks)
    nothing = (plan.is_active_without_volume, "")
    for row, (member, pv, gv, active, rank) in enumerate(zip(*columns, strict=True)):
        if gv or pv or earned[member] or ((active, rank) != nothing and (active or rank)):
            gaps = gaps_to_keep(plan, found, row)
            yield f"{member}\t{pv}\t{gv}\t{active}\t{rank}\t{earned[member]}\t{gaps}"


def _by_size(plan: Plan, period: Period, at: datetime) -> WorkedOut:
    follows = run_before(plan, period)
    ready = ready_period(plan, period, known_at=None, follows=follows, run_at=at)
    outcome = ready.settle()
    earned = paid_to(len(ready.picture), outcome.blocks)
    counted = ready.picture.volumes.entry_ids
    return WorkedOut(_rows(plan, ready.picture.member_ids, outcome, earned), counted)


def _rows(plan: Plan, member_ids: Minor, outcome: ArraySettlement, earned: Minor) -> Iterator[str]:
    standing, rank = outcome.standing, outcome.standing.ranked.paid
    is_other = standing.is_active != plan.is_active_without_volume
    is_other |= ~rank.is_in([plan.rank_for(0, 0)])
    is_something = standing.is_active | ~rank.is_in([""])
    has_money = (standing.pv_minor | standing.gv_minor | earned) != 0
    kept = np.flatnonzero(has_money | (is_other & is_something))
    columns = (
        member_ids,
        standing.pv_minor,
        standing.gv_minor,
        standing.is_active,
        rank.rows,
        earned,
    )
    for member, pv, gv, active, code, minor in zip(
        *(column[kept].tolist() for column in columns), strict=True
    ):
        yield f"{member}\t{pv}\t{gv}\t{active}\t{rank.names[code]}\t{minor}\t{NO_GAPS}"
