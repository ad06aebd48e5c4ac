"""Turn the bytes of a plan document into a plan, or say what is wrong and how to write it."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext_lazy as _

from commissions.engine.plan import THIS_PERIOD, Plan, Reserve, Returns
from commissions.engine.point_values import most_minor
from commissions.engine.rule import Rule
from commissions.kinds.registry import KINDS, kind_of

from .day_checks import check_days
from .exchange_keys import EXCHANGE, exchange_of
from .grammar import HEAD, LIMITS, RESERVE, RETURNS, VESTING
from .key import Keys
from .own_volumes import VOLUME
from .payout_keys import PAYOUT, payout_of
from .plan_checks import check_plan_document
from .plan_limits import check_limits, check_settled_again
from .plan_rejected import PlanRejected
from .point_values import values_of
from .product_keys import products_of
from .rank_keys import ACTIVE, RANK, RANK_RULES
from .rank_reading import activity_of, rank_of, rank_rules_of
from .readers import Unreadable
from .rounding_keys import rounded_rules, rounding_of, rounds_positions
from .toml_text import parse_toml

Values = Mapping[str, Any]


def read_plan(document: bytes, filename: str) -> Plan:
    """Read one version of a plan.

    Raises: PlanRejected — the first key that is unknown, missing, unreadable or without effect.
    """
    head = read_table(parse_toml(document), HEAD, "")
    values = dict(head)
    values["active"] = read_table(head["active"], ACTIVE, "active.") if "active" in head else {}
    values["vesting"] = read_table(head["vesting"], VESTING, "vesting.")
    values["returns"] = read_table(head["returns"], RETURNS, "returns.")
    if "reserve" in head:
        values["reserve"] = read_table(head["reserve"], RESERVE, "reserve.")
    if "rank_rules" in head:
        values["rank_rules"] = read_table(head["rank_rules"], RANK_RULES, "rank_rules.")
    if "payout" in head:
        values["payout"] = read_table(head["payout"], PAYOUT, "payout.")
    if "exchange" in head:
        values["exchange"] = read_table(head["exchange"], EXCHANGE, "exchange.")
    if "limits" in head:
        values["limits"] = read_table(head["limits"], LIMITS, "limits.")
    values["rank"] = [
        read_table(table, RANK, named("rank", place, table))
        for place, table in enumerate(head.get("rank", ()), start=1)
    ]
    values["volume"] = [
        read_table(table, VOLUME, named("volume", place, table))
        for place, table in enumerate(head.get("volume", ()), start=1)
    ]
    values["rule"] = [
        _read_rule(table, named("rule", place, table))
        for place, table in enumerate(head["rule"], start=1)
    ]
    check_plan_document(values, PurePath(filename).name)
    plan = _plan(values, hashlib.sha256(document).hexdigest())
    check_limits(plan.rules, values.get("limits", {}))
    check_settled_again(plan)
    check_days(plan)
    return plan


def named(table_name: str, place: int, table: Mapping[str, object]) -> str:
    """Return how messages name one of several tables: by its id, else by its place."""
    return f"{table_name}[{table.get('id', place)}]."


def read_table(table: Mapping[str, object], keys: Keys, where: str) -> dict[str, Any]:
    """Read a table by its keys; `where` is its path with a dot at the end.

    Raises: PlanRejected — a key is unknown, missing or unreadable.
    """
    for fault in table_faults(table, keys, where):
        raise fault
    return {name: keys[name].read(value) for name, value in table.items()}


def table_faults(table: Mapping[str, object], keys: Keys, where: str) -> Iterator[PlanRejected]:
    """Yield a refusal for each key of a table that is unknown, missing or unreadable."""
    for name in table:
        if name not in keys:
            yield PlanRejected(f"{where}{name}", _("There is no such key."), _known(name, keys))
    for name, key in keys.items():
        if key.required and name not in table:
            yield PlanRejected(f"{where}{name}", _("It is missing."), _write(key.write))
    for name, value in table.items():
        try:
            if name in keys:
                keys[name].read(value)
        except Unreadable as unreadable:
            yield PlanRejected(f"{where}{name}", unreadable.reason, _write(keys[name].write))


def _read_rule(table: Mapping[str, object], where: str) -> dict[str, Any]:
    """Read a rule by the keys of its kind.

    Raises: PlanRejected — also for a kind that there is not.
    """
    for fault in rule_faults(table, where):
        raise fault
    return read_table(table, KINDS[str(table["kind"])].keys, where)


def rule_faults(table: Mapping[str, object], where: str) -> Iterator[PlanRejected]:
    """Yield what is wrong with the keys of a rule, by its kind."""
    name = table.get("kind")
    if isinstance(name, str) and name in KINDS:
        yield from table_faults(table, KINDS[name].keys, where)
        return
    known = ", ".join(KINDS)
    reason = _("It is missing.") if name is None else _("There is no such kind of rule.")
    yield PlanRejected(f"{where}kind", reason, _("Here can be: %(keys)s.") % {"keys": known})


def _write(example: str) -> object:
    return _("Write: %(example)s") % {"example": example}


def _known(name: str, keys: Keys) -> object:
    meant = difflib.get_close_matches(name, keys, n=1)
    if meant:
        return _("Did you mean “%(key)s”?") % {"key": meant[0]}
    return _("Here can be: %(keys)s.") % {"keys": ", ".join(keys)}


def _plan(values: Values, sha256: str) -> Plan:
    cv_values = values_of(values.get("cv_value"), values["valid_from"])
    active_pv_minor, activity = activity_of(values)
    return Plan(
        code=values["plan"],
        version=values["version"],
        valid_from=values["valid_from"],
        sha256=sha256,
        source=values["source"],
        currency=values["currency"],
        period=values["period"],
        volume_date=values["volume_date"],
        customer_volume=values.get("customer_volume", "none"),
        cv_value_minor=most_minor(cv_values) or None,
        active_pv_minor=active_pv_minor,
        ranks=tuple(rank_of(values, place) for place in range(len(values["rank"]))),
        rank_rules=rank_rules_of(values),
        rank_for_pay=values.get("rank_for_pay", THIS_PERIOD),
        rules=rounded_rules([_rule(rule, values) for rule in values["rule"]], values),
        vests_after_days=values["vesting"]["after_delivery"],
        vests_after_payment=values["vesting"].get("by_payment", {}),
        markets=values.get("markets", ()),
        payout_limit_bp=values.get("limits", {}).get("payout"),
        vests_rest_after_days=values["vesting"].get("without_order"),
        returns=_returns(values["returns"]),
        reserve=_reserve(values["reserve"]) if "reserve" in values else None,
        late_days=values.get("late_posting", 0),
        activity=activity,
        cv_values=cv_values,
        pv_values=values_of(values.get("pv_value"), values["valid_from"]),
        exchange=exchange_of(values),
        payout=payout_of(values),
        position_rounding=rounding_of(values) if rounds_positions(values) else None,
        credit_reduces=values.get("hostess_credit") == "reduces_base",
        own_volume_in_group=values.get("own_volume_in_group") != "left_out",
        tree_as_of=values["tree_as_of"],
    )


def _rule(rule: Values, document: Values) -> Rule:
    return kind_of(rule["kind"]).read(rule, document).of_products(products_of(rule))


def _returns(values: Values) -> Returns:
    return Returns(
        values["earnings"],
        values["volume"],
        values["at_company_fault"],
        values.get("reaches_back"),
    )


def _reserve(values: Values) -> Reserve:
    return Reserve(rate_bp=values["rate"], months=values["release_after"])
