"""Level commission: each order pays a rate per level to the uplines who may take one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from commissions.engine.facts import (
    MAY_EARN,
    PASSED_OVER,
    TOOK,
    USED_UP,
    Earning,
    Standing,
    Step,
    Volume,
)
from commissions.engine.ground import Ground
from commissions.engine.plan import BARRED, INACTIVE, RANK_TOO_LOW
from commissions.engine.standings import Standings
from commissions.engine.tree import NOBODY

if TYPE_CHECKING:
    from .rule import Unilevel


def obstacle(rule: Unilevel, standing: Standing, level: int) -> str:
    """Name what keeps a member from taking a level, "" if nothing does."""
    if standing.status != MAY_EARN:
        return BARRED
    if not standing.is_active:
        return INACTIVE
    return "" if rule.is_open(standing.rank, level) else RANK_TOO_LOW


def decide(rule: Unilevel, standing: Standing, level: int) -> Step:
    """Say what a member does with a level: takes it, is passed over, or uses it up."""
    hurdle = obstacle(rule, standing, level)
    decision = TOOK if not hurdle else PASSED_OVER if hurdle in rule.pass_over else USED_UP
    rate_bp = rule.rates_bp[level - 1] if decision == TOOK else 0
    return Step(standing.member_id, level, decision, hurdle, rate_bp)


def climb(rule: Unilevel, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
    """Walk up member by member and say what each one did: the meaning of the rule.

    `uplines` begins with the member the order is credited to. `earnings` pays exactly the members
    who took a level here; it only jumps where this one walks.
    """
    level = 1
    for standing in islice(uplines, 0 if rule.starts_at_seller(volume.kind) else 1, None):
        if level > len(rule.rates_bp):
            return
        step = decide(rule, standing, level)
        yield step
        if step.decision != PASSED_OVER:
            level += 1


def earnings(rule: Unilevel, ground: Ground) -> Iterator[Earning]:
    """Pay each order of the period, level by level; a line of nothing is no line.

    Units:  amounts in minor units, rounded half up once per line.
    Keeps:  per order, the lines stay within what `possible_minor` says.
    Source: plan rule of kind "unilevel".
    """
    plan, standings = ground.plan, ground.standings
    stops = _stops_by_level(rule, standings)
    row_of, sponsor_rows = standings.tree.row_of, standings.tree.sponsor_rows
    for volume in standings.picture.volumes:
        base_minor = plan.base_minor(rule, volume)
        if not base_minor:
            continue
        row = row_of[volume.member_id]
        for level, stop in enumerate(stops, start=1):
            # Level 1 may be the seller's own; every further one begins above the last.
            above = row if level == 1 and rule.starts_at_seller(volume.kind) else sponsor_rows[row]
            row = stop.nearest[above]
            if row == NOBODY:
                break
            rate_bp = rule.rates_bp[level - 1]
            amount_minor = rule.amount_minor(base_minor, rate_bp) if stop.takes[row] else 0
            if amount_minor:
                member_id = standings.picture.member_ids[row]
                yield Earning(rule.id, member_id, volume, level, rate_bp, base_minor, amount_minor)


@dataclass(frozen=True, slots=True)
class _Stops:
    """For one level: who takes it, and per member the nearest one, itself included, who stops it.

    Both end with an entry for NOBODY, which is the last row to Python.
    """

    takes: list[bool]
    nearest: list[int]


def _stops_by_level(rule: Unilevel, standings: Standings) -> list[_Stops]:
    """Find the stops of every level; levels that are open to the same ranks share theirs.

    Years of members who no longer buy lie between a seller and whoever may still be paid: with
    these pointers the cost of an order depends on the levels paid, not on the depth of the tree.
    """
    known: dict[frozenset[str], _Stops] = {}
    ranks = set(standings.ranks)
    by_level = []
    for level in range(1, len(rule.rates_bp) + 1):
        open_to = frozenset(rank for rank in ranks if rule.is_open(rank, level))
        if open_to not in known:
            known[open_to] = _stops(rule, standings, level)
        by_level.append(known[open_to])
    return by_level


def _stops(rule: Unilevel, standings: Standings, level: int) -> _Stops:
    tree, decisions = standings.tree, _Decisions(rule, level)
    takes = [False] * (len(tree.sponsor_rows) + 1)
    nearest = [NOBODY] * (len(tree.sponsor_rows) + 1)
    for row in tree.sponsors_first:
        decision = decisions[standings.facts_at(row)]
        takes[row] = decision == TOOK
        nearest[row] = nearest[tree.sponsor_rows[row]] if decision == PASSED_OVER else row
    return _Stops(takes, nearest)


class _Decisions(dict[tuple[str, bool, str], str]):
    """What members of the same status, activity and rank do with a level, asked once per kind."""

    def __init__(self, rule: Unilevel, level: int) -> None:
        self._rule, self._level = rule, level

    def __missing__(self, facts: tuple[str, bool, str]) -> str:
        nobody_in_particular = Standing(0, *facts)
        self[facts] = decide(self._rule, nobody_in_particular, self._level).decision
        return self[facts]
