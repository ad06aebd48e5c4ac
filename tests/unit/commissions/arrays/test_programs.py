"""Conditions run as programs come to what the readable evaluator says."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings

from commissions.arrays.people import ArrayPeople
from commissions.arrays.picture import from_picture
from commissions.arrays.programs import all_hold, programs_of
from commissions.arrays.requirements import FACTS
from commissions.arrays.tree import plant
from commissions.document.member_facts import rank_facts
from commissions.engine.facts import Picture
from commissions.engine.requirement import RANK_FACTS
from commissions.formulas.read import read_formula
from commissions.formulas.units import Unit
from core.errors import InvariantBroken
from tests.unit.commissions.pictures import LADDER, NAMES, SEEDS, pictures, plan, volume

RANKS = [{"id": rank.id, "name": NAMES} for rank in LADDER]
CONDITIONS = [
    "best_below >= two or own_group * 2 > gv + PV(3) and not pv > PV(90)",
    "max(min(own_group, pv), -gv, PV(1)) != PV(1) if customers >= 1 else own_group == gv",
    "best_below < three and own_group <= gv and PV(2) - pv < own_group",
    *(
        f"{condition.format(rounding)} or best_below > three"
        for rounding in ("half_up", "down", "up")
        for condition in (
            "share(own_group - pv, percent(33.33), {}) >= share(gv, percent(12.5), down)",
            "ratio(own_group - pv, max(pv, PV(0.03)), {}) >= 2",
            "ratio(own_group, 2, {}) * 2 > own_group",
            "percent_of(pv, max(own_group, PV(7)), {}) <= percent(80)",
            "worth(own_group - pv, EUR(0.07), {}) > EUR(0.50)",
        )
    ),
]


@settings(max_examples=150)
@given(pictures(), SEEDS)
def test_they_hold_for_whom_the_formula_says(picture: Picture, seed: int) -> None:
    random, columns = Random(seed), from_picture(picture)
    chosen = random.sample(CONDITIONS, 3)
    formulas = [read_formula(each, rank_facts(RANKS), Unit.YES_NO) for each in chosen]
    people = ArrayPeople(plan(), columns, plant(columns.sponsor_rows))
    programs = programs_of(list(zip((0, 1, 1), formulas, strict=True)), people)
    for row in range(len(columns)):
        below = {"own_group": random.randint(-9, 400_00), "best_below": random.randint(0, 3)}
        names = {name for each in formulas for name in each.names - RANK_FACTS}
        facts = {name: int(FACTS[name](people)[row]) for name in names} | below
        said = [bool(each.value(facts)) for each in formulas]
        found = [all_hold(programs, rank, row, tuple(below.values())) for rank in (0, 1)]
        assert found == [said[0], said[1] and said[2]]


def test_facts_beyond_the_proven_bounds_are_refused() -> None:
    large = Picture((1,), (None,), ("active",), (volume(1, pv=10**14 + 1),))
    columns = from_picture(large)
    people = ArrayPeople(plan(), columns, plant(columns.sponsor_rows))
    for text in ("own_group > PV(1)", "best_below > one and pv > PV(1)"):
        with pytest.raises(InvariantBroken):
            programs_of([(0, read_formula(text, rank_facts(RANKS), Unit.YES_NO))], people)
