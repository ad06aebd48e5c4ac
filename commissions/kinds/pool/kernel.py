"""Pools over columns; what they mean stands in walk.py.

Few numbers are large here: sums and shares are counted by columns, and what is divided then is
divided in whole numbers of any size.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissions.arrays.bases import bases
from commissions.arrays.columns import Minor, exact_sum, minor, rows
from commissions.arrays.ground import ArrayGround
from commissions.arrays.kept import Kept
from commissions.arrays.lines import BLOCK, LineBlock, LineColumns
from commissions.kinds.by_rank import of_rank
from core.rates import share

from .rule import Pool
from .walk import INCOME, Part, divided, quotas

FACTS = ("pool", "shares", "all_shares")


def blocks(rule: Pool, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each qualified member, member by member."""
    income = _income(rule, ground)
    whole_minor, shares = _pool_minor(rule, ground), _shares(rule, ground, income)
    lines = []
    for part in _parts(rule, ground, whole_minor, shares):
        paid = divided(part.amount_minor, part.shares, to_the_cent=rule.to_the_cent)
        every = sum(part.shares)
        for row, mine, amount_minor in zip(part.rows, part.shares, paid, strict=True):
            if amount_minor:
                lines.append((row, part.amount_minor, amount_minor, whole_minor, mine, every))
    lines.sort()
    for first in range(0, len(lines), BLOCK):
        yield _block(rule, lines[first : first + BLOCK])
    if rule.counted == "growth":
        ground.keep(_kept(rule, ground, income))


def _block(rule: Pool, lines: list[tuple[int, int, int, int, int, int]]) -> LineBlock:
    members, bases, amounts, *facts = zip(*lines, strict=True)
    empty = LineColumns.empty(len(lines), len(FACTS))
    columns = empty._replace(
        members=rows(members), bases=minor(bases), amounts=minor(amounts), facts=minor(facts)
    )
    return LineBlock(rule.id, columns, FACTS)


def _pool_minor(rule: Pool, ground: ArrayGround) -> int:
    volumes, plan = ground.picture.volumes, ground.plan
    worth = bases(plan, rule, volumes)
    if rule.countries:
        worth = worth[volumes.countries.is_in(rule.countries)]
    return max(share(exact_sum(worth), rule.rate_bp), 0)


def _shares(rule: Pool, ground: ArrayGround, income: Minor) -> Minor:
    """Return everybody's number of shares; who is not active has none."""
    standing = ground.standing
    counted = {
        "members": np.ones(len(income), np.int64),
        "personal_volume": standing.pv_minor,
        "group_volume": standing.gv_minor,
        INCOME: income,
    }.get(rule.counted)
    if counted is None:
        counted = income - _before(rule, ground)
    ranks = standing.ranked.paid
    weights = minor([of_rank(rule.shares, name) for name in ranks.names])[ranks.rows]
    return np.asarray(weights * np.maximum(counted, 0) * standing.is_active, np.int64)


def _parts(rule: Pool, ground: ArrayGround, whole_minor: int, shares: Minor) -> Iterator[Part]:
    """Yield the pool whole, or the quota of each rank that somebody qualifies in."""
    some = np.flatnonzero(shares)
    if not len(some) or len(some) < rule.least_qualified:
        return
    if rule.quotas_bp is None:
        yield Part(whole_minor, some.tolist(), shares[some].tolist())
        return
    ranks = ground.standing.ranked.paid
    codes = ranks.rows[some]
    held = {name for code, name in enumerate(ranks.names) if (codes == code).any()}
    for rank, amount_minor in quotas(rule, whole_minor, held & rule.quotas_bp.keys()):
        mine = some[codes == ranks.code(rank)]
        yield Part(amount_minor, mine.tolist(), shares[mine].tolist())


def _income(rule: Pool, ground: ArrayGround) -> Minor:
    income = np.zeros(len(ground.picture), np.int64)
    for rule_id in rule.of:
        income += ground.earned[rule_id]
    return income


def _before(rule: Pool, ground: ArrayGround) -> Minor:
    """Return what everybody earned in the period before."""
    carried = ground.picture.carried
    mine = carried.rules.rows == carried.rules.code(rule.id)
    before = np.zeros(len(ground.picture), np.int64)
    np.add.at(before, ground.picture.rows_of(carried.member_ids[mine]), carried.amounts[mine])
    return before


def _kept(rule: Pool, ground: ArrayGround, income: Minor) -> Kept:
    period = ground.picture.period
    every, same = rows(np.arange(len(income))), rows(np.zeros(len(income)))
    return Kept(rule.id, every, (INCOME,), same, (period.key if period else "",), same, income)
