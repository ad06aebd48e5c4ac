"""X-up by sales: who gives which sale away, to whom, over periods, by both engines."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.engine.facts import CUSTOMER, OWN, Carry, Picture, Standing
from commissions.engine.plan import Plan
from commissions.engine.rule import way_to
from commissions.engine.settlement import settle
from commissions.engine.standings import stand
from commissions.kinds.x_up.kernel import blocks
from commissions.kinds.x_up.rule import XUp
from tests.unit.commissions.drawn import by_name, paid, tree
from tests.unit.commissions.kinds.refusals import refusal
from tests.unit.commissions.pairs.both import calculated, walked
from tests.unit.commissions.pictures import SEEDS, chain, drawn_volume, pictures, plan, star
from tests.unit.commissions.test_x_up import flat, two_up


def by_sales(**changes: object) -> XUp:
    """Give the first two sales away, to the nearest above who has given away its own."""
    return two_up(counts_sales=True, orders=frozenset({CUSTOMER}), **changes)


ALICE = """
top sells 100 CV sells 100 CV
  alice sells 100 CV sells 200 CV sells 400 CV
"""


def test_the_first_two_sales_go_up_and_the_third_is_ones_own() -> None:
    """Top's own first two have nobody above to go to; those of alice come when top has given."""
    text = ALICE.replace("  alice", "  zoe")
    assert paid(flat(by_sales()), text) == {"top": 60_00, "zoe": 80_00}


def test_who_still_owes_sales_by_then_is_passed_over() -> None:
    """Alice sells before top: nobody above has given away its own yet, the company keeps it."""
    assert paid(flat(by_sales()), ALICE) == {"alice": 80_00}
    assert paid(flat(by_sales(needs_own_passed=False)), ALICE) == {"top": 60_00, "alice": 80_00}


def test_every_second_sale_without_an_end() -> None:
    rule = by_sales(passes_up=frozenset(), every=2, needs_own_passed=False)
    text = "top\n  alice" + " sells 100 CV" * 5
    assert paid(flat(rule), text) == {"top": 40_00, "alice": 60_00}


def test_listed_sales() -> None:
    rule = by_sales(passes_up=frozenset({2, 4}), needs_own_passed=False)
    text = "top\n  alice sells 100 CV sells 200 CV sells 400 CV sells 800 CV"
    assert paid(flat(rule), text) == {"top": 200_00, "alice": 100_00}


def test_a_sale_that_came_up_counts_or_not() -> None:
    """Cara gives her first sale to bert: where it counts, it is bert's first and goes on."""
    text = """
    top
      bert
        cara sells 100 CV
      bine sells 100 CV
    """
    once = {"passes_up": frozenset({1}), "needs_own_passed": False}
    assert paid(flat(by_sales(**once)), text) == {"bert": 20_00, "top": 20_00}
    assert paid(flat(by_sales(**once, counts_received=True)), text) == {"top": 20_00}


def test_sales_are_counted_over_periods() -> None:
    drawn = tree("top\n  alice sells 100 CV sells 200 CV")
    rule = by_sales(needs_own_passed=False)
    first = settle(flat(rule), drawn.picture)
    assert by_name(drawn, first.lines) == {"top": 60_00}
    carried = tuple(first.carried)
    assert carried == (Carry("up", 2, "sales", "", 2),)
    second = settle(flat(rule), replace(drawn.picture, carried=carried))
    assert by_name(drawn, second.lines) == {"alice": 60_00}


def test_what_came_back_whole_was_no_sale() -> None:
    text = "top\n  alice sells 0 CV sells 200 CV sells 400 CV sells 800 CV"
    assert paid(flat(by_sales(needs_own_passed=False)), text) == {"top": 120_00, "alice": 160_00}


def test_who_may_not_earn_is_passed_over_or_ends_the_way() -> None:
    text = """
    top 25 PV
      bert
        cara sells 100 CV 25 PV sells 100 CV sells 200 CV 25 PV
          dora sells 400 CV
    """
    rule = by_sales(passes_up=frozenset({1}), needs_own_passed=False)
    assert paid(flat(rule, 25_00), text) == {"top": 20_00, "cara": 140_00}
    ends = by_sales(passes_up=frozenset({1}), needs_own_passed=False, pass_over=frozenset())
    assert paid(flat(ends, 25_00), text) == {"cara": 140_00}


def drawn_rule(random: Random) -> XUp:
    every = random.choice([0, 0, 2, 3])
    counts_received = random.random() < 0.4
    return two_up(
        counts_sales=True,
        counts_received=counts_received,
        every=every,
        passes_up=frozenset()
        if every
        else frozenset(random.sample(range(1, 5), random.randint(1, 3))),
        needs_own_passed=not every and not counts_received and random.random() < 0.6,
        pass_over=frozenset(each for each in ("inactive", "barred") if random.random() < 0.6),
        orders=frozenset(random.choice([[OWN], [CUSTOMER], [OWN, CUSTOMER]])),
    )


def hurdle_of(standing: Standing) -> str:
    if standing.status != "active":
        return "barred"
    return "" if standing.is_active else "inactive"


