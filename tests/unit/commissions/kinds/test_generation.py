"""Generation commission: counted from the earner down, by code that climbs up."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from commissions.engine.facts import Picture, Standing
from commissions.engine.settlement import possible_minor, settle
from commissions.engine.standings import stand
from commissions.kinds.generation.rule import SELLER, Generation
from commissions.kinds.stages import Takers
from core.rates import share
from tests.unit.commissions.kinds.leaders import drawn_generation, generation
from tests.unit.commissions.kinds.text_trees import paid_in
from tests.unit.commissions.pictures import LADDER, SEEDS, pictures, plan


def paid(tree: str, **changes: object) -> dict[str, int]:
    return paid_in(plan(generation(**changes), ranks=LADDER), tree)  # type: ignore[arg-type]


# two needs 300 PV in the group and 50 of its own, three 1000 and 80
CLOSING = """
tina 80 PV
  side 700 PV
  thea 50 PV
    tom 50 PV
      rest 300 PV
      pia sells 1000.00 EUR 1 PV
"""


def test_each_leader_above_is_one_generation_further() -> None:
    assert paid(CLOSING) == {"tom": 50_00, "thea": 30_00, "tina": 20_00}


def test_a_rank_earns_no_more_generations_than_it_has_rates() -> None:
    rates = {"two": (500,), "three": (500, 400)}
    assert paid(CLOSING, rates_by_rank=rates) == {"tom": 50_00}


OWN_SALE = """
tina 80 PV
  side 700 PV
  thea sells 1000.00 EUR 300 PV
"""


def test_what_a_leader_sells_is_in_the_generation_it_closes_or_in_the_one_it_opens() -> None:
    assert paid(OWN_SALE) == {"tina": 50_00}
    assert paid(OWN_SALE, opens=True) == {"tina": 40_00}


def test_a_leader_may_take_its_own_customers_first() -> None:
    at_seller = {"customer_orders_start_at": SELLER}
    assert paid(OWN_SALE, **at_seller) == {"thea": 50_00, "tina": 50_00}
    assert paid(OWN_SALE, opens=True, **at_seller) == {"thea": 50_00, "tina": 40_00}


def test_by_the_same_rank_only_peers_and_higher_ones_count() -> None:
    found = paid(CLOSING, boundary_step=None)
    assert found == {"tom": 50_00, "thea": 30_00, "tina": 50_00}


def test_leaders_between_may_stand_in_the_way() -> None:
    assert paid(CLOSING, equals_allowed=1) == {"tom": 50_00, "tina": 20_00}
    higher = """
tom 79 PV
  tina 80 PV
    side 1000 PV
    pia sells 1000.00 EUR 1 PV
"""
    assert paid(higher) == {"tina": 50_00, "tom": 30_00}
    assert paid(higher, stops_at_higher=True) == {"tina": 50_00}


SLEEPS = """
tina 80 PV
  side 700 PV
  thea 50 PV
    rest 300 PV
    pia sells 1000.00 EUR 1 PV
"""


def test_an_inactive_leader_ends_a_generation_or_is_seen_through() -> None:
    terms = {"active_pv_minor": 51_00, "ranks": LADDER}
    counts, compressed = generation(), generation(inactive_bound=False)
    assert paid_in(plan(counts, **terms), SLEEPS) == {"tina": 40_00}  # type: ignore[arg-type]
    assert paid_in(plan(compressed, **terms), SLEEPS) == {"tina": 50_00}  # type: ignore[arg-type]


def test_a_generation_without_volume_may_be_skipped() -> None:
    """Right below a leader, a leader who opens leaves an empty generation between the two."""
    assert paid(SLEEPS, opens=True) == {"thea": 50_00, "tina": 40_00}
    assert paid(SLEEPS, opens=True, empty_count=False) == {"thea": 50_00, "tina": 50_00}


LEADERS = """
tina 80 PV
  thea 80 PV
    tom 80 PV
      pia 80 PV sells 1000.00 EUR 1000 PV
