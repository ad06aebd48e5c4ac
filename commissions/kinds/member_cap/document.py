"""How a cap for each member is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.plan_money import check_money
from commissions.document.plan_rejected import PlanRejected
from commissions.document.rule_keys import RULE, counted_by, counts_persons, kind
from commissions.document.rules_above import check_rules_above, rules_above
from commissions.kinds.kind import Kind, Values

from .rule import MemberCap
from .words import WORDS

KEYS: Keys = {
    **kind(
        "member_cap",
        _("How the rule pays: it takes back what one member earns in a period above a limit."),
    ),
    **RULE,
    **rules_above("of", _("The rules whose payments share the limit.")),
    "limit": Key(
        readers.money,
        'limit = "5000.00 EUR"',
        _("The most that these rules pay one member in a period."),
        required=False,
    ),
    "limits": Key(
        readers.money_by_name,
        'limits = { partner = "500.00 EUR", team_lead = "2500.00 EUR" }',
        _(
            "The same by the rank by which a member is paid, instead of “limit”; a rank that is "
            "not named has no limit."
        ),
        required=False,
    ),
    **counted_by(
        _(
            "Whether each position has the limit for itself, which is also so without this key, or "
            "all positions of one person have it together: the highest that one of them has. What "
            "is too much is then taken back from each in proportion to what it earned, to the cent "
            "by the largest remainder."
        )
    ),
}


def read(values: Values, document: Values) -> MemberCap:
    """Make the rule of its values."""
    limit, limits = values.get("limit"), values.get("limits", {})
    return MemberCap(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        of=values["of"],
        limit_minor=limit.minor if limit else None,
        limits_minor={rank: each.minor for rank, each in limits.items()},
        counts_persons=counts_persons(values),
    )


def check(values: Values, document: Values) -> None:
    """Refuse rules that are not above, two limits or none, and ranks that there are not."""
    check_rules_above(values, "of", document)
    where, ranks = f"rule[{values['id']}]", [rank["id"] for rank in document["rank"]]
    if ("limit" in values) == ("limits" in values):
        reason = _("It needs either “limit” or “limits”.")
        write = _("Write: %(example)s") % {"example": KEYS["limit"].write}
        raise PlanRejected(f"{where}.limit", reason, write)
    if "limit" in values:
        check_money(f"{where}.limit", values["limit"], document)
    for rank, limit in values.get("limits", {}).items():
        check_money(f"{where}.limits.{rank}", limit, document)
        if rank not in ranks:
            known = _("Known ranks: %(ranks)s.") % {"ranks": ", ".join(ranks) or "–"}
            raise PlanRejected(f"{where}.limits.{rank}", _("There is no such rank."), known)


KIND = Kind("member_cap", MemberCap, KEYS, read, check, WORDS)
