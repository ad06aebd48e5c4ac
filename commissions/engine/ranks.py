"""Ranks over time: what a period earns, what hold, grace and demotion make of it, and the title."""

from __future__ import annotations

from core.periods import Period

from .facts import Award, Held, Ranked
from .past import NO_PAST, Past, recent_before
from .plan import AS_PAID, LAST_PERIOD, NEVER, ONE_STEP, ORDER_DAY, Plan

NOTHING = Held()


def ranked(
    plan: Plan, earned: str, before: Held, past: Past = NO_PAST, award: Award | None = None
) -> Ranked:
    """Return the ranks of somebody who may earn and whose volumes reach a rank.

    Whoever earns less than the rank held keeps it for the plan's grace, period after period;
    then it falls as the plan says. Periods of grace are counted anew once the rank is earned.
    A rank given by hand pays and may become the title; what is earned and held stays what it is,
    so nothing is left of it once it ends.
    Keeps:  nobody is paid above the title; a title falls only where the plan lets it.
    """
    held, missed = _after_the_period(plan, earned, before, past)
    lowest = plan.ranks[0].id if plan.ranks else ""
    at_start = before.rank if plan.step(before.rank) >= 0 else lowest
    paid = _for_pay(plan, at_start, held)
    given = plan.step(award.rank) if award else -1
    if award and (given > plan.step(paid) or (award.is_exact and given >= 0)):
        paid = award.rank
    return Ranked(earned, held, paid, _title(plan, paid, before, past), missed)


def unranked(before: Held) -> Ranked:
    """Return the ranks of somebody who may not earn: the rank is lost, the title stays."""
    return Ranked("", "", "", before.title, 0)


def grace_left(plan: Plan, now: Ranked) -> int:
    """Return how many more periods the rank held would outlast, if nothing more was earned."""
    if not now.held:
        return 0
    return max(plan.rank_rules.grace_periods - now.missed, 0)


def remembered(plan: Plan, now: Ranked, before: Held, past: Past, period: Period) -> Past:
    """Return what the next period has to know of somebody who may earn."""
    rules, found = plan.rank_rules, Past()
    if rules.hold_of > 1:
        known = {**past.earned, period.key: plan.step(now.earned)}
        recent = recent_before(plan, period.next())
        found.earned = {key: known[key] for key in recent if key in known}
    stood, held = plan.step(before.rank), plan.step(now.held)
    for step, (since, left) in past.lost.items():
        if step > held:
            found.lost[step] = (since, left - 1)
    if rules.requalify_periods and held < stood:
        found.lost[stood] = (period.key, rules.requalify_periods)
    if rules.title_lasts is not None and plan.step(now.paid) < plan.step(now.title):
        found.title_unpaid = past.title_unpaid + 1
    return found


def _for_pay(plan: Plan, at_start: str, held: str) -> str:
    """Return the rank that pays; one that goes by days does not fall within a period."""
    if plan.rank_for_pay == ORDER_DAY and plan.step(held) < plan.step(at_start):
        return at_start
    return at_start if plan.rank_for_pay == LAST_PERIOD else held


def _after_the_period(plan: Plan, earned: str, before: Held, past: Past) -> tuple[str, int]:
    """Return the rank held from now on, and the periods in a row in which it was not earned."""
    reached, stood = plan.step(earned), plan.step(before.rank)
    if reached >= stood:
        held = max(stood, _confirmed(plan, reached, past))
        return (plan.ranks[held].id if held >= 0 else earned), 0
    missed, rules = before.missed + 1, plan.rank_rules
    if rules.demotion == NEVER or missed <= rules.grace_periods:
        return before.rank, missed
    falls_to = stood - 1 if rules.demotion == ONE_STEP else reached
    if falls_to <= reached:
        return earned, 0
    return plan.ranks[falls_to].id, missed


def _confirmed(plan: Plan, reached: int, past: Past) -> int:
    """Return the step that was earned often enough, or was lost not long ago; the lowest at once.

    A plan without hold confirms whatever is earned.
    """
    often_enough = plan.rank_rules.hold_periods - 1
    step = reached
    while step > 0 and past.times(step) < often_enough:
        step -= 1
    return max(step, min(reached, past.regains()))


def _title(plan: Plan, paid: str, before: Held, past: Past) -> str:
    rules = plan.rank_rules
    is_idle = rules.title_lasts is not None and past.title_unpaid >= rules.title_lasts
    if rules.title == AS_PAID or is_idle or plan.step(paid) >= plan.step(before.title):
        return paid
    return before.title
