"""Everybody's ranks in a period, worked out once from the bottom up: partners before sponsors.

A rank may ask for ranks below and never for one above or beside, so one pass is all it takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat

from .facts import MAY_EARN, Award, Carry, Held, Ranked
from .past import NO_PAST, Past, handed_on, needs_past, pasts
from .people import CUMULATIVE, LOWEST, People
from .plan import PAID, Plan, Rank
from .ranks import NOTHING, ranked, remembered, unranked
from .requirement import EACH, Legs, Points


@dataclass(frozen=True, slots=True)
class Ladder:
    """Everybody's ranks, row by row, and what the next period has to know."""

    ranked: list[Ranked]
    carried: list[Carry]


def climb(plan: Plan, people: People) -> Ladder:
    """Work out everybody's ranks; members with the same past and present share one object."""
    picture, looks_down = people.picture, looks_at_ranks(plan)
    held = list(picture.held) or list(repeat(NOTHING, len(picture.member_ids)))
    for step in _steps_counted(plan):
        people.count_from(step)
    each = _Each(plan, people)
    found: list[Ranked] = [unranked(NOTHING)] * len(held)
    carried: list[Carry] = []
    for row in reversed(people.tree.sponsors_first):
        if looks_down:
            _own_group(plan, people, row)
        found[row] = each.ranked(row, held[row])
        if looks_down:
            people.stand(row, _seen(plan, found[row]))
        carried += each.handed_on(row, held[row], found[row])
    carried += _cumulative(plan, people)
    return Ladder(found, sorted(carried))


def looks_at_ranks(plan: Plan) -> bool:
    """Tell whether a rank or a rule of the plan depends on ranks below."""
    asked = any(each.looks_at_ranks for rank in plan.ranks for each in rank.more)
    return asked or any(rule.looks_at_ranks for rule in plan.rules)


def earned(plan: Plan, people: People, row: int) -> str:
    """Return the highest rank of which everything holds, "" for none."""
    if not plan.requires_more:
        return plan.rank_for(people.personal()[row], people.group()[row])
    for rank in reversed(plan.ranks):
        if is_reached(rank, people, row):
            return rank.id
    return ""


def is_reached(rank: Rank, people: People, row: int) -> bool:
    """Tell whether a member has everything a rank requires.

    Returns may bring volumes below zero; what asks for nothing is everybody's all the same.
    """
    pv, gv = max(people.personal()[row], 0), max(people.group()[row], 0)
    if not rank.is_reached(pv, gv):
        return False
    return all(requirement.holds(people, row) for requirement in rank.more)


class _Each:
    """Ranks of one member after the other."""

    def __init__(self, plan: Plan, people: People) -> None:
        self._plan, self._people, picture = plan, people, people.picture
        self._awards: Mapping[int, Award] = {each.member_id: each for each in picture.awards}
        self._pasts = pasts(plan, picture)
        self._remembers = needs_past(plan.rank_rules)
        self._known: dict[tuple[str, Held], Ranked] = {}

    def ranked(self, row: int, before: Held) -> Ranked:
        """Return a member's ranks."""
        picture = self._people.picture
        if picture.statuses[row] != MAY_EARN:
            return unranked(before)
        reached = earned(self._plan, self._people, row)
        member_id = picture.member_ids[row]
        past, award = self._pasts.get(member_id, NO_PAST), self._awards.get(member_id)
        if past is not NO_PAST or award is not None:
            return ranked(self._plan, reached, before, past, award)
        key = (reached, before)
        if key not in self._known:
            self._known[key] = ranked(self._plan, reached, before)
        return self._known[key]

    def handed_on(self, row: int, before: Held, now: Ranked) -> Iterator[Carry]:
        """Yield what the next period has to know of a member's ranks."""
        picture = self._people.picture
        if not self._remembers or picture.period is None:
            return iter(())
        member_id = picture.member_ids[row]
        past = self._pasts.get(member_id, NO_PAST)
        if picture.statuses[row] == MAY_EARN:
            past = remembered(self._plan, now, before, past, picture.period)
        else:
            past = Past(title_unpaid=past.title_unpaid)
        return handed_on(self._plan, member_id, past)


def _own_group(plan: Plan, people: People, row: int) -> None:
    if plan.rank_rules.own_group_stops_at is not None:
        people.own_group[row] = people.group_up_to(row, plan.rank_rules.own_group_stops_at)


def _steps_counted(plan: Plan) -> set[int]:
    """Return the steps of which every member of a leg counts."""
    legs = [each for rank in plan.ranks for each in rank.more if isinstance(each, Legs)]
    return {each.step for each in legs if each.multiple == EACH and each.step is not None}


def _seen(plan: Plan, now: Ranked) -> int:
    step = plan.step(now.paid if plan.rank_rules.downline_rank == PAID else now.earned)
    return max(step, LOWEST)


def _cumulative(plan: Plan, people: People) -> Iterator[Carry]:
    """Yield the volume of all periods so far, where a rank asks for it."""
    for measure in sorted(measures_added_up(plan)):
        name = CUMULATIVE[measure]
        for member_id, much in zip(
            people.picture.member_ids, people.cumulative(measure), strict=True
        ):
            if much:
                yield Carry("", member_id, name, "", much)


def measures_added_up(plan: Plan) -> set[str]:
    """Return the points whose volume is added up over periods, because a rank asks for it."""
    asked = [each for rank in plan.ranks for each in rank.more]
    named = {name for each in asked for name in each.names}
    points = {e.measure for e in asked if isinstance(e, Points) and e.volume == "cumulative_volume"}
    return points | ({"pv"} if "cumulative_gv" in named else set())
