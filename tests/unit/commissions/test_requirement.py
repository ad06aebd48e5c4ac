"""What ranks can ask for: one tree for both sides of each border."""

from __future__ import annotations

import pytest

from tests.unit.commissions.rank_plans import ACTIVE, plan, ranks, standings

EARNED = 'downline_rank = "earned"\n'
PAID = 'downline_rank = "paid"\n'


@pytest.mark.parametrize(
    ("asked", "tree", "found"),
    [
        ('group_volume = "100 QV"', "anna 5 PV 60 QV\n  bert 5 PV 40 QV", "two one"),
        ('group_volume = "100 QV"', "anna 500 PV 60 QV\n  bert 5 PV 39.99 QV", "one one"),
        ('personal_volume = "60 QV"', "anna 5 PV 60 QV", "two"),
        ('own_purchases = "60 PV"', "anna 59.99 PV sells 90 PV", "one"),
        ('own_purchases = "60 PV"', "anna 60 PV", "two"),
        ('customer_volume = "60 PV"', "anna 90 PV sells 60 PV", "two"),
        ('customer_volume = "60 PV"', "anna 90 PV sells 59.99 PV", "one"),
        ("customers = { count = 2 }", "anna sells 1 PV for kim sells 1 PV for kim", "one"),
        ("customers = { count = 2 }", "anna sells 1 PV for kim sells 1 PV for lea", "two"),
        ("customers = { count = 2 }", "anna sells 1 PV sells 1 PV", "two"),
        ("customers = { count = 2 }", "anna sells 1 PV sells 5.00 EUR", "one"),
        (
            'customers = { count = 1, from = "20 PV" }',
            "anna sells 10 PV for kim sells 10 PV for kim",
            "two",
        ),
        ('customers = { count = 1, from = "20 PV" }', "anna sells 19.99 PV", "one"),
        ("active_directs = 2", "anna\n  bert 50 PV\n  carl 50 PV", "two one one"),
        ("active_directs = 2", "anna\n  bert 50 PV\n    carl 50 PV\n  dora 49 PV", "one " * 4),
        ("active_directs = 1", "anna\n  bert suspended 50 PV", "one -"),
        ('active = "required"', "anna 50 PV", "two"),
        ('active = "required"', "anna 49.99 PV", "one"),
        (
            'legs = [ { count = 2, volume = "100 PV" } ]',
            "anna\n  bert 100 PV\n  carl\n    dora 100 PV",
            "two one one one",
        ),
        (
            'legs = [ { count = 2, volume = "100 PV" } ]',
            "anna 500 PV\n  bert 100 PV\n  carl\n    dora 99.99 PV",
            "one one one one",
        ),
        (
            'formula = "strongest_leg >= PV(100)"',
            "anna\n  bert 60 PV\n    carl 40 PV",
            "two one one",
        ),
        ('formula = "directs >= 2 and pv >= PV(5)"', "anna 5 PV\n  bert\n  carl", "two one one"),
        ('formula = "is_active or gqv >= PV(5)"', "anna 5 PV\n  bert 0 PV 5 QV", "two two"),
        ('formula = "own_pv + customer_pv >= PV(60)"', "anna 30 PV sells 30 PV", "two"),
    ],
)
def test_a_rank_asks_for(asked: str, tree: str, found: str) -> None:
    assert ranks(plan(asked), tree) == found.strip()


def test_own_volume_may_be_left_out_of_the_group() -> None:
    by = plan('group_volume = "100 PV"', head='own_volume_in_group = "left_out"')
    tree = "anna 50 PV\n  bert 99.99 PV\n    carl 0.01 PV"
    found = standings(by, tree)
    assert found.gv_minor == [100_00, 1, 0]
    assert found.ranks == ["two", "one", "one"]


@pytest.mark.parametrize(
    ("meaning", "own", "legs", "found"),
    [
        ("requirement_cap", "none", (600, 400), "one"),
        ("requirement_cap", "none", (600, 500), "two"),
        ("requirement_cap", "as_extra_leg_uncapped", (500, 399), "one"),
        ("requirement_cap", "as_extra_leg_uncapped", (500, 400), "two"),
        ("total_share", "as_extra_leg_capped", (900, 400), "two"),
        ("total_share", "as_extra_leg_capped", (900, 399), "one"),
        ("leg_share", "none", (900, 550), "two"),
        ("leg_share", "none", (900, 549), "one"),
    ],
)
def test_group_volume_with_a_leg_rule(
    meaning: str, own: str, legs: tuple[int, int], found: str
) -> None:
    rule = f'leg_rule = {{ meaning = "{meaning}", share = "50%", own_volume_counts = "{own}" }}'
    tree = f"anna 100 PV\n  bert {legs[0]} PV\n  carl {legs[1]} PV"
    assert ranks(plan(f'group_volume = "1000 PV"\n{rule}'), tree) == f"{found} one one"


