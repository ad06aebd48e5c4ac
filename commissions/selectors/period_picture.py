"""The frozen picture of a period: the network of its last day and the volume that it counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from commissions.engine.facts import Picture, Volume
from commissions.engine.plan import Plan
from commissions.models import Run, RunState
from core.errors import Refused
from core.periods import Period
from network import public as network

# The day of an order that a plan may go by, and the column that holds it.
DAYS = {"paid": "paid_on", "placed": "placed_on"}

_VOLUMES = """
WITH counted AS (
    SELECT volume_entry_id FROM commissions_runvolume WHERE run_id = ANY (%(other_runs)s)
), settled AS (
    SELECT starts_on, ends_before FROM commissions_run
    WHERE id = ANY (%(other_runs)s) AND starts_on < %(starts_on)s
)
SELECT e.id, e.order_ref, e.member_id, e.kind, e.pv_minor, e.cv_minor, e.net_minor, e.currency
FROM commissions_volumeentry e
WHERE e.{day} < %(ends_before)s
  AND (e.{day} >= %(starts_on)s
       OR EXISTS (SELECT FROM settled s WHERE e.{day} >= s.starts_on AND e.{day} < s.ends_before))
  AND NOT EXISTS (SELECT FROM counted c WHERE c.volume_entry_id = e.id)
ORDER BY e.{day}, e.order_ref
"""


class ForeignCurrency(Refused):
    """An order of the period is in another currency than the plan."""

    code = "commissions.foreign_currency"


class UnknownMember(Refused):
    """A volume is credited to a member who was not there yet when the period ended."""

    code = "commissions.unknown_member"


def read_picture(plan: Plan, period: Period, *, known_at: datetime | None) -> Picture:
    """Read what a run of the period may know, as it was known at an instant, or is now.

    Volume counts in the period of its day. What arrived after that period was published counts in
    the first period settled after that, so nothing is lost and nothing counts twice.
    Raises: ForeignCurrency, UnknownMember.
    """
    last_day = period.ends_before - timedelta(days=1)
    members = network.network_as_of(day=last_day, known_at=known_at)
    volumes = _volumes(plan, period)
    known = set(members.member_ids)
    stranger = next((volume for volume in volumes if volume.member_id not in known), None)
    if stranger is not None:
        text = _("Order %(order)s is credited to member %(member)s, who joined after %(day)s.")
        facts = {"order": stranger.order_ref, "member": stranger.member_id, "day": last_day}
        raise UnknownMember(text % facts, order_ref=stranger.order_ref)
    return Picture(members.member_ids, members.sponsor_ids, members.statuses, volumes)


def other_published_runs(plan_code: str, period_key: str) -> list[int]:
    """Return the published runs of a plan for other periods."""
    published = Run.objects.filter(plan_code=plan_code, state=RunState.PUBLISHED)
    return list(published.exclude(period_key=period_key).values_list("id", flat=True))


def _volumes(plan: Plan, period: Period) -> tuple[Volume, ...]:
    facts: dict[str, Any] = {
        "other_runs": other_published_runs(plan.code, period.key),
        "starts_on": period.starts_on,
        "ends_before": period.ends_before,
    }
    with connection.cursor() as cursor:
        cursor.execute(_VOLUMES.format(day=DAYS[plan.volume_date]), facts)
        rows = cursor.fetchall()
    volumes = []
    for *volume, currency in rows:
        if currency != plan.currency:
            raise _foreign(plan, volume[1], currency)
        volumes.append(Volume._make(volume))
    return tuple(volumes)


def _foreign(plan: Plan, order_ref: str, currency: str) -> ForeignCurrency:
    text = _(
        "Order %(order)s is in %(currency)s, but plan %(plan)s pays in %(own)s. "
        "Settle it by a plan of its own currency."
    )
    facts = {"order": order_ref, "currency": currency, "plan": plan.label, "own": plan.currency}
    return ForeignCurrency(text % facts, order_ref=order_ref)