class Naive:
    """Say with plain loops from plans.md 4.5 who gets the sale of each order."""

    def __init__(self, rule: XUp, terms: Plan, picture: Picture) -> None:
        standings = stand(terms, picture)
        self.rule, self.terms, self.picture = rule, terms, picture
        rows = enumerate(picture.member_ids)
        self.hurdle = {each: hurdle_of(standings.at(row)) for row, each in rows}
        self.sponsor = dict(zip(picture.member_ids, picture.sponsor_ids, strict=True))
        self.counts = Counter({each.member_id: each.amount for each in picture.carried})

    def gives(self, number: int) -> bool:
        """Tell whether this number is given away."""
        every = self.rule.every
        return number % every == 0 if every else number in self.rule.passes_up

    def takers(self) -> dict[int, int]:
        """Return who gets each sale, by order."""
        got = {}
        for order in sorted(self.picture.volumes, key=lambda one: one.order_ref):
            if order.kind in self.rule.orders and self.terms.base_minor(self.rule, order) > 0:
                self.counts[order.member_id] += 1
                taker = self.taker(order.member_id)
                if taker is not None and not self.hurdle[taker]:
                    got[order.entry_id] = taker
        return got

    def taker(self, seller: int) -> int | None:
        """Climb from the seller of a sale."""
        passed = self.gives(self.counts[seller])
        if not passed and self.hurdle[seller] not in self.rule.pass_over:
            return seller
        who = self.sponsor[seller]
        while who is not None and self.goes_past(who, passed=passed):
            who = self.sponsor[who]
        return who

    def goes_past(self, who: int, *, passed: bool) -> bool:
        """Tell whether a sale goes past who it came to."""
        if self.hurdle[who] in self.rule.pass_over:
            return True
        if self.rule.counts_received:
            self.counts[who] += 1
            return self.gives(self.counts[who])
        owes = self.rule.needs_own_passed and self.counts[who] < max(self.rule.passes_up)
        return passed and owes


def past(picture: Picture, random: Random) -> Picture:
    carried = tuple(
        Carry("up", each, "sales", "2026-02", random.randint(1, 4))
        for each in picture.member_ids if random.random() < 0.4
    )  # fmt: skip
    return replace(picture, carried=carried)


@settings(max_examples=200)
@given(pictures(), SEEDS)
def test_it_is_what_plain_loops_say(picture: Picture, seed: int) -> None:
    random = Random(seed)
    rule, there = drawn_rule(random), past(picture, random)
    terms = flat(rule, random.choice([0, 50_00]))
    got = Naive(rule, terms, there).takers()
    lines = list(settle(terms, there).lines)
    paying = {line.volume.entry_id: line.member_id for line in lines if line.volume}
    assert paying == {entry: who for entry, who in got.items() if entry in paying}
    unpaid = [one for one in there.volumes if one.entry_id in got and one.entry_id not in paying]
    assert all(not rule.amount_minor(terms.base_minor(rule, one), 2000) for one in unpaid)
    standings = stand(terms, there)
    for line in lines:
        assert line.volume is not None
        above = standings.uplines_of(rule, line.volume.member_id)
        way = way_to(rule, line.volume, above, (line.member_id, line.level))
        assert (way[-1].member_id, way[-1].rate_bp) == (line.member_id, 2000)


@settings(max_examples=300)
@given(pictures(), SEEDS)
def test_the_kernel_says_the_same(picture: Picture, seed: int) -> None:
    random = Random(seed)
    rule, there = drawn_rule(random), past(picture, random)
    terms = flat(rule, random.choice([0, 50_00]))
    assert calculated(blocks, terms, there) == walked(terms, there)


@pytest.mark.parametrize("shape", [chain, star])
@given(st.integers(0, 9))
@settings(max_examples=6, deadline=None)
def test_they_agree_on_a_line_and_on_a_star(shape: object, seed: int) -> None:
    random = Random(seed)
    members, sponsors = shape(20_000)  # type: ignore[operator]
    sold = tuple(drawn_volume(random, list(members), place) for place in range(2_000))
    picture = Picture(members, sponsors, ("active",) * len(members), sold)
    terms = flat(drawn_rule(random))
    assert calculated(blocks, terms, picture) == walked(terms, picture)


def test_a_plan_of_recruits_hands_nothing_on() -> None:
    assert not plan(two_up()).rules[0].hands_on
    assert plan(by_sales()).rules[0].hands_on


@pytest.mark.parametrize(
    ("find", "put", "key", "reason"),
    [
        ('passes_up  = [2, 4, 6]', 'passes_up  = "first 2"', "passed_to", "given away all before"),
        ('passes_up  = [2, 4, 6]', 'passes_up  = "every 1"', "passes_up", "keep anything"),
        ('passes_up  = [2, 4, 6]', 'passes_up  = "second"', "passes_up", "first 2"),
        ('gives_away = "line" ', 'counts = "sales" ', "received_sales", "depends on it"),
        ('gives_away = "line" ', 'received_sales = "counted" ', "gives_away", "depends on it"),
        (
            'passes_up  = [2, 4, 6]\npassed_to  = "sponsor"',
            'passes_up = "every 2"\npassed_to = "qualified"', "passed_to", "never given all",
        ),
    ],
)  # fmt: skip
def test_what_contradicts_is_refused(find: str, put: str, key: str, reason: str) -> None:
    refused = refusal("wacholder", "2026-01-01", find, put)
    assert refused.key == f"rule[jeder_zweite].{key}"
    assert reason in str(refused.reason)
    assert refused.remedy
