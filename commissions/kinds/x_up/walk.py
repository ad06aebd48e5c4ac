"""X-up: who earns on an order is the nearest above to whom its member was not passed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from commissions.engine.plan import BARRED, INACTIVE
from commissions.engine.tree import NOBODY, Tree, recruits

if TYPE_CHECKING:
    from .rule import XUp

GIVEN_AWAY = "given_away"
OWES_RECRUITS = "owes_recruits"


def decide(rule: XUp, standing: Standing, is_passed_up: bool) -> Step:
    """Say what a member above does with an order that came to it, or past its sponsor."""
    if is_passed_up and rule.needs_own_passed and not rule.has_passed(standing.recruits):
        return Step(standing.member_id, 1, PASSED_OVER, OWES_RECRUITS)
    hurdle = ""
    if standing.status != MAY_EARN:
        hurdle = BARRED
    elif not standing.is_active:
        hurdle = INACTIVE
    if not hurdle:
        return Step(standing.member_id, 1, TOOK, "", rule.rate_bp)
    decision = PASSED_OVER if hurdle in rule.pass_over else USED_UP
    return Step(standing.member_id, 1, decision, hurdle)


def climb(rule: XUp, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
    """Walk up from an order: the meaning of the rule."""
    above = iter(uplines)
    below = next(above)
    is_passed_up, gives = rule.is_passed_up(below.recruit_no), True
    if volume.kind not in rule.orders:
        return
    for standing in above:
        if gives and rule.is_passed_up(below.recruit_no):
            step = Step(standing.member_id, 1, PASSED_OVER, GIVEN_AWAY)
        else:
            step = decide(rule, standing, is_passed_up)
        yield step
        if step.decision != PASSED_OVER:
            return
        below, gives = standing, rule.gives_line


def earnings(rule: XUp, ground: Ground) -> Iterator[Earning]:
    """Pay each order of the period to one member; a line of nothing is no line.

    Units:  amounts in minor units, rounded half up once per line.
    Source: plan rule of kind "x_up".
    """
    plan, standings = ground.plan, ground.standings
    members, above = standings.picture.member_ids, standings.tree.sponsor_rows
    places, counts = recruits(members, above)
    nexts = _nexts(rule, standings.tree, places)
    near = {flag: _Nearest(rule, ground, counts, nexts, flag) for flag in (False, True)}
    for volume in standings.picture.volumes:
        base_minor = plan.base_minor(rule, volume) if volume.kind in rule.orders else 0
        row = standings.tree.row_of[volume.member_id]
        is_passed_up = rule.is_passed_up(places[row])
        first = nexts[above[row]] if is_passed_up else above[row]
        taker = near[is_passed_up].taker(first)
        amount_minor = rule.amount_minor(base_minor, rule.rate_bp) if taker != NOBODY else 0
        if amount_minor:
            yield Earning(
                rule.id, members[taker], volume, 1, rule.rate_bp, base_minor, amount_minor
            )  # fmt: skip


def _nexts(rule: XUp, tree: Tree, places: Sequence[int]) -> list[int]:
    """Return for each row, and for NOBODY, the nearest above who may be asked for what passes it.

    Whoever has given away the line below is not asked.
    """
    nexts = [NOBODY] * (len(places) + 1)
    for row in tree.sponsors_first:
        sponsor = tree.sponsor_rows[row]
        is_given = rule.gives_line and rule.is_passed_up(places[row])
        nexts[row] = nexts[sponsor] if is_given else sponsor
    return nexts


class _Nearest:
    """For each row the nearest one, itself included, that ends the way; jumps over the others."""

    def __init__(
        self, rule: XUp, ground: Ground, counts: list[int], nexts: list[int], is_passed_up: bool
    ) -> None:
        standings = ground.standings
        size = len(standings.tree.sponsor_rows)
        self._takes, self._ends = [False] * (size + 1), [NOBODY] * (size + 1)
        for row in standings.tree.sponsors_first:
            standing = standings.at(row)._replace(recruits=counts[row])
            decision = decide(rule, standing, is_passed_up).decision
            self._takes[row] = decision == TOOK
            above = self._ends[nexts[row]]
            self._ends[row] = above if decision == PASSED_OVER else row

    def taker(self, row: int) -> int:
        """Return who earns from this row on, NOBODY if nobody does."""
        end = self._ends[row]
        return end if self._takes[end] else NOBODY
