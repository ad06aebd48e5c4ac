"""The terms of a signed plan, read from its stored text by other code than the plan reader.

What the audit can calculate a second time is a plan of levels whose ranks ask for volumes alone. Of
any other plan it reads what does not depend on the kinds of its rules.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What the audit's queries need of a plan; points and rates in hundredths."""

    code: str
    currency: str
    markets: tuple[str, ...]
    is_recalculated: bool
    rounds_each_line: bool
    every_rule: tuple[Mapping[str, Any], ...]
    rest_vesting_days: int | None
    volume_date: str
    customers_count: bool
    active_pv_minor: int
    cv_value_minor: int
    vesting_days: int
    vesting_by_payment: Mapping[str, int]
    keeps_original_rates: bool
    lowers_points: bool
    ranks: tuple[Mapping[str, Any], ...]
    grace: int
    demotion: str
    paid_by_last_period: bool
    rules: tuple[Mapping[str, Any], ...]


def read_terms(document: bytes) -> PlanTerms:
    """Read the terms; the document was checked when it was signed."""
    plan = tomllib.loads(document.decode(), parse_float=Decimal)
    recalculated = _is_recalculated(plan)
    return PlanTerms(
        code=plan["plan"],
        currency=plan["currency"],
        markets=tuple(plan.get("markets", ())),
        is_recalculated=recalculated,
        rounds_each_line=_rounds_each_line(plan),
        every_rule=tuple(plan["rule"]),
        rest_vesting_days=_days(plan["vesting"].get("without_order")),
        volume_date=plan["volume_date"],
        customers_count=plan.get("customer_volume") == "to_partner",
        active_pv_minor=_hundredths(plan.get("active", {}).get("personal_volume", "0 PV")),
        cv_value_minor=_hundredths(plan.get("cv_value", "0.00 XXX")),
        vesting_days=int(plan["vesting"]["after_delivery"].split()[0]),
        vesting_by_payment={
            method: int(days.split()[0])
            for method, days in plan["vesting"].get("by_payment", {}).items()
        },
        keeps_original_rates=plan["returns"]["earnings"] == "original_rates",
        lowers_points=plan["returns"]["volume"] == "return_period",
        ranks=_ranks(plan) if recalculated else (),
        grace=_days(plan.get("rank_rules", {}).get("grace")) or 0,
        demotion=plan.get("rank_rules", {}).get("demotion", ""),
        paid_by_last_period=plan.get("rank_for_pay") == "last_period",
        rules=tuple(_rule(rule) for rule in plan["rule"]) if recalculated else (),
    )


# The keys whose meaning the second calculation knows, by table.
_KNOWN = {
    "": {"plan", "version", "valid_from", "source", "currency", "markets", "period", "tree",
         "tree_as_of", "volume_date", "customer_volume", "cv_value", "rank_for_pay", "rounding",
         "active", "rank", "rank_rules", "rule", "vesting", "returns", "reserve", "limits",
         "late_posting"},
    "active": {"personal_volume"},
    "rank": {"id", "name", "group_volume", "personal_volume"},
    "rank_rules": {"grace", "demotion", "title"},
    "rule": {"id", "kind", "name", "base", "rates", "depth_by_rank", "pass_over",
             "own_orders_start_at", "customer_orders_start_at", "tax_nature"},
}  # fmt: skip


def _is_recalculated(plan: Mapping[str, Any]) -> bool:
    """Tell whether the audit knows every key that decides what is paid."""
    tables = [
        ("", plan),
        ("active", plan.get("active", {})),
        ("rank_rules", plan.get("rank_rules", {})),
        *(("rank", rank) for rank in plan.get("rank", [])),
        *(("rule", rule) for rule in plan["rule"]),
    ]
    knows_keys = all(table.keys() <= _KNOWN[name] for name, table in tables)
    knows_kinds = all(rule["kind"] == "unilevel" for rule in plan["rule"])
    knows_bases = {rule.get("base") for rule in plan["rule"]} <= {"order.cv", "order.net"}
    return knows_keys and knows_kinds and knows_bases and _rounds_each_line(plan)


def _rounds_each_line(plan: Mapping[str, Any]) -> bool:
    """Tell whether each line is its rate of its base, rounded half up to the minor unit."""
    return plan["rounding"] == "half_up_per_line" and "rounding_step" not in plan


def _days(text: str | None) -> int | None:
    return None if text is None else int(text.split()[0])


def _ranks(plan: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    return tuple(_rank(number, rank) for number, rank in enumerate(plan.get("rank", [])))


def _rank(number: int, rank: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "number": number,
        "id": rank["id"],
        "gv": _hundredths(rank["group_volume"]),
        "pv": _hundredths(rank.get("personal_volume", "0 PV")),
    }


def _rule(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "id": rule["id"],
        "base": rule["base"],
        "rates": [int(Decimal(rate.rstrip("%")) * 100) for rate in rule["rates"]],
        "depths": rule.get("depth_by_rank"),
        "pass_over": list(rule["pass_over"]),
        "own_at_seller": rule["own_orders_start_at"] == "seller",
        "customers_at_seller": rule["customer_orders_start_at"] == "seller",
    }


def _hundredths(text: str) -> int:
    return int(Decimal(text.split()[0]) * 100)
