"""What a rule says it pays at most is never less than what it pays in any promise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commissions.document.example_facts import PeriodResult
from commissions.document.plan_examples import check_plan_text
from commissions.engine.plan import Plan
from commissions.engine.rule import ORDER_CV, ORDER_NET, ORDER_PV, ORDER_RETAIL, OrderRule
from commissions.engine.worst_case import worst_case
from commissions.shipped_plans import plan_files, shipped_paths
from core.rates import WHOLE_BP


def worth_minor(plan: Plan, period: PeriodResult) -> int:
    """Return what the period's orders are worth, by points or by money, whichever is more."""
    bases = (ORDER_NET, ORDER_CV, *([ORDER_PV] if plan.pv_values else []))
    return sum(
        max(plan.worth_minor(base, volume) for base in bases) + 1
        for volume in period.standings.picture.volumes
    )


def is_margin(plan: Plan, rule_id: str) -> bool:
    """Tell whether a rule hands on what customers paid besides, not what the company has."""
    rule = plan.rule(rule_id)
    return isinstance(rule, OrderRule) and rule.base == ORDER_RETAIL


def periods(path: Path) -> Iterator[tuple[Plan, PeriodResult]]:
    shipped = plan_files(path)
    report = check_plan_text(shipped.document, shipped.examples, shipped.filename)
    for result in report.results:
        for period in result.periods:
            yield period.plan, period


@pytest.mark.parametrize("path", shipped_paths(), ids=lambda path: path.parent.name)
def test_no_promise_pays_more_than_the_worst_case(path: Path) -> None:
    for plan, period in periods(path):
        for rule_id, most_bp in worst_case(plan.rules).by_rule:
            paid = [line.amount_minor for line in period.lines if line.rule_id == rule_id]
            if most_bp is not None and not is_margin(plan, rule_id):
                # Each line may be rounded up by half a minor unit.
                bound = worth_minor(plan, period) * most_bp // WHOLE_BP + len(paid) + 1
                assert sum(paid) <= bound, (rule_id, most_bp)


@pytest.mark.parametrize("path", shipped_paths(), ids=lambda path: path.parent.name)
def test_all_rules_together_stay_within_it_too(path: Path) -> None:
    for plan, period in periods(path):
        total_bp = worst_case(plan.rules).total_bp
        if total_bp is not None:
            paid = [line.amount_minor for line in period.lines if not is_margin(plan, line.rule_id)]
            bound = worth_minor(plan, period) * total_bp // WHOLE_BP + len(paid) + 1
            assert sum(paid) <= bound
