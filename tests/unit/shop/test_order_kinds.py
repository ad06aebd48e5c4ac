"""What a kind of order asks for."""

from __future__ import annotations

import pytest

from shop.models.order import Kind
from shop.rules.order_kinds import RULES, beyond_original


def test_every_kind_has_its_rules() -> None:
    assert set(RULES) == set(Kind.values)


def test_only_a_sale_costs_something_and_needs_no_reason() -> None:
    assert [kind for kind, rules in RULES.items() if rules.is_charged] == ["sale"]
    assert [kind for kind, rules in RULES.items() if not rules.needs_reason] == ["sale"]
    assert [kind for kind, rules in RULES.items() if rules.names_original] == ["replacement"]


@pytest.mark.parametrize(
    ("wanted", "replaced", "over"),
    [
        ({"CREAM": 2}, {}, {}),
        ({"CREAM": 3}, {}, {"CREAM": 1}),
        ({"CREAM": 1}, {"CREAM": 2}, {"CREAM": 1}),
        ({"TEA": 1}, {}, {"TEA": 1}),
        ({"CREAM": 1}, {"CREAM": 1}, {}),
    ],
)
def test_no_more_is_replaced_than_was_sold(
    wanted: dict[str, int], replaced: dict[str, int], over: dict[str, int]
) -> None:
    assert beyond_original(wanted, {"CREAM": 2}, replaced) == over
