"""The kernels of matching and of pools: line by line what their walks say."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.arrays.columns import minor, rows
from commissions.arrays.kept import Kept, carried_from
from commissions.arrays.lines import earnings_of
from commissions.arrays.picture import from_picture
from commissions.arrays.settle import can_settle
from commissions.arrays.settle import settle as by_columns
from commissions.engine.facts import Carry, Picture
from commissions.engine.settlement import settle
from commissions.kinds.binary.rule import Binary
from commissions.kinds.by_rank import EVERYBODY
from commissions.kinds.matching.kernel import blocks as matched
from commissions.kinds.pool.kernel import blocks as divided
from core.periods import Period
from tests.unit.commissions.pairs.both import calculated, carries, walked
from tests.unit.commissions.pairs.placed import binaries, drawn_binary, placements
from tests.unit.commissions.pairs.test_matching import drawn_matching, matching, matchings
from tests.unit.commissions.pairs.test_pool import drawn_pool
from tests.unit.commissions.pictures import (
    SEEDS,
    chain,
    drawn_rule,
    pictures,
    plan,
    rule,
    star,
    volume,
)


@settings(max_examples=300)
@given(SEEDS, pictures())
def test_matching_pays_what_its_walk_pays(seed: int, picture: Picture) -> None:
    random = Random(seed)
    terms = plan(drawn_rule(random, "team", with_ranks=True), drawn_matching(random, "team"))
    assert calculated(matched, terms, picture) == walked(terms, picture)


@settings(max_examples=150)
@given(st.data(), binaries())
def test_before_and_after_limits(data: st.DataObject, pairs: object) -> None:
    picture = data.draw(placements(pairs))  # type: ignore[arg-type]
    terms = plan(pairs, data.draw(matchings("paar")))  # type: ignore[arg-type]
    assert calculated(matched, terms, picture) == walked(terms, picture)


@pytest.mark.parametrize("shape", [chain, star])
@pytest.mark.parametrize("cascade", [True, False])
def test_a_hundred_thousand_earners(shape: object, cascade: bool) -> None:
    members, sponsors = shape(100_000)  # type: ignore[operator]
    sold = tuple(volume(member, cv=10_00) for member in members[::5])
    picture = Picture(members, sponsors, ("active",) * 100_000, sold)
    team = rule(depth_by_rank=None, rates_bp=(1000,), own_orders_start_at="seller")
    match = matching(rates_by_rank={EVERYBODY: (1000, 500)}, cascade=cascade)
    terms = plan(team, match, ranks=(), active_pv_minor=0)
    started = perf_counter()
    lines, _kept = calculated(matched, terms, picture)
    assert perf_counter() - started < 90
    assert len(lines) >= 19_999
    assert (lines, _kept) == walked(terms, picture)


@settings(max_examples=300)
@given(SEEDS, pictures(), st.booleans())
def test_pools_pay_what_their_walks_pay(seed: int, picture: Picture, has_past: bool) -> None:
    random = Random(seed)
    terms = plan(drawn_rule(random, "team", with_ranks=True), drawn_pool(random))
    past = tuple(
        Carry("pool", member, "income", "2026-02", random.randint(1, 50_00))
        for member in picture.member_ids[::2]
    )
    there = replace(picture, period=Period("2026-03"), carried=past if has_past else ())
    assert calculated(divided, terms, there) == walked(terms, there)


@settings(max_examples=100)
@given(st.data(), binaries(), SEEDS)
def test_a_whole_plan_settles_over_columns_as_it_walks(
    data: st.DataObject, pairs: Binary, seed: int
) -> None:
    """Two binary rules, what they pay matched, and a pool by the growth of all of it."""
    random, picture = Random(seed), data.draw(placements(pairs))
    second = replace(drawn_binary(random), id="second")
    terms = plan(
        pairs,
        second,
        replace(drawn_matching(random, "paar"), of=("paar", "second")),
        replace(drawn_pool(random), counted="growth", of=("match", "paar")),
    )
    assert can_settle(terms)
    walk, columns = settle(terms, picture), from_picture(picture)
    found = by_columns(terms, columns)
    numbers = columns.member_ids.tolist()
    lines = [
        line for block in found.blocks for line in earnings_of(block, numbers, picture.volumes)
    ]
    assert lines == list(walk.lines)
    assert carries(found.carried()) == sorted(walk.carried)


def test_what_rules_keep_is_put_in_order_and_nothing_is_no_number() -> None:
    pair = Kept(
        "paar", rows([1, 0]), ("x", "left"), rows([1, 1]), ("2026-03",), rows([0, 0]), minor([4, 0])
    )
    pool = Kept("a", rows([1, 0]), ("in",), rows([0, 0]), ("",), rows([0, 0]), minor([2, 1]))
    joined = carried_from([pair, pool], minor([5, 7]))
    assert carries(joined) == [
        Carry("a", 5, "in", "", 1),
        Carry("a", 7, "in", "", 2),
        Carry("paar", 7, "left", "2026-03", 4),
    ]
    assert joined.names.names == ("in", "left")
    assert carries(carried_from([], minor([5, 7]))) == []
