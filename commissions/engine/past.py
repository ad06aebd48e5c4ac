"""What a member's ranks remember of the periods before: earned steps, lost ranks, idle titles.

All of it is handed on as the plan's own numbers, by the ranks' ids: a later version of the plan may
have more ranks than this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.errors import InvariantBroken
from core.periods import Period

from .facts import Carry, Picture

if TYPE_CHECKING:
    from .plan import Plan, RankRules

EARNED_IN = "earned."
LOST = "lost."
TITLE_UNPAID = "title_unpaid"


@dataclass(slots=True)
class Past:
    """What one member's ranks remember.

    `earned` are steps by period, `lost` those that are regained at once, with the period of the
    loss and the periods left for it; `title_unpaid` counts the periods in a row in which somebody
    was paid below the title.
    """

    earned: dict[str, int] = field(default_factory=dict)
    lost: dict[int, tuple[str, int]] = field(default_factory=dict)
    title_unpaid: int = 0

    def times(self, step: int) -> int:
        """Count the periods in which a step was earned."""
        return sum(earned >= step for earned in self.earned.values())

    def regains(self) -> int:
        """Return the highest step that is held again as soon as it is earned, -1 for none."""
        return max((step for step, (_since, left) in self.lost.items() if left), default=-1)


NO_PAST = Past()


def needs_past(rules: RankRules) -> bool:
    """Tell whether ranks depend on more than what was held."""
    return rules.hold_of > 1 or rules.title_lasts is not None


def pasts(plan: Plan, picture: Picture) -> Mapping[int, Past]:
    """Return what the members who have a past remember.

    Raises: InvariantBroken — the picture does not say which period it is of.
    """
    if not needs_past(plan.rank_rules):
        return {}
    if picture.period is None:
        raise InvariantBroken("the picture does not say which period it is of")
    recent, found = set(recent_before(plan, picture.period)), dict[int, Past]()
    for carry in picture.carried:
        if carry.rule_id:
            continue
        past = found.setdefault(carry.member_id, Past())
        if carry.name.startswith(EARNED_IN) and carry.since in recent:
            past.earned[carry.since] = plan.step(carry.name.removeprefix(EARNED_IN))
        elif carry.name.startswith(LOST):
            step = plan.step(carry.name.removeprefix(LOST))
            past.lost[step] = (carry.since, carry.amount)
        elif carry.name == TITLE_UNPAID:
            past.title_unpaid = carry.amount
    return found


def recent_before(plan: Plan, period: Period) -> Iterator[str]:
    """Yield the keys of the periods before one in which a rank held in it may have been earned."""
    for _before in range(plan.rank_rules.hold_of - 1):
        period = period.previous()
        yield period.key


def handed_on(plan: Plan, member_id: int, past: Past) -> Iterator[Carry]:
    """Yield what the next period has to know; the lowest rank is everybody's and tells nothing."""
    for since, step in past.earned.items():
        if step > 0:
            yield Carry("", member_id, f"{EARNED_IN}{plan.ranks[step].id}", since, 1)
    for step, (since, left) in past.lost.items():
        if step > 0 and left > 0:
            yield Carry("", member_id, f"{LOST}{plan.ranks[step].id}", since, left)
    if past.title_unpaid:
        yield Carry("", member_id, TITLE_UNPAID, "", past.title_unpaid)
