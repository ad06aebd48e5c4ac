"""How a choice between two rules is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document.key import Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.rule_keys import RULE, kind
from commissions.document.rules_above import check_rules_above, rules_above
from commissions.kinds.kind import Kind, Values

from .rule import GreaterOf
from .words import WORDS

_TWO = 2

KEYS: Keys = {
    **kind(
        "greater_of",
        _("How the rule pays: it takes back the smaller of what two rules pay a member."),
    ),
    **RULE,
    **rules_above(
        "of", _("The two rules. If they pay a member the same, one of them is taken back.")
    ),
}


def read(values: Values, document: Values) -> GreaterOf:
    """Make the rule of its values."""
    return GreaterOf(
        id=values["id"], names=values["name"], tax_nature=values["tax_nature"], of=values["of"]
    )


def check(values: Values, document: Values) -> None:
    """Refuse anything but two rules above."""
    check_rules_above(values, "of", document)
    if len(values["of"]) != _TWO:
        where = f"rule[{values['id']}].of"
        raise PlanRejected(where, _("It compares two rules."), _("Name two rules."))


KIND = Kind("greater_of", GreaterOf, KEYS, read, check, WORDS)
