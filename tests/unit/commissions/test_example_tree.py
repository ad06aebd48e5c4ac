"""The indented tree of an example."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from commissions.document.example_tree import LONG_AGO, read_placement, read_tree
from commissions.document.plan_rejected import PlanRejected
from commissions.engine.facts import Award, Placement

TREE = """
anna 60 PV
  bert suspended
    cara 10 PV sells 100 CV 50 PV buys 19.99 EUR 1 PV
  dora
emil buys 5 CV
"""


def test_indentation_is_who_sponsors_whom() -> None:
    tree = read_tree(TREE, "EUR", "example")
    assert tree.numbers == {"anna": 1, "bert": 2, "cara": 3, "dora": 4, "emil": 5}
    assert tree.picture.sponsor_ids == (None, 1, 2, 1, None)
    assert tree.picture.statuses == ("active", "suspended", "active", "active", "active")


def test_points_purchases_and_sales_become_volumes() -> None:
    tree = read_tree(TREE, "EUR", "example")
    assert [tuple(volume[2:7]) for volume in tree.picture.volumes] == [
        (1, "own", 60_00, 0, 0),
        (3, "own", 10_00, 0, 0),
        (3, "customer", 50_00, 100_00, 0),
        (3, "own", 1_00, 0, 19_99),
        (5, "own", 0, 5_00, 0),
    ]


@pytest.mark.parametrize(
    ("tree", "line", "reason"),
    [
        ("anna\n   bert", 2, "two spaces"),
        ("anna\n\tbert", 2, "two spaces"),
        ("anna\n    bert", 2, "more than one level"),
        ("  anna", 1, "more than one level"),
        ("anna\nanna", 2, "there twice"),
        ("Anna", 1, "cannot be a member's name"),
        ("anna 60", 1, "“60” is not understood"),
        ("anna sixty PV", 1, "sixty PV"),
        ("anna 60 CV", 1, "each once: PV"),
        ("anna -1 PV", 1, "below zero"),
        ("anna 60 PV 5 PV", 1, "“5 PV” is not understood"),
        ("anna asleep", 1, "“asleep” is not understood"),
        ("anna sells", 1, "needs an amount"),
        ("anna sells 5 CV 5 CV", 1, "“5 CV” is not understood"),
        ("anna sells 5.00 USD", 1, "each once: CV, PV, QV, EUR"),
        ("anna sells 5.001 EUR", 1, "5.001 EUR"),
        ("anna buys 5 CV steals 5 CV", 1, "“steals 5” is not understood"),
        ("anna joined soon", 1, "no date"),
        ("anna joined", 1, "ends too early"),
        ("anna joined 2026-01-05 joined 2026-01-06", 1, "“joined 2026-01-06” is not understood"),
        ("anna\nbert at anna above", 2, "no place below somebody"),
        ("anna\nbert at carl left", 2, "nobody to stand below"),
        ("anna\nbert at bert left", 2, "nobody to stand below"),
        ("anna\nbert at anna 1\ncarl at anna left", 3, "is taken"),
        ("anna at bert 1\nbert at anna 1", 1, "below itself"),
        ("anna 60 PV on 5", 1, "no date"),
        ("anna 60 PV to Austria", 1, "no country"),
        ("anna 60 PV returns 10 PV to AT", 1, "an order begins with buys or sells"),
        ("anna sells 5 CV retail 5 PV", 1, "“5 PV” is not understood"),
    ],
)
def test_a_line_that_is_not_understood_is_named(tree: str, line: int, reason: str) -> None:
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        read_tree(tree, "EUR", "example.tree")
    assert caught.value.key == f"example.tree, line {line}"
    assert reason in caught.value.reason


def test_what_comes_back_stands_behind_its_order() -> None:
    text = "anna 60 PV returns 10 PV buys 100 CV 80 PV returns later defective 30 CV sells 5 CV"
    tree = read_tree(text, "EUR", "example")
    assert [
        (each.reversal.ref, each.is_later, each.is_defective, tuple(each.reversal[7:10]))
        for each in tree.returns
    ] == [("anna-1/1", False, False, (-10_00, 0, 0)), ("anna-2/1", True, True, (0, -30_00, 0))]
    assert [each.entry_id for each in tree.picture.volumes] == [1, 2, 3]


def test_a_line_says_when_somebody_joined_where_it_stands_and_what_it_was_awarded() -> None:
    text = """
anna awarded director
  bert suspended joined 2026-01-05 at carl left
  carl at anna 2
  dora awarded exactly partner
"""
    picture = read_tree(text, "EUR", "example").picture
    assert picture.joined_on == (LONG_AGO, date(2026, 1, 5), LONG_AGO, LONG_AGO)
    assert picture.placement == Placement((None, 3, 1, None), (0, 1, 2, 0))
    assert picture.awards == (Award(1, "director"), Award(4, "partner", is_exact=True))


def test_an_order_says_its_day_its_country_and_what_else_it_is_worth() -> None:
    text = "anna 60 PV 20 QV on 2026-01-03 sells 5 CV retail 2.50 EUR to AT returns 1 CV"
    first, second = read_tree(text, "EUR", "example").picture.volumes
    assert (first.qv_minor, first.day, first.country) == (20_00, date(2026, 1, 3), "")
    assert (second.retail_minor, second.day, second.country) == (2_50, None, "AT")


def placed(text: str) -> Placement | None:
    tree = read_tree("anna\n  bert\n  carl\n  dora\n  emil", "EUR", "example.tree")
    return read_placement(text, tree, "example.placement").picture.placement


def test_a_placement_tree_fills_the_first_places_and_leaves_the_others_waiting() -> None:
    text = "anna\n  bert\n    dora right\n  carl"
    assert placed(text) == Placement((None, 1, 1, 2, None), (0, 1, 2, 2, 0))
    assert placed("anna\n  bert 2\n  carl") == Placement((None, 1, 1, None, None), (0, 2, 1, 0, 0))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("anna\n  otto", 2, "“otto” is not understood"),
        ("anna\n  bert left 5", 2, "“bert left 5” is not understood"),
        ("anna\n  bert above", 2, "no place below somebody"),
        ("anna\n  bert left\n  carl 1", 3, "is taken"),
        ("anna\n  bert\n  bert", 3, "there twice"),
        ("anna\n    bert", 2, "more than one level"),
    ],
)
def test_a_placement_that_cannot_be_is_refused(text: str, line: int, reason: str) -> None:
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        placed(text)
    assert caught.value.key == f"example.placement, line {line}"
    assert reason in caught.value.reason
