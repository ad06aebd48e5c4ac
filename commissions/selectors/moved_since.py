"""What a draft does not know of its period, because it was recorded after it was made."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from commissions.models import RankAward, Run
from commissions.selectors.period_tree import tree_day
from commissions.selectors.plans import plan_of, plan_version_for
from core.periods import Period
from network import public as network

PLAN, MEMBERS, AWARDS = "plan", "members", "awards"


def moved_since(run: Run) -> str:
    """Tell what a draft made now would know otherwise than this one: one of the above, or "".

    Orders and returns are counted elsewhere (came_since_draft).
    """
    version = plan_version_for(run.plan_code, Period(run.period_key))
    if version.pk != run.plan_version_id:
        return PLAN
    last_day = run.ends_before - timedelta(days=1)
    plan = plan_of(version)
    day = tree_day(plan, last_day, run.drafted_at)
    by_day = plan.tree_goes_by_day
    if network.was_recorded_since(run.drafted_at, day=day, by_day=by_day):
        return MEMBERS
    in_force = Q(valid_until=None) | Q(valid_until__gt=last_day)
    given = RankAward.objects.filter(
        in_force,
        plan_code=run.plan_code,
        is_approved=True,
        valid_from__lte=last_day,
        decided_at__gt=run.drafted_at,
    )
    return AWARDS if given.exists() else ""
