"""How a booking bonus is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.plan_money import check_money
from commissions.document.plan_rejected import PlanRejected
from commissions.document.rule_keys import BASE, RULE, kind
from commissions.document.takers_key import WHO_TAKES, check_who_takes
from commissions.engine.parties import PARTY_CLOSE
from commissions.kinds.kind import Kind, Values

from .rule import BookingBonus
from .words import WORDS

KEYS: Keys = {
    **kind(
        "booking_bonus",
        _("How the rule pays: for each party that was booked at another one, once it is closed."),
    ),
    **RULE,
    **BASE,
    "least": Key(
        readers.money,
        'least = "200 EUR"',
        _(
            "From which worth of its orders on a booked party pays. What is paid after the closing "
            "is no part of it."
        ),
    ),
    "amount": Key(
        readers.money,
        'amount = "15 EUR"',
        _("What each such party pays its consultant."),
        required=False,
    ),
    "rate": Key(
        readers.rate,
        'rate = "3%"',
        _("Instead of an amount: the rate of all that each such party is worth."),
        required=False,
    ),
    **WHO_TAKES,
}


def read(values: Values, document: Values) -> BookingBonus:
    """Make the rule of its values."""
    return BookingBonus(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        least_minor=values["least"].minor,
        fixed_minor=values["amount"].minor if "amount" in values else 0,
        rate_bp=values.get("rate", 0),
        need_activity=values["takers"] == "active",
    )


def check(values: Values, document: Values) -> None:
    """Refuse both or neither of amount and rate, and a plan that does not know parties."""
    where = f"rule[{values['id']}]"
    check_who_takes(values, document)
    if ("amount" in values) == ("rate" in values):
        reason = _("It needs either “amount” or “rate”.")
        write = _("Write: %(example)s") % {"example": KEYS["amount"].write}
        raise PlanRejected(f"{where}.amount", reason, write)
    for name in ("least", "amount"):
        if name in values:
            check_money(f"{where}.{name}", values[name], document)
    if document["volume_date"] != PARTY_CLOSE:
        reason = _("It pays for closed parties, but the plan does not count orders by them.")
        remedy = _("Write: %(example)s") % {"example": 'volume_date = "party_close"'}
        raise PlanRejected(f"{where}.kind", reason, remedy)


KIND = Kind("booking_bonus", BookingBonus, KEYS, read, check, WORDS)
