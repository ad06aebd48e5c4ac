"""Who is active, for how long, and who is proposed for suspension."""

from __future__ import annotations

import pytest

from commissions.engine.activity import proposals
from commissions.engine.standings import Standings
from tests.unit.commissions.rank_plans import career, carried, plan, standings

GROUP = 'group_volume = "100 PV"'


def active(terms: str, tree: str) -> str:
    found = standings(plan(GROUP, active=terms), tree).is_active
    return " ".join("yes" if each else "no" for each in found)


@pytest.mark.parametrize(
    ("terms", "tree", "found"),
    [
        ('personal_volume = "50 QV"', "anna 50 QV\nbert 90 PV 49.99 QV", "yes no"),
        ('own_purchases = "50 PV"', "anna sells 90 PV\nbert 50 PV", "no yes"),
        ("customers = { count = 1 }", "anna 90 PV\nbert sells 1 PV", "no yes"),
        ('formula = "gv >= PV(90)"', "anna\n  bert 89 PV\n    carl 1 PV", "yes yes no"),
        (
            'personal_volume = "50 PV"\ncustomers = { count = 1 }\nneeds = "any"',
            "anna 50 PV\nbert sells 1 PV\ncarl 49 PV\ndora suspended 50 PV",
            "yes yes no no",
        ),
        (
            'personal_volume = "50 PV"\ncustomers = { count = 1 }\nneeds = "all"',
            "anna 50 PV\nbert sells 1 PV\ncarl 49 PV sells 1 PV",
            "no no yes",
        ),
    ],
)
def test_activity_asks_for(terms: str, tree: str, found: str) -> None:
    assert active(terms, tree) == found


def test_grace_keeps_somebody_active_for_exactly_its_periods() -> None:
    by = plan(GROUP, active='personal_volume = "50 PV"\ngrace = "2 periods"')
    lived = career(by, "anna 50 PV", "anna", "anna", "anna", "anna 50 PV")
    assert [found.is_active for found in lived] == [[True], [True], [True], [False], [True]]
    assert carried(lived[0], "active") == [(1, "", 2)]
    assert carried(lived[2], "active") == []


LAPSES = 'personal_volume = "50 PV"\nsuspend_after = "2 periods"\nterminate_after = "3 periods"\n'


def proposed(found: Standings) -> list[tuple[int, str, int]]:
    by = plan(GROUP, active=LAPSES)
    members = found.picture.member_ids, found.picture.statuses
    return [tuple(each) for each in proposals(by.activity, *members, found.inactive_periods)]


def test_inactive_periods_in_a_row_lead_to_proposals() -> None:
    by = plan(GROUP, active=LAPSES)
    lived = career(by, "anna", "anna", "anna suspended", "anna 50 PV")
    assert [found.inactive_periods for found in lived] == [[1], [2], [3], [0]]
    assert [proposed(found) for found in lived] == [
        [],
        [(1, "suspend", 2)],
        [(1, "terminate", 3)],
        [],
    ]


def test_whoever_left_is_proposed_for_nothing() -> None:
    lived = career(plan(GROUP, active=LAPSES), "anna", "anna terminated", "anna terminated")
    assert [found.inactive_periods for found in lived] == [[1], [0], [0]]
    assert lived[1].carried == ()
