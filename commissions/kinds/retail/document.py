"""How a retail rule is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.product_keys import PRODUCTS
from commissions.document.readers import one_of, some_of
from commissions.document.rule_keys import RULE, kind
from commissions.document.takers_key import WHO_TAKES, check_who_takes
from commissions.engine.facts import CUSTOMER, OWN
from commissions.engine.rule import ORDER_RETAIL
from commissions.kinds.kind import Kind, Values

from .rule import Retail
from .words import WORDS

KEYS: Keys = {
    **kind("retail", _("How the rule pays: a member earns on orders credited to itself.")),
    **RULE,
    "base": Key(
        one_of("order.retail", "order.cv", "order.net"),
        'base = "order.retail"',
        _(
            "What the rate is taken of: what customers paid above the member's own price (the "
            "retail margin), or an order's commission points, or its net value."
        ),
    ),
    **PRODUCTS,
    "orders": Key(
        some_of(OWN, CUSTOMER),
        'orders = ["customer"]',
        _("Which orders pay: what the member itself buys, what its customers buy, or both."),
    ),
    "rate": Key(
        readers.rate,
        'rate = "100%"',
        _("The rate for everybody."),
        required=False,
    ),
    "rates": Key(
        readers.rate_by_name,
        'rates = { partner = "10%", team_lead = "15%" }',
        _("The rate of each rank, instead of “rate”; a rank that is not named earns nothing."),
        required=False,
    ),
    **WHO_TAKES,
}


def read(values: Values, document: Values) -> Retail:
    """Make the rule of its values."""
    return Retail(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        orders=values["orders"],
        everybodys_bp=values.get("rate", 0),
        rates_bp=values.get("rates", {}),
        need_activity=values["takers"] == "active",
    )


def check(values: Values, document: Values) -> None:
    """Refuse no orders, a margin of own orders, and rates that nobody or no rank has."""
    where, ranks = f"rule[{values['id']}]", [rank["id"] for rank in document["rank"]]
    check_who_takes(values, document)
    if not values["orders"]:
        reason = _("It has no effect: no order pays.")
        write = _("Write: %(example)s") % {"example": KEYS["orders"].write}
        raise PlanRejected(f"{where}.orders", reason, write)
    if values["base"] == ORDER_RETAIL and OWN in values["orders"]:
        reason = _("What a member buys itself has no margin.")
        remedy = _("Write: %(example)s") % {"example": KEYS["orders"].write}
        raise PlanRejected(f"{where}.orders", reason, remedy)
    if ("rate" in values) == ("rates" in values):
        reason = _("It needs either “rate” or “rates”.")
        write = _("Write: %(example)s") % {"example": KEYS["rate"].write}
        raise PlanRejected(f"{where}.rate", reason, write)
    for rank in values.get("rates", {}):
        if rank not in ranks:
            known = _("Known ranks: %(ranks)s.") % {"ranks": ", ".join(ranks)}
            raise PlanRejected(f"{where}.rates.{rank}", _("There is no such rank."), known)


KIND = Kind("retail", Retail, KEYS, read, check, WORDS)
