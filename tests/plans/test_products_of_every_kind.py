"""Whatever kind of rule takes rates of orders: products that do not count pay nothing by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from commissions.arrays.outcome import from_walk
from commissions.arrays.picture import from_picture
from commissions.arrays.settle import settle as by_columns
from commissions.document.example_facts import PeriodResult
from commissions.document.plan_examples import check_plan_text
from commissions.engine.plan import Plan
from commissions.engine.products import Products
from commissions.engine.rule import Rule
from commissions.engine.settlement import settle
from commissions.kinds.registry import KINDS
from commissions.shipped_plans import plan_files, shipped_paths
from tests.plans.test_worst_cases import periods

NONE = Products({}, Fraction(0))
HALF = Products({}, Fraction(1, 2))
COUNTING = {kind.rule for kind in KINDS.values() if "factors" in kind.keys}


def counting(plan: Plan, products: Products) -> Plan:
    """Return a plan in which each rule that can counts products like this."""
    rules = tuple(
        each.of_products(products) if type(each) in COUNTING else each for each in plan.rules
    )
    return replace(plan, rules=rules)


def test_every_kind_with_a_base_is_one_but_for_caps() -> None:
    with_base = {name for name, kind in KINDS.items() if "base" in kind.keys}
    assert {kind for kind in with_base if KINDS[kind].rule not in COUNTING} == {"company_cap"}


@pytest.mark.parametrize("path", shipped_paths(), ids=lambda path: path.parent.name)
def test_what_does_not_count_pays_nothing(path: Path) -> None:
    for plan, period in periods(path):
        terms = counting(plan, NONE)
        rules = {each.id for each in terms.rules if each.products is not None}
        lines = settle(terms, period.standings.picture).lines
        assert not [line for line in lines if line.rule_id in rules and line.amount_minor]


@pytest.mark.parametrize("kind", sorted(COUNTING, key=str), ids=lambda kind: kind.__name__)
def test_both_engines_count_half_alike(kind: type[Rule]) -> None:
    """In the first shipped plan that has a rule of the kind."""
    plan, period = next(found for path in shipped_paths() for found in of_kind(path, kind))
    terms = counting(plan, HALF)
    columns = from_picture(period.standings.picture)
    walked = from_walk(settle(terms, period.standings.picture), columns)
    totals = [
        sum(int(block.columns.amounts.sum()) for block in found.blocks)
        for found in (walked, by_columns(terms, columns))
    ]
    assert totals[0] == totals[1] != 0


def of_kind(path: Path, kind: type[Rule]) -> Iterator[tuple[Plan, PeriodResult]]:
    """Yield the periods of a plan's promises in which a rule of a kind pays something."""
    for plan, period in periods(path):
        rules = {each.id for each in plan.rules if type(each) is kind}
        if any(line.rule_id in rules for line in period.lines):
            yield plan, period


def test_the_document_says_it_like_the_engine() -> None:
    shipped = plan_files(next(path for path in shipped_paths() if path.parent.name == "uferland"))
    plan = check_plan_text(shipped.document, shipped.examples, shipped.filename).plan
    assert plan.rules[0].products == Products(
        {"vorsorge": Fraction(5, 4), "vorsorge/fonds": Fraction(1, 12), "geraete": Fraction(1, 2)},
        Fraction(0),
    )
