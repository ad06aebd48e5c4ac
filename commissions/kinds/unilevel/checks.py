"""What contradicts itself or has no effect in a unilevel rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest

from django.utils.translation import gettext_lazy as _

from commissions.document.plan_rejected import PlanRejected
from commissions.kinds.kind import Values
from core.rates import WHOLE_BP


def check(values: Values, document: Values) -> None:
    """Refuse levels that nobody reaches, rates beyond the whole, and words without effect."""
    ranks = [rank["id"] for rank in document["rank"]]
    _rates_are_said_once(values)
    _limit_has_an_effect(values)
    if "rates_by_rank" in values:
        _rates_fit_the_ranks(values, ranks)
    else:
        rates_are_bounded(values)
        _depths_fit_the_ranks(values, ranks)
    passing_over_has_an_effect(values, document)
    _several_levels_have_an_effect(values)
    _inactive_volume_has_an_effect(values, document)
    _shares_are_whole(values)


def _refuse(values: Values, key: str, reason: object, remedy: object) -> None:
    raise PlanRejected(f"rule[{values['id']}].{key}", reason, remedy)


def _rates_are_said_once(rule: Values) -> None:
    if "rates" not in rule and "rates_by_rank" not in rule:
        remedy = _("Write: %(example)s") % {"example": 'rates = ["10%", "5%", "2.5%"]'}
        _refuse(rule, "rates", _("It is missing."), remedy)
    if "rates_by_rank" not in rule:
        return
    for other in ("rates", "depth_by_rank", "levels"):
        if other in rule:
            reason = _("“rates_by_rank” says rates and depths already.")
            _refuse(rule, other, reason, _("Leave one of the two out."))


def _limit_has_an_effect(rule: Values) -> None:
    if "limited_by" in rule and "rates_by_rank" not in rule:
        reason = _("It has no effect: every rank has the same rates.")
        _refuse(rule, "limited_by", reason, _("Write “rates_by_rank” or leave the key out."))


def _rates_fit_the_ranks(rule: Values, ranks: Sequence[str]) -> None:
    where, rates = f"rule[{rule['id']}].rates_by_rank", rule["rates_by_rank"]
    _every_rank_is_there(where, rates, ranks, _('Write its rates: %(rank)s = ["10%%"]'))
    for lower, higher in pairwise(ranks):
        for level, (less, more) in enumerate(zip_longest(rates[lower], rates[higher]), start=1):
            if (less or 0) > (more or 0):
                reason = _("It gets less on level %(level)s than rank “%(rank)s” below it.")
                remedy = _("Write rates that do not fall from rank to rank.")
                facts = {"level": level, "rank": lower}
                raise PlanRejected(f"{where}.{higher}", reason % facts, remedy)
    if sum(rates[ranks[-1]]) > WHOLE_BP:
        reason = _("Together they pay more than the whole base.")
        raise PlanRejected(where, reason, _("Write rates that add up to at most 100 percent."))


def _several_levels_have_an_effect(rule: Values) -> None:
    keeps = rule.get("skipped_keeps_level", False)
    several = rule.get("may_earn_several_levels", False)
    if (keeps or several) and "levels" in rule:
        key = "skipped_keeps_level" if keeps else "may_earn_several_levels"
        reason = _("Levels without an end are taken by everybody above once.")
        _refuse(rule, key, reason, _("Leave the key out."))
    if keeps and not several:
        reason = _("It has no effect: what goes up would push everybody else up as well.")
        _refuse(rule, "skipped_keeps_level", reason, _("Write: may_earn_several_levels = true"))
    if keeps and not rule["pass_over"]:
        reason = _("It has no effect: nobody is passed over.")
        _refuse(rule, "skipped_keeps_level", reason, _("Say in “pass_over” who is."))
    if several and not keeps and "rank_too_low" not in rule["pass_over"]:
        reason = _("One member would take every level: no rank ends what it takes.")
        remedy = _("Give ranks their depths and pass over “rank_too_low”.")
        _refuse(rule, "may_earn_several_levels", reason, remedy)


def _inactive_volume_has_an_effect(rule: Values, document: Values) -> None:
    if rule.get("inactive_volume", "pays") != "pays" and not document["active"]:
        reason = _("It has no effect: without [active], every member is active.")
        _refuse(rule, "inactive_volume", reason, _("Add [active] or leave the key out."))


def _shares_are_whole(rule: Values) -> None:
    if "new_members" not in rule:
        return
    _days, share_bp = rule["new_members"]
    by_rank = rule.get("rates_by_rank", {}).values()
    rates = [*rule.get("rates", ()), *(rate for rates in by_rank for rate in rates)]
    if share_bp == WHOLE_BP or any(rate * share_bp % WHOLE_BP for rate in rates):
        reason = _("The share of a rate is finer than 0.01%, or it is the whole rate.")
        _refuse(rule, "new_members", reason, _("Write another share or other rates."))


def rates_are_bounded(rule: Values) -> None:
    """Refuse a last level without effect, and rates beyond the whole."""
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
    if "levels" in rule:
        _levels_have_no_depths(rule)
        return
    if ranks and "depth_by_rank" not in rule:
        remedy = _("Give each rank its number of levels: %(ranks)s.")
        raise PlanRejected(where, _("It is missing."), remedy % {"ranks": ", ".join(ranks)})
    if ranks:
        remedy = _("Write how many levels it reaches: %(rank)s = 1")
        _every_rank_is_there(where, rule["depth_by_rank"], ranks, remedy)
        _depths_reach_all_levels(where, rule, [rule["depth_by_rank"][rank] for rank in ranks])


def _levels_have_no_depths(rule: Values) -> None:
    if "depth_by_rank" in rule:
        reason = _("It has no effect: levels have no end.")
        _refuse(rule, "depth_by_rank", reason, _("Leave one of the two out."))


def _every_rank_is_there(
    where: str, by_rank: Mapping[str, object], ranks: Sequence[str], remedy: object
) -> None:
    for name in by_rank:
        if name not in ranks:
            known = _("Known ranks: %(ranks)s.") % {"ranks": ", ".join(ranks)}
            raise PlanRejected(f"{where}.{name}", _("There is no such rank."), known)
    for name in ranks:
        if name not in by_rank:
            missing = str(remedy) % {"rank": name}
            raise PlanRejected(f"{where}.{name}", _("This rank is missing."), missing)


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


def passing_over_has_an_effect(rule: Values, document: Values) -> None:
    """Refuse words of “pass_over” that nobody meets."""
    where = f"rule[{rule['id']}].pass_over"
    if "inactive" in rule["pass_over"] and not document["active"]:
        reason = _("“inactive” has no effect: without [active], every member is active.")
        raise PlanRejected(where, reason, _("Add [active] or leave the word out."))
    if "rank_too_low" in rule["pass_over"] and not _some_rank_is_too_low(rule):
        reason = _("“rank_too_low” has no effect: every rank reaches every level.")
        raise PlanRejected(where, reason, _("Leave the word out."))


def _some_rank_is_too_low(rule: Values) -> bool:
    if "rates_by_rank" in rule:
        depths = [len(rates) for rates in rule["rates_by_rank"].values()]
        return min(depths) < max(depths)
    return any(depth < len(rule["rates"]) for depth in rule.get("depth_by_rank", {}).values())
