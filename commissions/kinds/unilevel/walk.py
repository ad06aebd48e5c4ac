"""Level commission: each order pays a rate per level to the uplines who may take one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
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

from .stops import Stops

if TYPE_CHECKING:
    from .rule import Unilevel


def obstacle(rule: Unilevel, standing: Standing, level: int) -> str:
    """Name what keeps a member from taking a level, "" if nothing does."""
    return _barred_or_inactive(standing) or (
        "" if rule.is_open(standing.rank, level) else RANK_TOO_LOW
    )


def _barred_or_inactive(standing: Standing) -> str:
    if standing.status != MAY_EARN:
        return BARRED
    return "" if standing.is_active else INACTIVE


def decide(rule: Unilevel, standing: Standing, level: int) -> Step:
    """Say what a member does with a level, leaving its rate open."""
    hurdle = obstacle(rule, standing, level)
    decision = TOOK if not hurdle else PASSED_OVER if hurdle in rule.pass_over else USED_UP
    return Step(standing.member_id, level, decision, hurdle)


def climb(rule: Unilevel, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
    """Walk up member by member and say what each one did: the meaning of the rule.

    `uplines` begins with the member the order is credited to. `earnings` pays exactly the members
    who took a level here; it only jumps where this one walks.
    """
    way = iter(uplines)
    credited = next(way)
    if not rule.counts(credited, volume):
        return
    passed, buyer = _buyer(rule, credited, way)
    yield from passed
    if buyer is not None:
        terms = _Terms(rule, buyer.rank, rule.is_of_new_member(credited, volume))
        at_seller = rule.starts_at_seller(volume.kind)
        yield from _levels(terms, chain((buyer,), way) if at_seller else way)


def _buyer(
    rule: Unilevel, credited: Standing, way: Iterator[Standing]
) -> tuple[list[Step], Standing | None]:
    """Return who is climbed over, and who counts as the buyer: None if the order is lost."""
    passed: list[Step] = []
    buyer: Standing | None = credited
    while buyer is not None and rule.inactive_volume != "pays":
        hurdle = _barred_or_inactive(buyer)
        if not hurdle:
            break
        if rule.inactive_volume == "lost":
            return [], None
        passed.append(Step(buyer.member_id, 1, PASSED_OVER, hurdle))
        buyer = next(way, None)
    return passed, buyer


def _levels(terms: _Terms, way: Iterable[Standing]) -> Iterator[Step]:
    rule, waiting = terms.rule, [1]
    for distance, standing in enumerate(way, start=1):
        if rule.skipped_keeps_level and distance > 1 and rule.has_level(distance):
            waiting.append(distance)
        if not waiting or not rule.has_level(waiting[0]):
            return
        steps = list(_steps_of(terms, standing, waiting))
        yield from steps
        waiting = _still_waiting(rule, steps)


class _Terms:
    """A rule with what is the same for the whole way of an order."""

    def __init__(self, rule: Unilevel, buyer_rank: str, is_new: bool) -> None:
        self.rule, self._buyer_rank, self._is_new = rule, buyer_rank, is_new

    def decide(self, standing: Standing, level: int) -> Step:
        step = decide(self.rule, standing, level)
        if step.decision != TOOK:
            return step
        rate = self.rule.rate_bp(level, standing.rank, self._buyer_rank, self._is_new)
        return step._replace(rate_bp=rate)


def _steps_of(terms: _Terms, standing: Standing, waiting: Sequence[int]) -> Iterator[Step]:
    """Say what one member does with the levels that it is offered."""
    if terms.rule.skipped_keeps_level:
        yield from (terms.decide(standing, level) for level in waiting)
        return
    step = terms.decide(standing, waiting[0])
    yield step
    if terms.rule.may_earn_several_levels:
        level = waiting[0] + 1
        while step.decision == TOOK and terms.rule.has_level(level):
            step = terms.decide(standing, level)
            if step.decision == TOOK:
                yield step
            level += 1


def _still_waiting(rule: Unilevel, steps: Sequence[Step]) -> list[int]:
    """Return the levels that the next member above is offered."""
    if rule.skipped_keeps_level:
        return [step.level for step in steps if step.decision == PASSED_OVER]
    last = steps[-1]
    return [last.level] if last.decision == PASSED_OVER else [last.level + 1]


def earnings(rule: Unilevel, ground: Ground) -> Iterator[Earning]:
    """Pay each order of the period, level by level; a line of nothing is no line.

    Units:  amounts in minor units, rounded half up once per line.
    Keeps:  per order, the lines stay within what `possible_minor` says.
    Source: plan rule of kind "unilevel".
    """
    plan, standings = ground.plan, ground.standings
    jumps = Jumps(rule, standings)
    for volume in rule.counted(ground):
        base_minor = plan.base_minor(rule, volume)
        if not base_minor:
            continue
        for level, row, rate_bp in jumps.takers(volume):
            amount_minor = rule.amount_minor(base_minor, rate_bp)
            if amount_minor:
                member_id = standings.picture.member_ids[row]
                yield Earning(rule.id, member_id, volume, level, rate_bp, base_minor, amount_minor)


class Jumps:
    """Finds who takes the levels of an order without asking everybody on the way."""

    def __init__(self, rule: Unilevel, standings: Standings) -> None:
        self._rule, self._standings = rule, standings
        self._tree = standings.tree_of(rule)
        self._stops = Stops(rule, standings, self._tree, decide)

    def takers(self, volume: Volume) -> Iterator[tuple[int, int, int]]:
        """Yield each level that is taken, with the row that takes it and its rate."""
        rule, ranks = self._rule, self._standings.ranks
        credited = self._tree.row_of[volume.member_id]
        buyer = self._stops.buyer(credited)
        if buyer == NOBODY:
            return
        is_new = rule.new_members is not None and rule.is_of_new_member(
            self._standings.at(credited), volume
        )
        first = buyer if rule.starts_at_seller(volume.kind) else self._tree.sponsor_rows[buyer]
        for level, row in self._levels(first):
            yield level, row, rule.rate_bp(level, ranks[row], ranks[buyer], is_new)

    def _levels(self, first: int) -> Iterator[tuple[int, int]]:
        rule, above = self._rule, self._tree.sponsor_rows
        level, row = 1, first
        while row != NOBODY and rule.has_level(level):
            stops = self._stops.at(level)
            taker = stops.nearest[row]
            if taker != NOBODY and stops.takes[taker]:
                yield level, taker
            if rule.skipped_keeps_level:
                row = above[row]
            elif taker == NOBODY:
                return
            else:
                stays = rule.may_earn_several_levels and stops.takes[taker]
                row = taker if stays else above[taker]
            level += 1
