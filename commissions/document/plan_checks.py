"""What single values cannot show: keys that contradict each other or change nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commissions.engine.parties import PARTY_CLOSE
from commissions.engine.plan import ORIGINAL_RATES, RECOMPUTE_ONWARD
from commissions.engine.rule import OrderRule
from commissions.kinds.registry import KINDS, kind_of
from core.periods import period_of

from .effects import there_if_it_has_an_effect
from .exchange_keys import check_exchange
from .grammar import HEAD, NESTED
from .own_volumes import check_own_volumes
from .payout_keys import check_payout
from .plan_rejected import PlanRejected
from .point_values import check_point_values
from .product_keys import check_products
from .rank_checks import check_ranks
from .rounding_keys import check_rounding, rounds_positions

Values = Mapping[str, Any]
_DATED_FILE = re.compile(r"(\d{4}-\d{2}-\d{2})\.toml")


def check_plan_document(values: Values, filename: str) -> None:
    """Check the document as a whole.

    Raises: PlanRejected — the first thing that contradicts another or has no effect.
    """
    for check in _CHECKS:
        check(values)
    dated = _DATED_FILE.fullmatch(filename)
    if dated and dated[1] != values["valid_from"].isoformat():
        reason = _("It says %(day)s, but the file is called %(file)s.")
        raise PlanRejected(
            "valid_from",
            reason % {"day": values["valid_from"], "file": filename},
            _("One whole file per version, named by its first day."),
        )


def _begins_with_a_period(values: Values) -> None:
    day, kind = values["valid_from"], values["period"]
    starts_on = period_of(day, kind).starts_on
    if day != starts_on:
        reason = _("%(day)s is not the first day of a period.") % {"day": day}
        remedy = _("The period begins on %(starts_on)s.") % {"starts_on": starts_on}
        raise PlanRejected("valid_from", reason, remedy)


def _ids_are_unique(values: Values) -> None:
    for table in ("rank", "volume", "rule"):
        ids = [row["id"] for row in values[table]]
        twice = next((name for name in ids if ids.count(name) > 1), None)
        if twice is not None:
            reason = _("The id “%(id)s” is used twice.") % {"id": twice}
            raise PlanRejected(f"{table}[{twice}].id", reason, _("Give each one its own id."))


def _head_keys_have_an_effect(values: Values) -> None:
    needed = {
        "customer_volume": bool(values["active"] or values["rank"]) or _uses_points(values),
        "rank_for_pay": bool(values["rank"]),
        "rank_rules": bool(values["rank"]),
        "cv_value": any(rule.get("base") == "order.cv" for rule in values["rule"]),
        "hostess_credit": values["volume_date"] == PARTY_CLOSE,
        "pv_value": any(rule.get("base") == "order.pv" for rule in values["rule"]),
    }
    for key, has_effect in needed.items():
        _there_if_it_has_an_effect(key, key in values, has_effect)
    by_group = any(rule.get("stage_by") == "group_volume" for rule in values["rule"])
    if "own_volume_in_group" in values:
        _there_if_it_has_an_effect("own_volume_in_group", True, by_group or bool(values["rank"]))


_BY_POINTS = ("personal_volume", "group_volume", "own_group_volume")


def _uses_points(values: Values) -> bool:
    return any(
        rule.get("volume") == "pv" or rule.get("stage_by") in _BY_POINTS for rule in values["rule"]
    )


def _there_if_it_has_an_effect(path: str, is_there: bool, has_effect: bool) -> None:
    table = path.rpartition(".")[0]
    keys = NESTED[table] if table else HEAD
    there_if_it_has_an_effect(path, keys, is_there=is_there, has_effect=has_effect)


def _grace_ends_somewhere(values: Values) -> None:
    rules = values.get("rank_rules")
    if rules is not None:
        falls = rules["demotion"] != "never"
        _there_if_it_has_an_effect("rank_rules.grace", "grace" in rules, falls)


def _earnings_without_order(values: Values) -> None:
    rules = (KINDS[rule["kind"]].rule for rule in values["rule"])
    has_some = rounds_positions(values) or any(not issubclass(rule, OrderRule) for rule in rules)
    vesting, returns = values["vesting"], values["returns"]
    _there_if_it_has_an_effect("vesting.without_order", "without_order" in vesting, has_some)
    at_rates = returns["earnings"] == ORIGINAL_RATES
    is_there = "without_order" in returns
    _there_if_it_has_an_effect("returns.without_order", is_there, has_some and at_rates)


def _returns_fit_together(values: Values) -> None:
    returns = values["returns"]
    at_rates = returns["earnings"] == ORIGINAL_RATES
    if not at_rates and returns["volume"] != "original_period":
        reason = _("Settling a period again with its old points changes nothing but amounts.")
        remedy = _('Write: volume = "original_period", or: earnings = "original_rates"')
        raise PlanRejected("returns.volume", reason, remedy)
    if at_rates and returns["volume"] == "original_period":
        reason = _("It has no effect: at the original rates, a published period keeps its points.")
        remedy = _('Write: volume = "return_period" or "none", or: earnings = "recompute"')
        raise PlanRejected("returns.volume", reason, remedy)
    goes_onward = returns["earnings"] == RECOMPUTE_ONWARD
    _there_if_it_has_an_effect("returns.reaches_back", "reaches_back" in returns, goes_onward)


def _rules_fit(values: Values) -> None:
    for rule in values["rule"]:
        kind_of(rule["kind"]).check(rule, values)
        check_products(rule)


_CHECKS: Sequence[Callable[[Values], None]] = (
    _begins_with_a_period,
    _ids_are_unique,
    check_own_volumes,
    check_ranks,
    _rules_fit,
    _head_keys_have_an_effect,
    _grace_ends_somewhere,
    check_point_values,
    _returns_fit_together,
    check_rounding,
    check_exchange,
    check_payout,
    _earnings_without_order,
)
