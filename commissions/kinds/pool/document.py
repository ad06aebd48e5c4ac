"""How a pool is written."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.by_rank import by_rank, check_ranks, check_some_effect
from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.readers import one_of
from commissions.document.rule_keys import BASE, RULE, kind
from commissions.document.rules_above import check_rules_above, rules_above
from commissions.kinds.kind import Kind, Values
from commissions.kinds.numbers import count_from_zero, rate_from_zero
from core.rates import WHOLE_BP

from . import words
from .rule import Pool

_COUNTRY = re.compile(r"[A-Z]{2}")
_OF_INCOME = ("income", "growth")


KEYS: Keys = {
    **kind("pool", _("How the rule pays: a share of all orders is divided among who qualifies.")),
    **RULE,
    "share": Key(readers.rate, 'share = "3%"', _("The share of the orders that is divided.")),
    **BASE,
    "countries": Key(
        readers.countries,
        'countries = ["DE", "AT"]',
        _("Which orders are counted, by the country they go to. Without it, all."),
        required=False,
        unit=_("list of countries"),
    ),
    "shares": Key(
        by_rank(count_from_zero),
        "shares = { partner = 0, director = 1, president = 3 }",
        _("How many shares a rank has; one without any does not take part."),
        required=False,
        unit=_("whole number from 0, or one for each rank"),
    ),
    "quotas": Key(
        by_rank(rate_from_zero),
        'quotas = { partner = "0%", director = "60%", president = "40%" }',
        _("Which part of the pool each rank divides, instead of shares; together all of it."),
        required=False,
        unit=_("percentage for each rank"),
    ),
    "empty_quota": Key(
        one_of("company", "others"),
        'empty_quota = "company"',
        _("Who gets the quota of a rank in which nobody qualifies. Only with quotas."),
        required=False,
    ),
    "counted": Key(
        one_of("members", "personal_volume", "group_volume", "income", "growth"),
        'counted = "members"',
        _(
            "What gives the shares: each member alike, its points, its pay by other rules, or by "
            "how much that pay has grown since the period before."
        ),
    ),
    **rules_above(
        "of",
        _("The rules above this one whose pay is counted. Only with income and growth."),
        required=False,
    ),
    "least_qualified": Key(
        readers.whole_number,
        "least_qualified = 3",
        _("How many members must qualify at least; otherwise nothing is paid."),
        required=False,
    ),
    "rest": Key(
        one_of("company", "largest_remainder"),
        'rest = "company"',
        _(
            "Whether each part is rounded down and the company keeps the rest, or the cents go to "
            "the largest remainders; of equal ones to the lower member number."
        ),
    ),
}


def read(values: Values, document: Values) -> Pool:
    """Make the rule of its values."""
    quotas = values.get("quotas")
    shares = {rank: int(part > 0) for rank, part in quotas.items()} if quotas else values["shares"]
    return Pool(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        rate_bp=values["share"],
        countries=frozenset(values.get("countries", ())),
        shares=shares,
        quotas_bp=quotas,
        empty_to_others=values.get("empty_quota") == "others",
        counted=values["counted"],
        of=tuple(values.get("of", ())),
        least_qualified=values.get("least_qualified", 1),
        to_the_cent=values["rest"] == "largest_remainder",
    )


def check(values: Values, document: Values) -> None:
    """Refuse shares beside quotas, quotas that leave a gap, and keys without effect."""
    where = f"rule[{values['id']}]"
    _either(where, values)
    name = "shares" if "shares" in values else "quotas"
    check_ranks(f"{where}.{name}", values[name], document)
    check_some_effect(f"{where}.{name}", values[name])
    if "quotas" in values:
        _quotas_are_the_whole(f"{where}.quotas", values, document)
    _there(f"{where}.empty_quota", "empty_quota" in values, "quotas" in values, KEYS["empty_quota"])
    of_income = values["counted"] in _OF_INCOME
    _there(f"{where}.of", "of" in values, of_income, KEYS["of"])
    check_rules_above(values, "of", document)
    if values.get("least_qualified") == 1:
        reason = _("It has no effect: a pool is divided by one member at least.")
        raise PlanRejected(f"{where}.least_qualified", reason, _("Leave the key out."))


def _either(where: str, values: Values) -> None:
    if "shares" in values and "quotas" in values:
        reason = _("A rank has shares or a quota, not both.")
        raise PlanRejected(f"{where}.quotas", reason, _("Leave one of the two out."))
    if "shares" not in values and "quotas" not in values:
        remedy = _("Write: %(example)s") % {"example": KEYS["shares"].write}
        raise PlanRejected(f"{where}.shares", _("It is missing."), remedy)


def _quotas_are_the_whole(where: str, values: Values, document: Values) -> None:
    if not document["rank"]:
        remedy = _("Write: %(example)s") % {"example": "shares = 1"}
        raise PlanRejected(where, _("The plan has no ranks."), remedy)
    if sum(values["quotas"].values()) != WHOLE_BP:
        reason = _("Together they are not the whole pool.")
        raise PlanRejected(where, reason, _("Write quotas that add up to 100 percent."))


def _there(where: str, is_there: bool, has_effect: bool, key: Key) -> None:
    if is_there and not has_effect:
        reason = _("It has no effect: nothing in this plan uses it.")
        raise PlanRejected(where, reason, _("Leave the key out."))
    if not is_there and has_effect:
        remedy = _("Write: %(example)s") % {"example": key.write}
        raise PlanRejected(where, _("It is missing."), remedy)


KIND = Kind("pool", Pool, KEYS, read, check, words.WORDS)
