"""How a fast start bonus is written."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import some_of
from commissions.document.rule_keys import BASE, PASS_OVER, RULE, START, kind
from commissions.engine.facts import CUSTOMER, OWN
from commissions.kinds.kind import Kind, Values
from commissions.kinds.unilevel.checks import passing_over_has_an_effect, rates_are_bounded

from .rule import FastStart

KEYS: Keys = {
    **kind(
        "fast_start",
        _("How the rule pays: a rate on every level above what a new member orders."),
    ),
    **RULE,
    **BASE,
    "rates": Key(
        readers.rates,
        'rates = ["20%", "10%", "5%"]',
        _("The rate of level 1, level 2 and so on."),
    ),
    "days": Key(
        readers.days_from_one,
        'days = "60 days"',
        _("How many days after the day of joining a member is new; the last one counts whole."),
    ),
    "first_orders": Key(
        readers.whole_number,
        "first_orders = 1",
        _(
            "How many orders of these days pay, the earliest first; one of which nothing is left "
            "is none. Without it, all of them."
        ),
        required=False,
    ),
    "orders": Key(
        some_of(OWN, CUSTOMER),
        'orders = ["own"]',
        _("Which orders count: what the new member itself buys, what its customers buy, or both."),
    ),
    "pass_over": Key(
        some_of("inactive", "barred"),
        'pass_over = ["inactive", "barred"]',
        PASS_OVER["pass_over"].meaning,
    ),
    **{name: replace(key, required=False) for name, key in START.items()},
}
_STARTS = {OWN: "own_orders_start_at", CUSTOMER: "customer_orders_start_at"}


def read(values: Values, document: Values) -> FastStart:
    """Make the rule of its values."""
    return FastStart(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        rates_bp=values["rates"],
        depth_by_rank=None,
        pass_over=values["pass_over"],
        own_orders_start_at=values.get("own_orders_start_at", "sponsor"),
        customer_orders_start_at=values.get("customer_orders_start_at", "sponsor"),
        days=values["days"],
        first_orders=values.get("first_orders"),
        orders=values["orders"],
    )


def check(values: Values, document: Values) -> None:
    """Refuse rates beyond the whole, no orders, and words without effect."""
    rates_are_bounded(values)
    passing_over_has_an_effect(values, document)
    where = f"rule[{values['id']}]"
    if not values["orders"]:
        write = _("Write: %(example)s") % {"example": KEYS["orders"].write}
        raise PlanRejected(f"{where}.orders", _("It has no effect: no order pays."), write)
    for orders, key in _STARTS.items():
        if key in values and orders not in values["orders"]:
            reason = _("It has no effect: such orders do not count here.")
            raise PlanRejected(f"{where}.{key}", reason, _("Leave the key out."))
        if key not in values and orders in values["orders"]:
            write = _("Write: %(example)s") % {"example": KEYS[key].write}
            raise PlanRejected(f"{where}.{key}", _("It is missing."), write)


KIND = Kind("fast_start", FastStart, KEYS, read, check)
