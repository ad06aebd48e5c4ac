"""The columns of a volume entry `e` as the engine's Volume has them, and the day that counts."""

from __future__ import annotations

from itertools import chain

from commissions.engine.plan import Plan
from commissions.engine.requirement import ByFormula, Customers, Requirement
from commissions.selectors.portions import sold_column

# The day of an order that a plan may go by, and the column that holds it.
DAYS = {"paid": "paid_on", "placed": "placed_on"}

# An order of a party counts when the party is closed, or when it is paid after that; an order of an
# open party does not count yet.
_PARTY_DAY = """CASE WHEN e.party = 0 THEN e.paid_on ELSE (
    SELECT greatest(h.closed_on, e.paid_on) FROM commissions_partyheld h WHERE h.party = e.party
) END"""
# What is paid after the closing belongs to the party, but does not make it a booking once more.
_BOOKED_AT = """coalesce((
    SELECT h.booked_at FROM commissions_partyheld h
    WHERE h.party = e.party AND e.paid_on <= h.closed_on
), 0)"""


def day_of(plan: Plan) -> str:
    """Return the SQL of the day by which a plan counts orders, NULL for one that does not count."""
    return _PARTY_DAY if plan.counts_parties else f"e.{DAYS[plan.volume_date]}"


def volume_columns(plan: Plan) -> str:
    """Return the columns of which `portions.volume_of` makes a volume.

    `currency_facts` has what they need besides.
    """
    parties = ", 0, 0, 0" if plan.counts_products and not plan.counts_parties else ""
    return plain_columns(plan) + parties + sold_column(plan)


def plain_columns(plan: Plan) -> str:
    """Return the columns but for portions; every order qualifies with the points it pays."""
    currency = "CASE WHEN e.currency = %(currency)s THEN '' ELSE e.currency END"
    columns = (
        "e.id, e.order_ref, e.member_id, e.kind, e.pv_minor, e.cv_minor, e.net_minor, e.pv_minor,"
        f" e.retail_minor, e.country, {day_of(plan)}, {buyer_column(plan)}, {currency}"
    )
    if not plan.counts_parties:
        return columns
    return f"{columns}, e.credit_minor, e.party, {_BOOKED_AT}"


def buyer_column(plan: Plan) -> str:
    """Return what tells customers apart, nothing where the plan does not count them."""
    return "e.buyer" if counts_customers(plan) else "''"


def counts_customers(plan: Plan) -> bool:
    """Tell whether it matters to a plan which customer bought."""
    asked = chain(plan.activity.requirements, *(rank.more for rank in plan.ranks))
    return any(map(_is_of_customers, asked)) or any(rule.needs_buyers for rule in plan.rules)


def _is_of_customers(asked: Requirement) -> bool:
    if isinstance(asked, ByFormula):
        return "customers" in asked.names
    return isinstance(asked, Customers)


def currency_facts(plan: Plan) -> dict[str, str | list[str]]:
    """Return the plan's currency, and all in which it counts orders."""
    return {"currency": plan.currency, "currencies": list(plan.currencies)}
