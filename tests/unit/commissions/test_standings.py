"""Volumes, activity, ranks."""

from __future__ import annotations

import pytest
from hypothesis import given

from commissions.engine.facts import CUSTOMER, Picture
from commissions.engine.plan import Plan
from commissions.engine.standings import stand
from core.errors import InvariantBroken
from tests.unit.commissions.oracle import Oracle
from tests.unit.commissions.pictures import chain, pictures, plan, plans, star, volume


@given(plans(), pictures())
def test_standings_are_those_of_the_oracle(terms: Plan, picture: Picture) -> None:
    found, oracle = stand(terms, picture), Oracle(terms, picture)
    for row, member in enumerate(picture.member_ids):
        assert found.pv_minor[row] == oracle.pv(member)
        assert found.gv_minor[row] == oracle.gv(member)
        assert found.ranks[row] == oracle.rank(member)


@given(pictures())
def test_the_roots_hold_all_volume(picture: Picture) -> None:
    found = stand(plan(), picture)
    roots = [row for row, sponsor in enumerate(picture.sponsor_ids) if sponsor is None]
    assert sum(found.gv_minor[row] for row in roots) == sum(v.pv_minor for v in picture.volumes)


def test_volume_rises_through_a_line_of_a_hundred_thousand() -> None:
    members, sponsors = chain(100_000)
    bought = (volume(100_000, pv=7),)
    found = stand(plan(), Picture(members, sponsors, ("active",) * 100_000, bought))
    assert found.gv_minor == [7] * 100_000


def test_everybody_directly_below_adds_up() -> None:
    members, sponsors = star(1_000)
    bought = tuple(volume(member, pv=member) for member in members)
    found = stand(plan(), Picture(members, sponsors, ("active",) * 1_000, bought))
    assert found.gv_minor[0] == sum(range(1, 1_001))
    assert found.gv_minor[1:] == list(range(2, 1_001))


@pytest.mark.parametrize(("pv_minor", "active"), [(49_99, False), (50_00, True)])
def test_activity_begins_at_the_very_point(pv_minor: int, active: bool) -> None:
    picture = Picture((1,), (None,), ("active",), (volume(1, pv=pv_minor),))
    assert stand(plan(), picture).is_active == [active]


@pytest.mark.parametrize("status", ["applied", "suspended", "terminated"])
def test_whoever_is_not_in_the_contract_is_neither_active_nor_ranked(status: str) -> None:
    picture = Picture((1,), (None,), (status,), (volume(1, pv=5_000_00),))
    found = stand(plan(), picture)
    assert (found.is_active, found.ranks, found.gv_minor) == ([False], [""], [5_000_00])


@pytest.mark.parametrize(("counts", "pv_minor"), [("to_partner", 70_00), ("none", 10_00)])
def test_customers_points_count_only_if_the_plan_says_so(counts: str, pv_minor: int) -> None:
    bought = (volume(1, pv=10_00), volume(1, pv=60_00, kind=CUSTOMER))
    picture = Picture((1,), (None,), ("active",), bought)
    assert stand(plan(customer_volume=counts), picture).pv_minor == [pv_minor]


def test_a_volume_of_nobody_stops_the_run() -> None:
    with pytest.raises(InvariantBroken, match="credited to nobody"):
        stand(plan(), Picture((1,), (None,), ("active",), (volume(2, pv=1),)))
