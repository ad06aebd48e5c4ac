"""X-up: who is given away, to whom, and that jumping equals walking."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings

from commissions.engine.facts import CUSTOMER, OWN, TOOK, Picture
from commissions.engine.plan import Plan
from commissions.engine.rule import ORDER_CV
from commissions.engine.settlement import settle
from commissions.engine.standings import stand
from commissions.engine.tree import recruits
from commissions.kinds.x_up.rule import XUp
from tests.unit.commissions.drawn import paid
from tests.unit.commissions.pictures import NAMES, SEEDS, pictures, plan


def two_up(**changes: object) -> XUp:
    terms: dict[str, object] = {
        "id": "up",
        "names": NAMES,
        "tax_nature": "commission",
        "base": ORDER_CV,
        "rate_bp": 2000,
        "passes_up": frozenset({1, 2}),
        "needs_own_passed": True,
        "gives_line": False,
        "orders": frozenset({OWN, CUSTOMER}),
        "pass_over": frozenset({"inactive", "barred"}),
    }
    return XUp(**(terms | changes))  # type: ignore[arg-type]


def flat(rule: XUp, active: int = 0) -> Plan:
    return plan(rule, ranks=(), active_pv_minor=active)  # type: ignore[arg-type]


AUSTRALIA = """
top
  one
  two
  alice
    bob buys 100 CV
    charlie buys 100 CV
    david buys 100 CV
"""


def test_alice_gives_bob_and_charlie_to_her_sponsor_and_keeps_david() -> None:
    assert paid(flat(two_up()), AUSTRALIA) == {"top": 40_00, "alice": 20_00}


def test_a_listed_recruit_is_given_away_alone() -> None:
    rule = two_up(passes_up=frozenset({2}), needs_own_passed=False)
    assert paid(flat(rule), AUSTRALIA) == {"top": 20_00, "alice": 40_00}


def test_what_was_passed_up_goes_on_to_who_owes_none() -> None:
    text = """
    top
      one
      alice
        bob
          carl buys 100 CV
    """
    assert paid(flat(two_up()), text) == {"top": 20_00}
    assert paid(flat(two_up(needs_own_passed=False)), text) == {"alice": 20_00}


def test_a_whole_line_that_was_given_away_goes_past_who_gave_it() -> None:
    text = """
    top
      one
      two
      alice
        bob
          carl buys 100 CV
        charlie
        david
          dora buys 200 CV
    """
    assert paid(flat(two_up()), text) == {"alice": 60_00}
    assert paid(flat(two_up(gives_line=True)), text) == {"top": 20_00, "alice": 40_00}


def test_who_owes_recruits_is_never_asked_so_it_cannot_end_the_way() -> None:
    text = """
    top 25 PV
      one
      two
      alice
        bob 25 PV
          carl buys 100 CV 25 PV
    """
    assert paid(flat(two_up(pass_over=frozenset()), 25_00), text) == {"top": 20_00}


def test_the_lower_number_is_the_earlier_recruit() -> None:
    assert recruits((30, 10, 20, 5), (3, 3, 3, -1)) == ([3, 1, 2, 0], [0, 0, 0, 3])


@settings(max_examples=150)
@given(pictures(), SEEDS)
def test_who_jumps_pays_whom_the_walk_names_and_nobody_twice(picture: Picture, seed: int) -> None:
    random = Random(seed)
    obstacles = ("inactive", "barred")
    rule = two_up(
        passes_up=frozenset(random.sample(range(1, 5), random.randint(1, 3))),
        needs_own_passed=random.random() < 0.5,
        gives_line=random.random() < 0.5,
        pass_over=frozenset(each for each in obstacles if random.random() < 0.5),
        orders=frozenset(random.choice([{OWN}, {CUSTOMER}, {OWN, CUSTOMER}])),
    )
    terms = flat(rule, random.choice([0, 50_00]))
    standings = stand(terms, picture)
    walked = [
        (order.entry_id, step.member_id)
        for order in picture.volumes
        for step in rule.way(order, standings.uplines_of(rule, order.member_id))
        if step.decision == TOOK and rule.amount_minor(terms.base_minor(rule, order), 2000)
    ]
    lines = list(settle(terms, picture).lines)
    assert [(line.volume.entry_id, line.member_id) for line in lines if line.volume] == walked
    assert len({line.order_ref for line in lines}) == len(lines)
