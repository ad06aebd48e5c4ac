"""The terms of a signed plan, read from its stored text by other code than the plan reader."""

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
    return PlanTerms(
        code=plan["plan"],
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
        ranks=tuple(_rank(number, rank) for number, rank in enumerate(plan.get("rank", []))),
        grace=int(plan.get("rank_rules", {}).get("grace", "0 periods").split()[0]),
        demotion=plan.get("rank_rules", {}).get("demotion", ""),
        paid_by_last_period=plan.get("rank_for_pay") == "last_period",
        rules=tuple(_rule(rule) for rule in plan["rule"]),
    )


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
