"""How a unilevel rule is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from commissions.document import readers
from commissions.document.key import Key, Keys
from commissions.document.plan_rejected import PlanRejected
from commissions.document.rule_keys import BASE, PASS_OVER, RULE, START, kind
from commissions.kinds.kind import Kind, Values
from core.rates import WHOLE_BP

from .rule import Unilevel

KEYS: Keys = {
    **kind("unilevel", _("How the rule pays: a rate on every level above an order.")),
    **RULE,
    **BASE,
    "rates": Key(
        readers.rates,
        'rates = ["10%", "5%", "2.5%"]',
        _("The rate of level 1, level 2 and so on."),
    ),
    "depth_by_rank": Key(
        readers.depths,
        "depth_by_rank = { partner = 2, team_lead = 5 }",
        _("How many levels each rank reaches. Only in a plan with ranks."),
        required=False,
    ),
    **PASS_OVER,
    **START,
}


def read(values: Values, document: Values) -> Unilevel:
    """Make the rule of its values."""
    return Unilevel(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        rates_bp=values["rates"],
        depth_by_rank=values.get("depth_by_rank"),
        pass_over=values["pass_over"],
        own_orders_start_at=values["own_orders_start_at"],
        customer_orders_start_at=values["customer_orders_start_at"],
    )


def check(values: Values, document: Values) -> None:
    """Refuse levels that nobody reaches, rates beyond the whole, and words without effect."""
    _rates_are_bounded(values)
    _depths_fit_the_ranks(values, [rank["id"] for rank in document["rank"]])
    _passing_over_has_an_effect(values, document)


def _rates_are_bounded(rule: Values) -> None:
    where = f"rule[{rule['id']}].rates"
    if rule["rates"][-1] == 0:
        reason = _("The last level pays nothing, so it has no effect.")
        raise PlanRejected(f"{where}[{len(rule['rates'])}]", reason, _("Leave it out."))
    if sum(rule["rates"]) > WHOLE_BP:
        reason = _("Together they pay more than the whole base.")
        raise PlanRejected(where, reason, _("Write rates that add up to at most 100 percent."))


def _depths_fit_the_ranks(rule: Values, ranks: Sequence[str]) -> None:
    where = f"rule[{rule['id']}].depth_by_rank"
    if not ranks and "depth_by_rank" in rule:
        reason = _("It has no effect: the plan has no ranks.")
        raise PlanRejected(where, reason, _("Add [[rank]] tables or leave the key out."))
    if ranks and "depth_by_rank" not in rule:
        remedy = _("Give each rank its number of levels: %(ranks)s.")
        raise PlanRejected(where, _("It is missing."), remedy % {"ranks": ", ".join(ranks)})
    if ranks:
        _every_rank_has_a_depth(where, rule["depth_by_rank"], ranks)
        _depths_reach_all_levels(where, rule, [rule["depth_by_rank"][rank] for rank in ranks])


def _every_rank_has_a_depth(where: str, depths: Mapping[str, int], ranks: Sequence[str]) -> None:
    for name in depths:
        if name not in ranks:
            remedy = _("Known ranks: %(ranks)s.") % {"ranks": ", ".join(ranks)}
            raise PlanRejected(f"{where}.{name}", _("There is no such rank."), remedy)
    for name in ranks:
        if name not in depths:
            remedy = _("Write how many levels it reaches: %(rank)s = 1") % {"rank": name}
            raise PlanRejected(f"{where}.{name}", _("This rank is missing."), remedy)


def _depths_reach_all_levels(where: str, rule: Values, depths: Sequence[int]) -> None:
    levels = len(rule["rates"])
    if any(higher < lower for lower, higher in pairwise(depths)):
        reason = _("A higher rank reaches fewer levels than a lower one.")
        raise PlanRejected(where, reason, _("Write numbers that do not fall from rank to rank."))
    if depths[-1] != levels:
        reason = _("The highest rank reaches %(depth)s levels, but there are %(levels)s rates.")
        raise PlanRejected(
            where,
            reason % {"depth": depths[-1], "levels": levels},
            _("Every rate must be within somebody's reach, and every level must have a rate."),
        )


def _passing_over_has_an_effect(rule: Values, document: Values) -> None:
    where = f"rule[{rule['id']}].pass_over"
    if "inactive" in rule["pass_over"] and not document["active"]:
        reason = _("“inactive” has no effect: without [active], every member is active.")
        raise PlanRejected(where, reason, _("Add [active] or leave the word out."))
    if "rank_too_low" in rule["pass_over"] and not _some_rank_is_too_low(rule):
        reason = _("“rank_too_low” has no effect: every rank reaches every level.")
        raise PlanRejected(where, reason, _("Leave the word out."))


def _some_rank_is_too_low(rule: Values) -> bool:
    return any(depth < len(rule["rates"]) for depth in rule.get("depth_by_rank", {}).values())


KIND = Kind("unilevel", Unilevel, KEYS, read, check)
