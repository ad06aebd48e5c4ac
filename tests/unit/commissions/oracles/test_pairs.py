"""Pairs: the walk pays and hands on what a plain reading of the trade's rules says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.engine.facts import Carry, Picture
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle
from commissions.kinds.binary.rule import Binary
from tests.unit.commissions.oracles.binary import Kept, binary
from tests.unit.commissions.oracles.world import World, by_member, found
from tests.unit.commissions.pairs.placed import binaries, placements, shared_limits
from tests.unit.commissions.pictures import plan


def by_side(carried: list[Carry]) -> Kept:
    """Name lots by side and period; a debt has none."""
    kept = {}
    for each in carried:
        since = "" if each.name.endswith("_owed") else each.since
        kept[each.member_id, each.name, since] = each.amount
    return kept


def ageless(rule: Binary, kept: Kept) -> Kept:
    """Forget the age of lots that never expire."""
    if rule.keeping.expires_after is not None:
        return kept
    total: Kept = {}
    for (member, name, _since), points in kept.items():
        total[member, name, ""] = total.get((member, name, ""), 0) + points
    return total


@settings(max_examples=200)
@given(st.data(), binaries())
def test_binary(data: st.DataObject, rule: Binary) -> None:
    assert_equal(plan(rule), rule, data.draw(placements(rule)))  # type: ignore[arg-type]


@settings(max_examples=100)
@given(shared_limits())
def test_a_limit_that_persons_share(drawn: tuple[Binary, Picture]) -> None:
    rule, picture = drawn
    assert_equal(plan(rule, active_pv_minor=0), rule, picture)  # type: ignore[arg-type]


def assert_equal(terms: Plan, rule: Binary, picture: Picture) -> None:
    outcome = settle(terms, picture)
    paid = by_member(found(outcome.lines))
    expected, kept = binary(World(terms, picture), rule)
    assert paid == expected
    mine = by_side([each for each in outcome.carried if each.rule_id == rule.id])
    assert ageless(rule, mine) == ageless(rule, kept)
