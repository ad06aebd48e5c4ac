"""The indented tree of an example."""

from __future__ import annotations

import pytest
from django.utils import translation

from commissions.document.example_tree import read_tree
from commissions.document.plan_rejected import PlanRejected

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
        ("anna sells 5.00 USD", 1, "each once: CV, PV, EUR"),
        ("anna sells 5.001 EUR", 1, "5.001 EUR"),
        ("anna buys 5 CV steals 5 CV", 1, "“steals 5” is not understood"),
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
        (each.reversal.ref, each.is_later, each.is_defective, tuple(each.reversal[-3:]))
        for each in tree.returns
    ] == [("anna-1/1", False, False, (-10_00, 0, 0)), ("anna-2/1", True, True, (0, -30_00, 0))]
    assert [each.entry_id for each in tree.picture.volumes] == [1, 2, 3]
