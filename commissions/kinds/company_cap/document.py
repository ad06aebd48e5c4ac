"""How a company cap is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.plan_money import check_money
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import one_of
from commissions.document.rule_keys import RULE, kind
from commissions.document.rules_above import check_rules_above, rules_above, rules_before
from commissions.kinds.kind import Kind, Values
from core.money import Money

from .rule import CompanyCap
from .words import WORDS

KEYS: Keys = {
    **kind(
        "company_cap",
        _("How the rule pays: it takes back what all members together earn above a limit."),
    ),
    **RULE,
    **rules_above("of", _("The rules that share the limit; with “priority” the first come first.")),
    "limit": Key(
        readers.rate_or_money,
        'limit = "42%"',
        _("The most that these rules pay in a period: a share of all its orders, or money."),
    ),
    "base": Key(
        one_of("order.cv", "order.net"),
        'base = "order.cv"',
        _(
            "What the share is taken of: the orders' commission points or their net value. Only "
            "with a share."
        ),
        required=False,
    ),
    "mode": Key(
        one_of("pro_rata", "priority", "hard_stop"),
        'mode = "pro_rata"',
        _(
            "How the sum is cut: everybody in the same proportion, to the cent by the largest "
            "remainder; or rule by rule in the order of “of” until nothing is left, within a rule "
            "in proportion; or rule by rule and within a rule by rising member number."
        ),
    ),
}


def read(values: Values, document: Values) -> CompanyCap:
    """Make the rule of its values."""
    limit = values["limit"]
    return CompanyCap(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        of=values["of"],
        base=values.get("base", ""),
        rate_bp=0 if isinstance(limit, Money) else limit,
        limit_minor=limit.minor if isinstance(limit, Money) else 0,
        mode=values["mode"],
        holds_all=set(values["of"]) == set(rules_before(values, document)),
    )


def check(values: Values, document: Values) -> None:
    """Refuse rules that are not above, a base without a share, and money of another currency."""
    check_rules_above(values, "of", document)
    where, limit = f"rule[{values['id']}]", values["limit"]
    if isinstance(limit, Money):
        check_money(f"{where}.limit", limit, document)
        if "base" in values:
            reason = _("It has no effect: the limit is money, not a share of orders.")
            raise PlanRejected(f"{where}.base", reason, _("Leave the key out."))
    elif "base" not in values:
        write = _("Write: %(example)s") % {"example": KEYS["base"].write}
        raise PlanRejected(f"{where}.base", _("It is missing."), write)


KIND = Kind("company_cap", CompanyCap, KEYS, read, check, WORDS)
