"""What of a member's earnings vests when, as far as its orders were delivered."""

from __future__ import annotations

from typing import Any

from django.db import connection

from commissions.facts import Release
from commissions.models import PlanVersion, Run, RunState
from commissions.selectors.plans import plan_of

RUNS_LOOKED_AT = 6

_RELEASES = """
SELECT r.plan_version_id, d.delivered_on, e.paid_on, e.payment_method, r.ends_before,
       sum(l.amount_minor)::bigint
FROM commissions_earningline l
JOIN commissions_run r ON r.id = coalesce(l.corrects_run_id, l.run_id)
LEFT JOIN commissions_volumeentry e ON e.id = l.volume_entry_id
LEFT JOIN commissions_volumedelivery d ON d.entry_id = l.volume_entry_id
LEFT JOIN commissions_vestedvolume x
       ON x.run_id = r.id AND x.volume_entry_id = l.volume_entry_id
LEFT JOIN commissions_vestedrest y ON y.run_id = r.id AND l.volume_entry_id IS NULL
WHERE l.member_id = %(member)s AND l.run_id >= %(first)s AND r.id = ANY (%(runs)s)
  AND (d.entry_id IS NOT NULL OR l.volume_entry_id IS NULL)
  AND x.vesting_id IS NULL AND y.vesting_id IS NULL
GROUP BY r.plan_version_id, d.delivered_on, e.paid_on, e.payment_method, r.ends_before
"""


def releases_of(member_id: int, *, limit: int) -> tuple[Release, ...]:
    """Return what is delivered and vests next, by its day; the caller has asked the policy."""
    waiting = Run.objects.filter(state=RunState.PUBLISHED, fully_vested_at=None)
    runs = list(waiting.order_by("-id").values_list("id", flat=True)[:RUNS_LOOKED_AT])
    with connection.cursor() as cursor:
        # What corrects a run was drafted after it, so its number is higher.
        first = min(runs, default=0)
        cursor.execute(_RELEASES, {"member": member_id, "runs": runs, "first": first})
        rows = cursor.fetchall()
    versions = PlanVersion.objects.in_bulk({row[0] for row in rows})
    plans = {key: plan_of(version) for key, version in versions.items()}
    days: dict[Any, int] = {}
    for version_id, *days_of_order, ends_before, amount_minor in rows:
        plan, has_order = plans[version_id], days_of_order[0] is not None
        day = plan.vests_on(*days_of_order) if has_order else plan.rest_vests_on(ends_before)
        days[day] = days.get(day, 0) + amount_minor
    return tuple(Release(day, amount) for day, amount in sorted(days.items())[:limit])
