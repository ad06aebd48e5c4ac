"""The life of an order: table and drawing say the same."""

from __future__ import annotations

import re

from shop.models import order_states
from shop.models.order_states import FIRST, TRANSITIONS, OrderState


def drawn() -> set[tuple[str, str]]:
    """Read the arrows out of the drawing."""
    return set(re.findall(r"(\S+) --> (\S+)", order_states.__doc__ or ""))


def test_the_table_and_the_drawing_agree() -> None:
    table = {(str(old), str(new)) for old, news in TRANSITIONS.items() for new in news}
    assert drawn() == table | {("[*]", str(FIRST))}


def test_every_state_is_in_the_table_and_can_be_reached() -> None:
    reached = {FIRST} | {new for news in TRANSITIONS.values() for new in news}
    assert set(TRANSITIONS) == set(OrderState) == reached
