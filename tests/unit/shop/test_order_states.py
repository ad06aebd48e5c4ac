"""The lives of orders, returns and refunds: table and drawing say the same."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import pytest

from shop.models import order_states, refund, returns

LIVES = [
    (order_states, order_states.TRANSITIONS, order_states.FIRST, order_states.OrderState),
    (returns, returns.RETURN_TRANSITIONS, returns.FIRST_OF_RETURN, returns.ReturnState),
    (refund, refund.REFUND_TRANSITIONS, refund.FIRST_OF_REFUND, refund.RefundState),
]


def drawn(module: ModuleType) -> set[tuple[str, str]]:
    """Read the arrows out of the drawing."""
    return set(re.findall(r"(\S+) --> (\S+)", module.__doc__ or ""))


@pytest.mark.parametrize(("module", "moves", "first", "states"), LIVES)
def test_the_table_and_the_drawing_agree(
    module: ModuleType, moves: dict[Any, frozenset[Any]], first: str, states: Any
) -> None:
    table = {(str(old), str(new)) for old, news in moves.items() for new in news}
    assert drawn(module) == table | {("[*]", str(first))}
    reached = {first} | {new for news in moves.values() for new in news}
    assert set(moves) == set(states) == reached
