"""A period as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from commissions.arrays import totals
from commissions.arrays.picture import from_picture
from commissions.engine.facts import Carry, Picture
from commissions.engine.plan import Plan
from commissions.engine.settlement import largest_sum, possible_minor, settle
from tests.unit.commissions.pictures import pictures, plan, plans, rule, volume


@given(plans(), pictures())
def test_no_total_is_larger_than_the_proven_bound(terms: Plan, picture: Picture) -> None:
    outcome = settle(terms, picture)
    bound = largest_sum(terms, picture)
    assert sum(line.amount_minor for line in outcome.lines) <= possible_minor(terms, picture, {})
    assert possible_minor(terms, picture, {}) <= bound
    assert max(outcome.standings.gv_minor) <= bound
    assert sum(each.net_minor for each in picture.volumes) <= bound


def test_the_bound_sees_a_total_that_the_database_could_not_hold() -> None:
    huge = tuple(volume(1, cv=2**62) for _each in range(3))
    assert largest_sum(plan(), Picture((1,), (None,), ("active",), huge)) > 2**63 - 1


@pytest.mark.parametrize(
    "changes",
    [
        {"volumes": tuple(volume(1)._replace(qv_minor=2**62) for _each in range(2))},
        {"carried": tuple(Carry("pair", 1, "left", since, 2**62) for since in ("a", "b"))},
        {"carried": (Carry("", 1, "cumulative_pv", "", 2**63 - 1),), "volumes": (volume(1, pv=1),)},
    ],
    ids=["qualifying points", "lots", "points of all periods"],
)
def test_the_bound_sees_every_point_that_is_added_up(changes: dict[str, Any]) -> None:
    picture = Picture((1,), (None,), ("active",), **({"volumes": ()} | changes))
    assert largest_sum(plan(), picture) > 2**63 - 1
    assert totals.largest_sum(plan(), from_picture(picture)) == largest_sum(plan(), picture)


def test_rules_pay_one_after_the_other() -> None:
    first, second = rule(id="first", depth_by_rank=None), rule(id="second", depth_by_rank=None)
    terms = plan(first, second, ranks=(), active_pv_minor=0)
    picture = Picture((1, 2), (None, 1), ("active",) * 2, (volume(2, cv=10_00),))
    assert [line.rule_id for line in settle(terms, picture).lines] == ["first", "second"]


def test_an_empty_network_earns_nothing() -> None:
    outcome = settle(plan(), Picture((), (), (), ()))
    assert list(outcome.lines) == []
