"""A bonus by formula: the same lines over columns as member by member."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.engine.facts import Picture
from commissions.engine.plan import RankRules
from commissions.formulas.read import read_formula
from commissions.formulas.units import Unit
from commissions.kinds.formula import kernel
from commissions.kinds.formula.facts import bonus_facts
from commissions.kinds.formula.rule import ByFormula
from tests.unit.commissions.kinds.grounds import by_kernel, by_walk
from tests.unit.commissions.pictures import LADDER, NAMES, pictures, plan, volume

RANKS = [{"id": rank.id, "name": NAMES} for rank in LADDER]
PAYS = [
    "EUR(25) if pv >= PV(50) and gv > PV(80) else EUR(0)",
    "max(share(net, percent(10), half_up), EUR(0))",
    "max(min(share(group_net, percent(3), up), EUR(50)), EUR(0)) if rank >= two else EUR(0)",
    "EUR(5) * (customers + directs) if cumulative_gv >= gv else EUR(0)",
    "max(worth(strongest_leg + qv + own_pv, EUR(0.07), up), EUR(0)) if active_directs >= 1"
    " else max(worth(customer_pv + gqv, EUR(0.03), down), EUR(0))",
    "max(worth(group_cv - cv, EUR(0.07), down), EUR(0)) if is_active else EUR(1)",
]


def bonus(pays: str, *, is_for_active: bool = True) -> ByFormula:
    """Return a bonus of this formula."""
    formula = read_formula(pays, bonus_facts(RANKS), Unit.MONEY)
    return ByFormula("bonus", NAMES, "commission", formula, is_for_active, ())


@given(st.sampled_from(PAYS), st.booleans(), pictures())
def test_each_line_is_that_of_the_walk(pays: str, is_for_active: bool, picture: Picture) -> None:
    rule = bonus(pays, is_for_active=is_for_active)
    terms = plan(rule)  # type: ignore[arg-type]
    assert by_kernel(kernel.blocks, terms, picture) == by_walk(terms, picture)  # type: ignore[arg-type]


@pytest.mark.parametrize("stops_at", [1, 2])
@given(pictures(), st.sampled_from(["paid", "earned"]))
def test_ranks_below_are_known_although_no_rank_asks_for_them(
    stops_at: int, picture: Picture, downline_rank: str
) -> None:
    group = "worth(max(own_group, PV(0)), EUR(0.10), down)"
    pays = f"{group} + (EUR(7) if best_below >= two else EUR(0))"
    rules = RankRules(own_group_stops_at=stops_at, downline_rank=downline_rank)
    terms = plan(bonus(pays), rank_rules=rules)  # type: ignore[arg-type]
    assert by_kernel(kernel.blocks, terms, picture) == by_walk(terms, picture)  # type: ignore[arg-type]


def test_the_highest_rank_below_pays() -> None:
    terms = plan(bonus("EUR(5) if best_below >= two else EUR(0)"), active_pv_minor=0)  # type: ignore[arg-type]
    sold = (volume(2, pv=400_00), volume(3, pv=10_00))
    picture = Picture((1, 2, 3), (None, 1, 2), ("active",) * 3, sold)
    assert [(line.member_id, line.amount_minor) for line in by_walk(terms, picture)] == [(1, 5_00)]
