"""Orders that climb the tree of their own day, paid by the rank of their own day."""

from __future__ import annotations

import pytest

from commissions.document.example_tree import read_tree
from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from commissions.engine.day_standings import until
from commissions.engine.plan import Plan
from commissions.engine.standings import Standings, stand
from commissions.shipped_plans import shipped_plan
from tests.unit.commissions.drawn import tree

JANUARY = "2026-01-01"
MOVED = """
anna 100 PV
bert 100 PV
  cara moved 2026-01-16 from anna sells 200 PV on 2026-01-15 sells 300 PV on 2026-01-16
"""


def shipped(code: str, *changes: tuple[str, str]) -> Plan:
    """Return a shipped plan, its text changed."""
    files = shipped_plan(code, JANUARY)
    text = files.document.decode()
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return read_plan(text.encode(), files.filename)


def refusal(code: str, *changes: tuple[str, str]) -> PlanRejected:
    """Return why a changed plan is refused."""
    with pytest.raises(PlanRejected) as caught:
        shipped(code, *changes)
    return caught.value


def standings(plan: Plan, text: str) -> Standings:
    """Work out a drawn period."""
    return stand(plan, tree(text).picture)


def test_volume_counts_in_the_groups_of_its_day() -> None:
    found = standings(shipped("zugvogel"), MOVED)
    assert found.gv_minor == [300_00, 400_00, 500_00]


def test_a_leg_is_what_came_up_by_whoever_still_stands_there() -> None:
    found = standings(shipped("zugvogel"), MOVED)
    assert found.people.legs() == [300_00, 400_00, 300_00]
    assert found.people.strongest() == [0, 300_00, 0]


def test_the_tree_of_a_day_is_the_last_with_later_moves_undone() -> None:
    text = "anna\nbert\n  cara moved 2026-01-10 from top moved 2026-01-20 from anna"
    days = standings(shipped("zugvogel"), text).people.days
    assert [days.sponsors(number)[2] for number in range(3)] == [None, 1, 2]
    volume_days = [each.day for each in tree(MOVED).picture.volumes[2:]]
    at = standings(shipped("zugvogel"), MOVED).people.days
    assert [at.number_of(day) for day in volume_days] == [0, 1]


def test_the_period_until_a_day_has_neither_later_orders_nor_later_moves() -> None:
    plan = shipped("morgenrot")
    found = standings(plan, MOVED)
    day = found.picture.volumes[2].day
    assert day is not None
    then = until(plan, found, day)
    assert then.sponsor_ids == (None, None, 1)
    assert [each.pv_minor for each in then.volumes] == [200_00]
    assert not then.moves


@pytest.mark.parametrize(
    "code",
    ["gleis", "bienenkorb", "silberlinde", "steinklee", "erlenbach", "kiefernau", "mohnfeld"],
)
def test_what_adds_up_over_one_tree_does_not_go_by_days(code: str) -> None:
    found = refusal(code, ('= "period_end"', '= "order_day"'))
    assert found.key == "tree_as_of"
    assert str(found.remedy) == 'Write: tree_as_of = "period_end"'


def test_a_rank_of_the_day_needs_rules_that_pay_for_orders() -> None:
    found = refusal("aufstieg", ('= "this_period"', '= "order_day"'))
    assert found.key == "rank_for_pay"
    assert "no rule pays for single orders" in str(found.reason)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("anna moved 2026-01-16", "A move says from whom"),
        ("anna moved 2026-01-16 from bert", "nobody to stand below"),
        ("anna moved 2026-01-16 from anna", "nobody to stand below"),
        ("anna\n  bert\ncara moved 2026-01-16 from bert moved 2026-01-16 from anna", "twice"),
        ("anna moved 2026-01-16 from bert\n  bert", "stood below itself"),
    ],
)
def test_moves_that_cannot_be_are_refused(text: str, told: str) -> None:
    with pytest.raises(PlanRejected) as caught:
        read_tree(text, "EUR", "tree")
    assert told in str(caught.value.reason)
