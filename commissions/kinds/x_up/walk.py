"""X-up: who earns on an order is the nearest above to whom its member was not passed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from commissions.engine.tree import NOBODY, recruits

if TYPE_CHECKING:
    from .rule import XUp

GIVEN_AWAY = "given_away"
OWES_RECRUITS = "owes_recruits"


def decide(rule: XUp, standing: Standing, is_passed_up: bool) -> Step:
    """Say what a member above does with an order that came to it, or past its sponsor."""
    hurdle = ""
    if standing.status != MAY_EARN:
        hurdle = BARRED
    elif not standing.is_active:
        hurdle = INACTIVE
    elif is_passed_up and rule.needs_own_passed and not rule.has_passed(standing.recruits):
        hurdle = OWES_RECRUITS
    if not hurdle:
        return Step(standing.member_id, 1, TOOK, "", rule.rate_bp)
    is_passed = hurdle == OWES_RECRUITS or hurdle in rule.pass_over
    return Step(standing.member_id, 1, PASSED_OVER if is_passed else USED_UP, hurdle)


def climb(rule: XUp, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
    """Walk up from an order: the meaning of the rule."""
    above = iter(uplines)
    is_passed_up = rule.is_passed_up(next(above).recruit_no)
    if volume.kind not in rule.orders:
        return
    if is_passed_up:
        sponsor = next(above, None)
        if sponsor is not None:
            yield Step(sponsor.member_id, 1, PASSED_OVER, GIVEN_AWAY)
    for standing in above:
        step = decide(rule, standing, is_passed_up)
        yield step
        if step.decision != PASSED_OVER:
            return


def earnings(rule: XUp, ground: Ground) -> Iterator[Earning]:
    """Pay each order of the period to one member; a line of nothing is no line.

    Units:  amounts in minor units, rounded half up once per line.
    Source: plan rule of kind "x_up".
    """
    plan, standings = ground.plan, ground.standings
    members, above = standings.picture.member_ids, standings.tree.sponsor_rows
    places, counts = recruits(members, above)
    near = {flag: _Nearest(rule, ground, counts, flag) for flag in (False, True)}
    for volume in standings.picture.volumes:
        base_minor = plan.base_minor(rule, volume) if volume.kind in rule.orders else 0
        row = standings.tree.row_of[volume.member_id]
        is_passed_up = rule.is_passed_up(places[row])
        first = above[above[row]] if is_passed_up else above[row]
        taker = near[is_passed_up].taker(first)
        amount_minor = rule.amount_minor(base_minor, rule.rate_bp) if taker != NOBODY else 0
        if amount_minor:
            yield Earning(
                rule.id, members[taker], volume, 1, rule.rate_bp, base_minor, amount_minor
            )  # fmt: skip


class _Nearest:
    """For each row the nearest one, itself included, that ends the way; jumps over the others."""

    def __init__(self, rule: XUp, ground: Ground, counts: list[int], is_passed_up: bool) -> None:
        standings = ground.standings
        size = len(standings.tree.sponsor_rows)
        self._takes, self._ends = [False] * (size + 1), [NOBODY] * (size + 1)
        for row in standings.tree.sponsors_first:
            standing = standings.at(row)._replace(recruits=counts[row])
            decision = decide(rule, standing, is_passed_up).decision
            self._takes[row] = decision == TOOK
            above = self._ends[standings.tree.sponsor_rows[row]]
            self._ends[row] = above if decision == PASSED_OVER else row

    def taker(self, row: int) -> int:
        """Return who earns from this row on, NOBODY if nobody does."""
        end = self._ends[row]
        return end if self._takes[end] else NOBODY
