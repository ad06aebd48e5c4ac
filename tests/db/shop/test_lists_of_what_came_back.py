"""Lists of returns, refunds and withdrawals ask the database as often for many as for few."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.paging import PageRequest
from shop.public import order_for, order_life, refunds_page, returns_page, withdrawals_page
from tests.db.shop.aftermath import FINANCE, accept, announce, inspect, send, withdraw
from tests.db.shop.market import SUPPORT, WAREHOUSE, paid

pytestmark = pytest.mark.usefixtures("market")

PAGE = PageRequest()
LISTS: list[tuple[Callable[[], object], int]] = [
    (lambda: returns_page(actor=WAREHOUSE, page=PAGE), 1),
    (lambda: refunds_page(actor=FINANCE, page=PAGE), 1),
    (lambda: withdrawals_page(actor=SUPPORT, page=PAGE, only_open=False), 3),
]


def live() -> str:
    """Let an order be delivered, partly returned and withdrawn from; return its number."""
    order = paid(("CREAM", 3), ("TEA", 1))
    send(order)
    returned = announce(order, ("CREAM", 1))
    inspect(returned)
    accept(returned)
    withdraw(order, ("TEA", 1))
    return order.number


def statements(ask: Callable[[], object]) -> int:
    """Count the statements of a question."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def test_a_list_takes_as_many_statements_for_many_as_for_one() -> None:
    live()
    few = [statements(ask) for ask, _most in LISTS]
    for _each in range(4):
        live()
    assert [statements(ask) for ask, _most in LISTS] == few
    assert all(count <= most for count, (_ask, most) in zip(few, LISTS, strict=True)), few


def test_the_life_of_an_order_takes_few_statements() -> None:
    order = order_for(actor=SUPPORT, number=live())
    assert statements(lambda: order_life(order=order)) <= 18
