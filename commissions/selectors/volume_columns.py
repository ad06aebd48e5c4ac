"""The columns of a volume entry `e` as the engine's Volume has them, and the day that counts."""

from __future__ import annotations

from commissions.engine.plan import Plan

# The day of an order that a plan may go by, and the column that holds it.
DAYS = {"paid": "paid_on", "placed": "placed_on"}


def day_of(plan: Plan) -> str:
    """Return the name of the column by which a plan counts orders."""
    return DAYS[plan.volume_date]


def volume_columns(plan: Plan) -> str:
    """Return the columns; every order qualifies with the points it pays."""
    return (
        "e.id, e.order_ref, e.member_id, e.kind, e.pv_minor, e.cv_minor, e.net_minor, e.pv_minor,"
        f" e.retail_minor, e.country, e.{day_of(plan)}"
    )