"""


def test_leaders_one_below_the_other_take_all_that_the_worst_case_says() -> None:
    """Whoever opens a generation leaves none to the next leader: both stand in the first."""
    terms = {"opens": True, "empty_count": False, "takers_have_volume": True}
    found = paid(LEADERS, customer_orders_start_at=SELLER, **terms)
    assert found == {"pia": 50_00, "tom": 50_00, "thea": 40_00, "tina": 20_00}
    assert generation(**terms).most_bp == 1600


EVERYBODY = Takers(False, frozenset())


@pytest.mark.parametrize(
    ("changes", "most"),
    [
        ({}, 500 + 400 + 200),
        ({"customer_orders_start_at": SELLER}, 500 + 500 + 400 + 200),
        ({"boundary_step": None}, 500 + 300 + 500 + 400 + 200),
        ({"boundary_step": 2}, None),
        ({"empty_count": False}, None),
        ({"empty_count": False, "takers_have_volume": True}, 500 + 400 + 200),
        (
            {"empty_count": False, "takers_have_volume": True, "opens": True},
            500 + 500 + 400 + 200,
        ),
        (
            {"empty_count": False, "takers_have_volume": True, "takers": EVERYBODY},
            None,
        ),
        ({"takers": Takers(False, frozenset()), "inactive_bound": False}, None),
    ],
)
def test_the_most_an_order_pays_is_known_where_earners_end_generations(
    changes: dict[str, object], most: int | None
) -> None:
    assert generation(**changes).most_bp == most


def seen_from(rule: Generation, earner: Standing, way: list[Standing]) -> int:
    """Count the generation of an order from its earner down: `way` begins with the seller."""
    threshold = rule.thresholds[earner.rank]
    regions: list[list[Standing | None]] = [[]]
    for place, standing in enumerate(way):
        is_seller = place == 0
        bounds = rule.step(standing.rank) >= threshold and rule.bounds(standing)
        if rule.opens:
            regions[-1].append(standing)
            if bounds:
                regions.append([])
        else:
            if bounds and not is_seller:
                regions.append([])
            regions[-1].append(standing)
    alive = [
        place == 0 or any(each.pv_minor > 0 for each in region)
        for place, region in enumerate(regions)
    ]
    return len(regions) if rule.empty_count else sum(alive)


def expected(rule: Generation, way: list[Standing], base: int, kind: str) -> list[tuple[int, ...]]:
    found = []
    for place, earner in enumerate(way):
        rates = rule.rates_by_rank.get(earner.rank, ())
        if place == 0 and not rule.starts_at_seller(kind):
            continue
        if not rates or rule.takers.obstacle(earner):
            continue
        below = [s for s in way[(not rule.opens) : place] if rule.bounds(s)]
        steps = Counter(rule.step(s.rank) for s in below)
        own = rule.step(earner.rank)
        if rule.stops_at_higher and max(steps, default=-1) > own:
            continue
        if rule.equals_allowed is not None and steps[own] >= rule.equals_allowed:
            continue
        number = seen_from(rule, earner, way[:place]) if place else 1
        if number <= len(rates) and share(base, rates[number - 1]):
            found.append((earner.member_id, number, share(base, rates[number - 1])))
    return found


@settings(max_examples=300)
@given(SEEDS, pictures())
def test_counted_from_above_it_is_the_same(seed: int, picture: Picture) -> None:
    rule = drawn_generation(Random(seed))
    terms = plan(rule)  # type: ignore[arg-type]
    standings = stand(terms, picture)
    wanted = []
    for sold in picture.volumes:
        way = list(standings.uplines_of(rule, sold.member_id))
        wanted += expected(rule, way, terms.base_minor(rule, sold), sold.kind)
    lines = settle(terms, picture).lines
    assert [(x.member_id, x.level, x.amount_minor) for x in lines] == wanted


@settings(max_examples=300)
@given(SEEDS, pictures())
def test_no_order_pays_more_than_the_most(seed: int, picture: Picture) -> None:
    """Also where nobody is active without volume of its own, as the plan drawn here says."""
    rule = dataclasses.replace(drawn_generation(Random(seed)), takers_have_volume=True)
    terms = plan(rule)  # type: ignore[arg-type]
    per_order: Counter[int] = Counter()
    for line in settle(terms, picture).lines:
        assert line.volume is not None
        per_order[line.volume.entry_id] += line.rate_bp
    if rule.most_bp is not None:
        assert max(per_order.values(), default=0) <= rule.most_bp
        assert possible_minor(terms, picture, {}) >= 0


@given(SEEDS, pictures())
def test_an_order_stands_in_one_generation_of_each_earner(seed: int, picture: Picture) -> None:
    terms = plan(drawn_generation(Random(seed)))  # type: ignore[arg-type]
    distinct = tuple(
        replaced._replace(entry_id=place) for place, replaced in enumerate(picture.volumes)
    )
    lines = settle(terms, replace(picture, volumes=distinct)).lines
    met = [(line.volume.entry_id, line.member_id) for line in lines if line.volume]
    assert len(met) == len(set(met))
