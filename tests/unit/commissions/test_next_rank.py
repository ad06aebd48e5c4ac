"""What is missing for a rank, and which step is the cheapest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.engine.next_rank import Gap, cheapest, gaps, rank_after
from commissions.engine.standings import Standings
from tests.unit.commissions.rank_plans import plan, standings

CAP = 'leg_rule = {{ meaning = "{}", share = "50%", own_volume_counts = "none" }}'


def anna(asked: str, tree: str, rules: str = "") -> tuple[Gap, ...]:
    by = plan(asked, rules=rules)
    return gaps(by.ranks[1], standings(by, tree).people, 0)


def told(found: tuple[Gap, ...]) -> list[tuple[str, int, int, int, str]]:
    return [(g.key, g.required, g.actual, g.missing, g.missing_unit) for g in found]


def test_the_rank_after_is_the_next_step() -> None:
    by = plan("active_directs = 1", "active_directs = 2")
    assert [getattr(rank_after(by, each), "id", None) for each in ("", "one", "three")] == [
        "one",
        "two",
        None,
    ]


def test_each_requirement_says_what_there_is_and_what_is_missing() -> None:
    asked = """
group_volume = "500 PV"
personal_volume = "100 PV"
customers = { count = 2 }
active_directs = 1
active = "required"
formula = "gv >= PV(1000) and directs >= 1"
"""
    found = anna(asked, "anna 60 PV sells 10 PV\n  bert 80 PV")
    assert told(found) == [
        ("group_volume", 500_00, 150_00, 350_00, "points"),
        ("personal_volume", 100_00, 70_00, 30_00, "points"),
        ("active", 1, 1, 0, "condition"),
        ("customers", 2, 1, 1, "people"),
        ("formula", 1, 0, 1, "condition"),
        ("formula", 1, 1, 0, "condition"),
        ("active_directs", 1, 1, 0, "people"),
    ]
    assert cheapest(found) == found[1]


def test_people_come_after_points_and_conditions_last() -> None:
    asked = 'customers = { count = 2 }\nactive_directs = 1\nformula = "gv >= PV(1000)"'
    found = anna(asked, "anna 60 PV")
    step = cheapest(found)
    assert step is not None and (step.key, step.missing) == ("active_directs", 1)
    assert cheapest([gap for gap in found if gap.is_filled]) is None


@pytest.mark.parametrize("meaning", ["requirement_cap", "total_share"])
def test_points_outside_the_strongest_leg_fill_a_shared_group(meaning: str) -> None:
    asked = f'group_volume = "12000 PV"\n{CAP.format(meaning)}'
    (gap,) = anna(asked, "anna\n  b 8300 PV\n  c 400 PV\n  d 3000 PV")
    assert gap.missing == 2600_00
    (filled,) = anna(asked, "anna\n  b 8300 PV\n  c 400 PV\n  d 3000 PV\n  e 2600 PV")
    assert filled.is_filled


def test_legs_of_volume_are_filled_by_points_in_the_nearest_ones() -> None:
    asked = 'legs = [ { count = 3, volume = "100 PV" } ]'
    (gap,) = anna(asked, "anna\n  b 100 PV\n  c 30 PV\n  d 70 PV\n  e 10 PV")
    assert told((gap,)) == [("legs", 3, 1, 100_00, "points")]
    (gap,) = anna(asked, "anna\n  b 30 PV")
    assert gap.missing == 270_00


def test_legs_of_rank_are_missing_as_people() -> None:
    by = plan(
        'group_volume = "100 PV"',
        'group_volume = "100 PV"\nlegs = [ { count = 2, rank = "two", where = "direct" } ]',
        rules='downline_rank = "earned"\n',
    )
    found = gaps(by.ranks[2], standings(by, "anna\n  b 100 PV\n  c 99 PV").people, 0)
    assert told(found)[1] == ("legs", 2, 1, 1, "people")


VOLUMES = st.lists(st.integers(0, 300), min_size=1, max_size=6)


def with_legs(asked: str, own: int, legs: list[int]) -> Standings:
    by = plan(asked, active="")
    lines = [f"anna {own} PV", *(f"  p{place} {leg} PV" for place, leg in enumerate(legs))]
    return standings(by, "\n".join(lines))


@given(VOLUMES, st.sampled_from(["requirement_cap", "leg_share", "total_share"]))
def test_what_is_missing_is_enough_in_new_legs_and_a_point_less_is_not(
    legs: list[int], meaning: str
) -> None:
    asked = f'group_volume = "600 PV"\n{CAP.format(meaning)}'
    (gap,) = gaps(plan(asked, active="").ranks[1], with_legs(asked, 0, legs).people, 0)
    points, rest = divmod(gap.missing, 100)
    # Small enough legs count whole, whatever the rule.
    more = [1] * (points + bool(rest))
    assert with_legs(asked, 0, [*legs, *more]).ranks[0] == "two" if max(legs) else True
    if points:
        assert with_legs(asked, 0, [*legs, *more[: points - 1]]).ranks[0] == "one"
