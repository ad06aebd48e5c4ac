"""Infinity commission: beyond a depth, down to the next leader."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given, settings

from commissions.engine.facts import Picture, Standing
from commissions.engine.settlement import settle
from commissions.engine.standings import stand
from commissions.kinds.infinity.rule import Infinity
from core.rates import share
from tests.unit.commissions.kinds.leaders import drawn_infinity, infinity
from tests.unit.commissions.kinds.text_trees import paid_in
from tests.unit.commissions.pictures import LADDER, SEEDS, pictures, plan


def paid(tree: str, **changes: object) -> dict[str, int]:
    return paid_in(plan(infinity(**changes), ranks=LADDER), tree)  # type: ignore[arg-type]


# two needs 300 PV in the group and 50 of its own, three 1000 and 80
DEEP = """
tina 80 PV
  side 700 PV
  thea 50 PV
    tom 50 PV
      rest 300 PV
      pia sells 1000.00 EUR 1 PV
"""


def test_a_leader_beyond_the_depth_takes_its_rate_and_a_higher_one_what_it_adds() -> None:
    assert paid(DEEP) == {"thea": 10_00, "tina": 15_00}


def test_or_the_first_one_blocks_all_above() -> None:
    assert paid(DEEP, is_differential=False) == {"thea": 10_00}


def test_who_is_too_near_is_passed_over_or_counts_as_if_it_took() -> None:
    assert paid(DEEP, from_level=3) == {"tina": 25_00}
    assert paid(DEEP, from_level=3, near_blocks=True) == {"tina": 15_00}
    assert paid(DEEP, from_level=3, near_blocks=True, is_differential=False) == {}


def test_the_first_generations_can_be_left_out() -> None:
    leaders = frozenset({"two", "three"})
    by_generation = {"from_level": 1, "boundaries": leaders}
    assert paid(DEEP, from_generation=2, **by_generation) == {"thea": 10_00, "tina": 15_00}
    assert paid(DEEP, from_generation=3, **by_generation) == {"tina": 25_00}
    assert paid(DEEP, from_generation=4, **by_generation) == {}


def expected(rule: Infinity, way: list[Standing]) -> list[tuple[int, int]]:
    """Say by other code what leaders take: each its rate less the best that counts below."""
    best, found = 0, []
    for place, earner in enumerate(way[1:], start=1):
        rate = rule.rate_by_rank.get(earner.rank, 0)
        if rate <= best or (best and not rule.is_differential):
            continue
        below = sum(each.rank in rule.boundaries for each in way[1:place])
        is_near = place < rule.from_level or below + 1 < rule.from_generation
        hurdle = rule.takers.obstacle(earner)
        if hurdle and hurdle in rule.takers.pass_over:
            continue
        if not hurdle and is_near and not rule.near_blocks:
            continue
        if not hurdle and not is_near:
            found.append((earner.member_id, rate - best))
        best = rate
    return found


@settings(max_examples=300)
@given(SEEDS, pictures())
def test_leaders_take_what_other_code_says(seed: int, picture: Picture) -> None:
    rule = drawn_infinity(Random(seed))
    terms = plan(rule)  # type: ignore[arg-type]
    standings, wanted = stand(terms, picture), []
    for sold in picture.volumes:
        way = list(standings.uplines_of(rule, sold.member_id))
        base = terms.base_minor(rule, sold)
        wanted += [(who, rate) for who, rate in expected(rule, way) if share(base, rate)]
    lines = list(settle(terms, picture).lines)
    assert [(line.member_id, line.rate_bp) for line in lines] == wanted
    per_order: Counter[int] = Counter()
    for line in lines:
        assert line.volume is not None
        per_order[line.volume.entry_id] += line.rate_bp
    assert max(per_order.values(), default=0) <= rule.most_bp
