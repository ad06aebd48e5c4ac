"""Ranks that need more than one period: hold, requalification, idle titles, awards."""

from __future__ import annotations

import pytest

from commissions.engine.facts import Carry
from tests.unit.commissions.rank_plans import FALLS, career, carried, plan

LADDER = tuple(f'group_volume = "{points} PV"' for points in (10, 20, 30))


def lived(rules: str, volumes: str, falls: str = FALLS) -> str:
    """Return the ranks paid in months of these own volumes; an award stands behind a colon."""
    by = plan(*LADDER, rules=rules, falls=falls)
    trees = []
    for month in volumes.split():
        points, _colon, award = month.partition(":")
        trees.append(f"anna awarded {award} {points} PV" if award else f"anna {points} PV")
    return " ".join(found.ranks[0] for found in career(by, *trees))


@pytest.mark.parametrize(
    ("hold", "volumes", "found"),
    [
        ("2 periods", "20 20 20", "one three three"),
        ("2 periods", "30 20 30 30", "one three three four"),
        ("2 periods", "20 0 20 20", "one one one three"),
        ("2 of 3 periods", "20 0 20 0", "one one three one"),
        ("2 of 3 periods", "20 0 0 20", "one one one one"),
        ("2 of 3 periods", "20 0 10 20", "one one two two"),
        ("3 periods", "10 10 10 0 10", "one one two one one"),
    ],
)
def test_a_rank_is_held_once_it_was_earned_often_enough(
    hold: str, volumes: str, found: str
) -> None:
    assert lived(f'hold = "{hold}"', volumes) == found


def test_what_was_lost_is_regained_at_once_for_a_while() -> None:
    rules = 'hold = "2 periods"\nrequalify = "2 periods"'
    assert lived(rules, "20 20 0 0 20") == "one three one one three"
    assert lived(rules, "20 20 0 0 0 20 20") == "one three one one one one three"
    assert lived(rules, "20 20 0 30 30") == "one three one three four"


def test_nothing_is_remembered_for_longer_than_it_matters() -> None:
    by = plan(*LADDER, rules='hold = "2 of 3 periods"\nrequalify = "1 period"')
    months = career(by, "anna 20 PV", "anna 10 PV", "anna 20 PV", "anna", "anna", "anna")
    assert carried(months[1], "earned.three") == [(1, "2026-01", 1)]
    assert carried(months[1], "earned.two") == [(1, "2026-02", 1)]
    assert carried(months[3], "lost.three") == [(1, "2026-04", 1)]
    assert months[5].carried == ()


def test_an_idle_title_falls_to_the_rank_that_is_paid() -> None:
    by = plan(*LADDER, rules='title_lasts = "2 periods"')
    months = career(by, "anna 30 PV", "anna 10 PV", "anna 20 PV", "anna 10 PV", "anna")
    titles = [found.ranked[0].title for found in months]
    assert titles == ["four", "four", "four", "two", "two"]
    kept = career(by, "anna 30 PV", "anna", "anna 30 PV", "anna", "anna")
    assert [found.ranked[0].title for found in kept] == ["four"] * 5


def test_a_title_may_be_whatever_is_paid() -> None:
    by = plan(*LADDER, title="as_paid")
    months = career(by, "anna 30 PV", "anna 10 PV")
    assert [found.ranked[0].title for found in months] == ["four", "two"]


def test_a_suspension_keeps_an_idle_title_waiting() -> None:
    by = plan(*LADDER, rules='title_lasts = "2 periods"')
    months = career(by, "anna 30 PV", "anna", "anna suspended", "anna suspended", "anna", "anna")
    assert [found.ranked[0].title for found in months] == ["four"] * 5 + ["one"]
    assert months[3].carried == (Carry("", 1, "title_unpaid", "", 1),)


@pytest.mark.parametrize(
    ("volumes", "found"),
    [("0:three 0", "three one"), ("30:three 0", "four one")],
)
def test_an_award_pays_while_it_lasts_and_leaves_nothing(volumes: str, found: str) -> None:
    assert lived("", volumes) == found


def test_an_exact_award_pays_no_more_than_it_says() -> None:
    by = plan(*LADDER)
    (found,) = career(by, "anna awarded exactly two 30 PV")
    assert tuple(found.ranked[0]) == ("four", "four", "two", "two", 0)
