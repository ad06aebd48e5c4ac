"""How a matching rule is written."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.by_rank import by_rank, check_ranks
from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import one_of
from commissions.document.rule_keys import PASS_OVER, RULE, kind
from commissions.document.rules_above import check_rules_above, rules_above
from commissions.kinds.kind import Kind, Values
from core.rates import WHOLE_BP

from . import words
from .rule import Matching

# Keys by which a rule limits itself.
OWN_LIMITS = frozenset({"cap", "most_matched", "most_cycles"})


def _rates(value: object) -> tuple[int, ...]:
    """Read rates, or [] for none."""
    return () if value == [] else readers.rates(value)


KEYS: Keys = {
    **kind("matching", _("How the rule pays: a rate of what those below earn by other rules.")),
    **RULE,
    **rules_above("of", _("The rules above this one whose pay is matched.")),
    "rates": Key(
        by_rank(_rates),
        'rates = { partner = [], team_lead = ["15%", "10%"] }',
        _(
            "The rate of each sponsor generation above an earner, for everybody or for each rank; "
            "[] for a rank that has none."
        ),
        unit=_("list of percentages, or one for each rank"),
    ),
    "caps": Key(
        one_of("before", "after"),
        'caps = "after"',
        _(
            "Whether pay is matched before the limits of the matched rules or after them. Only "
            "where one of them has a limit of its own."
        ),
        required=False,
    ),
    "cascade": Key(
        one_of("none", "received"),
        'cascade = "none"',
        _(
            "Whether what an earner itself receives by this rule is matched too, from below "
            "upwards; all generations together must then stay below the whole."
        ),
    ),
    **PASS_OVER,
}


def read(values: Values, document: Values) -> Matching:
    """Make the rule of its values."""
    return Matching(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        of=tuple(values["of"]),
        rates_by_rank=values["rates"],
        before_caps=values.get("caps") == "before",
        cascade=values["cascade"] == "received",
        pass_over=values["pass_over"],
    )


def check(values: Values, document: Values) -> None:
    """Refuse cycles, generations that nobody gets, and sums that nothing bounds."""
    check_rules_above(values, "of", document)
    where = f"rule[{values['id']}]"
    check_ranks(f"{where}.rates", values["rates"], document)
    _generations_pay(f"{where}.rates", values["rates"])
    _cascade_is_bounded(where, values, document)
    _caps_have_an_effect(where, values, document)
    _passing_over_has_an_effect(f"{where}.pass_over", values, document)


def _generations_pay(where: str, rates: Mapping[str, tuple[int, ...]]) -> None:
    if not any(rates.values()):
        reason = _("It has no effect: it is zero for everybody.")
        remedy = _("Leave the rule out or write what it pays.")
        raise PlanRejected(where, reason, remedy)
    if any(each and not each[-1] for each in rates.values()):
        reason = _("The last generation pays nothing, so it has no effect.")
        raise PlanRejected(where, reason, _("Leave it out."))


def _cascade_is_bounded(where: str, values: Values, document: Values) -> None:
    rule = read(values, document)
    if rule.cascade and rule.most_of_an_earning_bp >= WHOLE_BP:
        reason = _("In a cascade these rates bring back all that is paid: nothing bounds the sum.")
        remedy = _('Write rates that add up to less than 100 percent, or: cascade = "none"')
        raise PlanRejected(f"{where}.rates", reason, remedy)


def _caps_have_an_effect(where: str, values: Values, document: Values) -> None:
    matched = (rule for rule in document["rule"] if rule["id"] in values["of"])
    has_limits = any(OWN_LIMITS & rule.keys() for rule in matched)
    if "caps" in values and not has_limits:
        reason = _("It has no effect: no matched rule has a limit of its own.")
        raise PlanRejected(f"{where}.caps", reason, _("Leave the key out."))
    if "caps" not in values and has_limits:
        remedy = _("Write: %(example)s") % {"example": KEYS["caps"].write}
        raise PlanRejected(f"{where}.caps", _("It is missing."), remedy)


def _passing_over_has_an_effect(where: str, values: Values, document: Values) -> None:
    if "inactive" in values["pass_over"] and not document["active"]:
        reason = _("“inactive” has no effect: without [active], every member is active.")
        raise PlanRejected(where, reason, _("Add [active] or leave the word out."))
    lengths = {len(rates) for rates in values["rates"].values()}
    nothing = any(0 in rates for rates in values["rates"].values())
    if "rank_too_low" in values["pass_over"] and len(lengths) == 1 and not nothing:
        reason = _("“rank_too_low” has no effect: every rank reaches every level.")
        raise PlanRejected(where, reason, _("Leave the word out."))


KIND = Kind("matching", Matching, KEYS, read, check, words.WORDS)
