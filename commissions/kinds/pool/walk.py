"""Pools: a share of what was sold, divided among those who qualify by their numbers of shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from commissions.engine.facts import Carry, Earning
from commissions.engine.ground import Ground
from commissions.kinds.by_rank import of_rank
from core.rates import share
from core.rounding import split_by_weights

if TYPE_CHECKING:
    from .rule import Pool

INCOME = "income"


class Part(NamedTuple):
    """A part of the pool: money, and the rows that divide it with their numbers of shares."""

    amount_minor: int
    rows: list[int]
    shares: list[int]


def earnings(rule: Pool, ground: Ground) -> Iterator[Earning]:
    """Pay each qualified member, member by member.

    Units:  shares are whole: members, hundredths of points, or minor units of income.
    Keeps:  all parts together are at most the pool; where nothing may be left over, exactly that.
    Source: plan rule of kind "pool".
    """
    income = _income(rule, ground)
    whole_minor = pool_minor(rule, ground)
    lines = []
    for part in parts(rule, ground, whole_minor, counts(rule, ground, income)):
        all_shares = sum(part.shares)
        paid = divided(part.amount_minor, part.shares, to_the_cent=rule.to_the_cent)
        for row, mine, amount_minor in zip(part.rows, part.shares, paid, strict=True):
            facts = (("pool", whole_minor), ("shares", mine), ("all_shares", all_shares))
            lines.append((row, part.amount_minor, amount_minor, facts))
    for row, base_minor, amount_minor, facts in sorted(lines):
        if amount_minor:
            member_id = ground.picture.member_ids[row]
            yield Earning(
                rule.id, member_id, None, 0, 0, base_minor, amount_minor, None, facts
            )  # fmt: skip
    if rule.counted == "growth":
        _keep_income(rule, ground, income)


def pool_minor(rule: Pool, ground: Ground) -> int:
    """Return what is divided: the rule's share of the worth of all orders that it counts."""
    plan = ground.plan
    worth_minor = sum(
        plan.base_minor(rule, volume)
        for volume in ground.picture.volumes
        if not rule.countries or volume.country in rule.countries
    )
    return max(share(worth_minor, rule.rate_bp), 0)


def counts(rule: Pool, ground: Ground, income: Sequence[int]) -> list[int]:
    """Return everybody's number of shares; who is not active has none."""
    standings = ground.standings
    counted = _counted(rule, ground, income)
    columns = zip(standings.is_active, standings.ranks, counted, strict=True)
    return [of_rank(rule.shares, rank) * max(each, 0) * active for active, rank, each in columns]


def _counted(rule: Pool, ground: Ground, income: Sequence[int]) -> Sequence[int]:
    """Return what gives everybody's shares: one each, points, or pay."""
    standings = ground.standings
    if rule.counted == "members":
        return [1] * len(income)
    if rule.counted == "personal_volume":
        return standings.pv_minor
    if rule.counted == "group_volume":
        return standings.gv_minor
    return income if rule.counted == INCOME else _growth(rule, ground, income)


def parts(rule: Pool, ground: Ground, whole_minor: int, shares: Sequence[int]) -> Iterator[Part]:
    """Yield the pool whole, or the quota of each rank that somebody qualifies in."""
    rows = [row for row, mine in enumerate(shares) if mine]
    if not rows or len(rows) < rule.least_qualified:
        return
    if rule.quotas_bp is None:
        yield Part(whole_minor, rows, [shares[row] for row in rows])
        return
    ranks = ground.standings.ranks
    held = {rank for rank in rule.quotas_bp if any(ranks[row] == rank for row in rows)}
    for rank, amount_minor in quotas(rule, whole_minor, held):
        mine = [row for row in rows if ranks[row] == rank]
        yield Part(amount_minor, mine, [shares[row] for row in mine])


def quotas(rule: Pool, whole_minor: int, held: set[str]) -> Iterator[tuple[str, int]]:
    """Yield the money of each rank that somebody holds, by the order of the ladder."""
    assert rule.quotas_bp is not None
    ranks = [rank for rank in rule.quotas_bp if rank in held or not rule.empty_to_others]
    weights = [rule.quotas_bp[rank] for rank in ranks]
    for rank, amount_minor in zip(
        ranks, divided(whole_minor, weights, to_the_cent=rule.to_the_cent), strict=True
    ):
        if rank in held:
            yield rank, amount_minor


def divided(total_minor: int, weights: Sequence[int], *, to_the_cent: bool) -> list[int]:
    """Divide money by weights: each part rounded down, or with the largest remainders up."""
    if to_the_cent:
        return split_by_weights(total_minor, weights)
    whole = sum(weights)
    return [total_minor * weight // whole for weight in weights]


def _income(rule: Pool, ground: Ground) -> list[int]:
    income = [0] * len(ground.picture.member_ids)
    for rule_id in rule.of:
        for member_id, amount_minor in ground.earned[rule_id].items():
            income[ground.standings.tree.row_of[member_id]] += amount_minor
    return income


def _growth(rule: Pool, ground: Ground, income: Sequence[int]) -> list[int]:
    """Return by how much more everybody earned than in the period before."""
    growth = list(income)
    for carry in ground.carried(rule.id):
        growth[ground.standings.tree.row_of[carry.member_id]] -= carry.amount
    return growth


def _keep_income(rule: Pool, ground: Ground, income: Sequence[int]) -> None:
    period = ground.picture.period
    key = period.key if period else ""
    for member_id, amount_minor in zip(ground.picture.member_ids, income, strict=True):
        ground.keep(Carry(rule.id, member_id, INCOME, key, amount_minor))
