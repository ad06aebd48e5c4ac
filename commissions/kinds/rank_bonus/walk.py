"""Rank bonus: an amount when a title is first reached, at once or in instalments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from commissions.engine.facts import Carry, Earning
from commissions.engine.ground import Ground
from commissions.engine.persons import together
from commissions.kinds.by_rank import of_rank
from core.errors import InvariantBroken
from core.rounding import split_by_weights

if TYPE_CHECKING:
    from .rule import RankBonus

# What a member hands on: how many steps of the ladder are rewarded, and what is left of a bonus.
REWARDED = "rewarded"
LEFT = "left."


@dataclass(slots=True)
class Standing:
    """What a member has had of the bonus: `rewarded` steps, and instalments left by step."""

    rewarded: int = 0
    left: dict[int, int] = field(default_factory=dict)


def earnings(rule: RankBonus, ground: Ground) -> Iterator[Earning]:
    """Pay each member in the order of the picture: one line for all its titles of the period.

    Units:  minor units; the first instalments carry the cents that cannot be divided.
    Keeps:  for each title a member, or a person with all its positions, is paid its amount at most,
    whatever ranks and titles do later.
    Raises: InvariantBroken — there is a deadline, and the picture knows no first days.
    Source: plan rule of kind "rank_bonus".
    """
    plan, picture = ground.plan, ground.picture
    known = _brought(rule, ground)
    climbs = _climbs(ground, known)
    shared = together(picture) if rule.counts_persons else {}
    step_of = {rank.id: step for step, rank in enumerate(plan.ranks)}
    for row, member_id in enumerate(picture.member_ids):
        standing = known.get(member_id) or Standing()
        positions = shared.get(member_id, (member_id,))
        paid_step = step_of.get(ground.standings.ranked[row].paid, -1)
        due = _instalments(rule, ground, standing, paid_step)
        steps = _new_steps(climbs, member_id, positions)
        if steps and is_in_time(rule, ground, positions):
            due |= _first(rule, ground, standing, steps)
        standing.rewarded = max(climbs[member_id])
        if sum(due.values()):
            yield _line(rule, ground, member_id, due)
        _keep(rule, ground, member_id, standing)


class Climb(NamedTuple):
    """How many steps of the ladder a member had reached before, and has with this period."""

    had: int
    reached: int


def _climbs(ground: Ground, known: Mapping[int, Standing]) -> dict[int, Climb]:
    step, picture, climbs = ground.plan.step, ground.picture, {}
    for row, member_id in enumerate(picture.member_ids):
        before = picture.held[row].title if picture.held else ""
        rewarded = known[member_id].rewarded if member_id in known else 0
        reached = step(ground.standings.ranked[row].title) + 1
        climbs[member_id] = Climb(max(rewarded, step(before) + 1), reached)
    return climbs


def _new_steps(climbs: Mapping[int, Climb], member_id: int, positions: Sequence[int]) -> range:
    """Return the steps that are paid to a position: once for all positions of its person.

    They come to the one that stands highest, of several the one with the lowest number.
    """
    had = max(climbs[each].had for each in positions)
    reached = max(climbs[each].reached for each in positions)
    highest = next(each for each in positions if climbs[each].reached == reached)
    return range(had, reached) if highest == member_id else range(0)


def is_in_time(rule: RankBonus, ground: Ground, positions: Iterable[int]) -> bool:
    """Tell whether the period begins within the deadline.

    It counts from the first day of the person, which is that of the first of these positions.
    """
    if rule.within_days is None:
        return True
    joined_on, period = ground.picture.joined_on, ground.picture.period
    if not joined_on or period is None:
        raise InvariantBroken("a deadline needs the first day of each member")
    row_of = ground.standings.tree.row_of
    first_day = min(joined_on[row_of[each]] for each in positions)
    return period.starts_on <= first_day + timedelta(days=rule.within_days)


def instalment(rule: RankBonus, amount_minor: int, number: int) -> int:
    """Return one of the instalments of an amount, from 1."""
    return split_by_weights(amount_minor, [1] * rule.instalments)[number - 1]


def _first(rule: RankBonus, ground: Ground, standing: Standing, steps: range) -> dict[int, int]:
    """Return the first instalment of each title that is reached."""
    due = {}
    for step in steps if rule.pays_skipped else steps[-1:]:
        amount_minor = of_rank(rule.amounts_minor, ground.plan.ranks[step].id)
        if amount_minor:
            due[step] = instalment(rule, amount_minor, 1)
            standing.left[step] = rule.instalments - 1
    return due


def _instalments(
    rule: RankBonus, ground: Ground, standing: Standing, paid_step: int
) -> dict[int, int]:
    """Return the next instalment of each title that is still paid; others wait or are lost."""
    due = {}
    for step, left in standing.left.items():
        amount_minor = of_rank(rule.amounts_minor, ground.plan.ranks[step].id)
        if paid_step >= step:
            due[step] = instalment(rule, amount_minor, rule.instalments - left + 1)
        if paid_step >= step or not rule.missed_come_later:
            standing.left[step] = left - 1
    return due


def _line(rule: RankBonus, ground: Ground, member_id: int, due: Mapping[int, int]) -> Earning:
    ranks = ground.plan.ranks
    facts = tuple((ranks[step].id, amount) for step, amount in sorted(due.items()))
    return Earning(
        rule.id, member_id, None, 0, 0, 0, sum(due.values()), source_id=None, facts=facts
    )


def _brought(rule: RankBonus, ground: Ground) -> Mapping[int, Standing]:
    known: dict[int, Standing] = defaultdict(Standing)
    for carry in ground.carried(rule.id):
        if carry.name == REWARDED:
            known[carry.member_id].rewarded = carry.amount
            continue
        step = ground.plan.step(carry.name.removeprefix(LEFT))
        if step >= 0:
            known[carry.member_id].left[step] = carry.amount
    return known


def _keep(rule: RankBonus, ground: Ground, member_id: int, standing: Standing) -> None:
    key = ground.picture.period.key if ground.picture.period else ""
    ground.keep(Carry(rule.id, member_id, REWARDED, key, standing.rewarded))
    for step, left in sorted(standing.left.items()):
        name = f"{LEFT}{ground.plan.ranks[step].id}"
        ground.keep(Carry(rule.id, member_id, name, key, left))
