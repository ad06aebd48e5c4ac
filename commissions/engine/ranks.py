"""Ranks over time: what a period earns, what grace and demotion make of it, and the title."""

from __future__ import annotations

from .facts import Award, Held, Ranked
from .plan import LAST_PERIOD, NEVER, ONE_STEP, Plan

NOTHING = Held()


def ranked(plan: Plan, earned: str, before: Held) -> Ranked:
    """Return the ranks of somebody who may earn and whose volumes reach a rank.

    Whoever earns less than the rank held keeps it for the plan's grace, period after period;
    then it falls as the plan says. Periods of grace are counted anew once the rank is earned.
    Keeps:  a title never falls, and nobody is paid above it.
    """
    held, missed = _after_the_period(plan, earned, before)
    lowest = plan.ranks[0].id if plan.ranks else ""
    at_start = before.rank if plan.step(before.rank) >= 0 else lowest
    paid = at_start if plan.rank_for_pay == LAST_PERIOD else held
    title = paid if plan.step(paid) >= plan.step(before.title) else before.title
    return Ranked(earned, held, paid, title, missed)


def unranked(before: Held) -> Ranked:
    """Return the ranks of somebody who may not earn: the rank is lost, the title stays."""
    return Ranked("", "", "", before.title, 0)


def awarded(plan: Plan, now: Ranked, award: Award) -> Ranked:
    """Return the ranks of somebody who was given one by hand: it pays, and may become the title.

    What is earned and held stays what it is, so nothing is left of the award once it ends.
    """
    if not award.is_exact and plan.step(award.rank) <= plan.step(now.paid):
        return now
    title = award.rank if plan.step(award.rank) >= plan.step(now.title) else now.title
    return now._replace(paid=award.rank, title=title)


def grace_left(plan: Plan, now: Ranked) -> int:
    """Return how many more periods the rank held would outlast, if nothing more was earned."""
    if not now.held:
        return 0
    return max(plan.rank_rules.grace_periods - now.missed, 0)


def _after_the_period(plan: Plan, earned: str, before: Held) -> tuple[str, int]:
    """Return the rank held from now on, and the periods in a row in which it was not earned."""
    reached, stood = plan.step(earned), plan.step(before.rank)
    if reached >= stood:
        return earned, 0
    missed, rules = before.missed + 1, plan.rank_rules
    if rules.demotion == NEVER or missed <= rules.grace_periods:
        return before.rank, missed
    falls_to = stood - 1 if rules.demotion == ONE_STEP else reached
    if falls_to <= reached:
        return earned, 0
    return plan.ranks[falls_to].id, missed