TWO = 'group_volume = "100 PV"'
LEG = 'legs = [ {{ count = 2, rank = "two", where = "{}"{} }} ]'
ONCE, EACH = (f', multiple_in_leg = "count_{word}"' for word in ("once", "each"))
DEEP = """
anna
  bert
    carl 100 PV
  dora 100 PV
"""
DOUBLE = """
anna
  bert 100 PV
    carl 100 PV
  dora
"""


@pytest.mark.parametrize(
    ("leg", "tree", "found"),
    [
        (LEG.format("anywhere", ONCE), DEEP, "three two two two"),
        (LEG.format("direct", ""), DEEP.replace("bert", "bert 1 PV"), "three two two two"),
        (LEG.format("anywhere", ONCE), DOUBLE, "two two two one"),
        (LEG.format("anywhere", EACH), DOUBLE, "three two two one"),
    ],
)
def test_legs_hold_a_rank(leg: str, tree: str, found: str) -> None:
    assert ranks(plan(TWO, f"{TWO}\n{leg}", rules=EARNED), tree) == found


def test_a_rank_directly_below_is_not_one_deeper() -> None:
    by = plan(TWO, f"{TWO}\n" + LEG.format("direct", ""), rules=EARNED)
    tree = "anna\n  bert terminated\n    carl 100 PV\n  dora 100 PV"
    assert ranks(by, tree) == "two - two two"


def test_a_leg_of_rank_may_need_volume_too() -> None:
    leg = 'legs = [ { count = 1, rank = "two", where = "direct", volume = "150 PV" } ]'
    by = plan(TWO, f"{TWO}\n{leg}", rules=EARNED)
    assert ranks(by, "anna\n  bert 149.99 PV") == "two two"
    assert ranks(by, "anna\n  bert 100 PV\n    carl 50 PV") == "three two one"


LINES = (
    'legs = [ { count = 2, volume = "10 PV" }, { count = 1, volume = "100 PV" } ]\n'
    'legs_serve = "%s"'
)


@pytest.mark.parametrize(("serve", "found"), [("one", "one one one"), ("all", "two one one")])
def test_a_leg_serves_one_line_or_all(serve: str, found: str) -> None:
    assert ranks(plan(LINES % serve), "anna\n  bert 100 PV\n  carl 10 PV") == found
    three = "anna\n  bert 100 PV\n  carl 10 PV\n  dora 10 PV"
    assert ranks(plan(LINES % serve), three) == "two one one one"


STOPS = EARNED + 'own_group_stops_at = "three"\n'
GROWN = """
anna 10 PV
  bert 50 PV
    carl 200 PV
      dora 300 PV
"""


def test_the_own_group_ends_where_somebody_has_the_blocking_rank() -> None:
    own = 'own_group_volume = "{} PV"'
    by = plan(own.format(50), own.format(300), rules=STOPS)
    assert ranks(by, GROWN) == "two two two three"
    assert standings(by, GROWN).people.own_group == [260_00, 250_00, 200_00, 300_00]


def test_legs_that_hold_the_same_rank_are_not_open() -> None:
    by = plan('open_volume = "100 PV"', 'open_volume = "200 PV"', rules=EARNED)
    tree = "anna 10 PV\n  bert 150 PV\n  carl 99 PV"
    assert ranks(by, tree) == "three two one"
    assert ranks(by, tree.replace("150", "200")) == "two three one"


def test_the_volume_of_inactive_members_goes_up_to_the_next_active_one() -> None:
    by = plan('pushed_up_volume = "100 PV"')
    tree = "anna 60 PV\n  bert 30 PV\n    carl 10 PV\n    dora 50 PV\n      emil 49.99 PV"
    assert ranks(by, tree) == "two one one one one"
    assert standings(by, tree).people.pushed_up() == [100_00, 0, 0, 99_99, 0]
    assert ranks(by, tree.replace("30 PV", "50 PV")) == "one one one one one"


def test_volume_adds_up_over_periods() -> None:
    by = plan('cumulative_volume = "100 PV"')
    first = standings(by, "anna 60 PV\n  bert 30 PV")
    assert first.ranks == ["one", "one"]
    second = standings(by, "anna\n  bert 10 PV", "2026-02", first)
    assert second.ranks == ["two", "one"]
    assert [tuple(each) for each in second.carried] == [
        ("", 1, "cumulative_pv", "", 100_00),
        ("", 2, "cumulative_pv", "", 40_00),
    ]


def test_the_rank_that_those_above_count_is_earned_or_paid() -> None:
    line = 'legs = [ { count = 1, rank = "two", where = "direct" } ]'
    tree = "anna\n  bert awarded two"
    assert ranks(plan(TWO, f"{TWO}\n{line}", rules=EARNED), tree) == "one two"
    tree = "anna\n  bert awarded two\n  carl 100 PV"
    assert ranks(plan(TWO, f"{TWO}\n{line}", rules=PAID), tree) == "three two two"


def test_the_highest_rank_below_is_a_fact() -> None:
    by = plan(TWO, f'{TWO}\nformula = "best_below >= two"', rules=EARNED, active=ACTIVE)
    assert ranks(by, "anna\n  bert\n    carl 100 PV") == "three three two"
