"""A bonus by formula: the same lines over columns as member by member."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.engine.facts import Picture
from commissions.formulas.read import read_formula
from commissions.formulas.units import Unit
from commissions.kinds.formula import kernel
from commissions.kinds.formula.facts import bonus_facts
from commissions.kinds.formula.rule import ByFormula
from tests.unit.commissions.kinds.grounds import by_kernel, by_walk
from tests.unit.commissions.pictures import LADDER, NAMES, pictures, plan

RANKS = [{"id": rank.id, "name": NAMES} for rank in LADDER]
PAYS = [
    "EUR(25) if pv >= PV(50) and gv > PV(80) else EUR(0)",
    "max(share(net, percent(10), half_up), EUR(0))",
    "max(min(share(group_net, percent(3), up), EUR(50)), EUR(0)) if rank >= two else EUR(0)",
    "max(worth(group_cv - cv, EUR(0.07), down), EUR(0)) if is_active else EUR(1)",
]


def bonus(pays: str, *, is_for_active: bool = True) -> ByFormula:
    """Return a bonus of this formula."""
    formula = read_formula(pays, bonus_facts(RANKS), Unit.MONEY)
    return ByFormula("bonus", NAMES, "commission", formula, is_for_active, ())


@given(st.sampled_from(PAYS), st.booleans(), pictures())
def test_each_line_is_that_of_the_walk(pays: str, is_for_active: bool, picture: Picture) -> None:
    rule = bonus(pays, is_for_active=is_for_active)
    assert kernel.says_all(rule)
    terms = plan(rule)  # type: ignore[arg-type]
    assert by_kernel(kernel.blocks, terms, picture) == by_walk(terms, picture)  # type: ignore[arg-type]


@pytest.mark.parametrize("fact", ["customers", "directs", "own_group"])
def test_what_columns_do_not_know_is_left_to_the_walk(fact: str) -> None:
    known = bonus_facts(RANKS)[fact].unit is Unit.POINTS
    test = f"{fact} >= {'PV(3)' if known else '3'}"
    assert not kernel.says_all(bonus(f"EUR(5) if {test} else EUR(0)"))
