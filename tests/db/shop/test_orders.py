"""Who sees which order."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.paging import PageRequest
from core.policy import ANONYMOUS, Actor, NotAllowed
from network.public import Buyer
from shop.public import (
    OrderNotFound,
    OrderQuery,
    TaxPart,
    order_for,
    order_of_payment,
    orders_of_account,
    orders_page,
)
from tests.db.shop.market import ANNA, SUPPORT, WAREHOUSE, paid, placed

pytestmark = pytest.mark.usefixtures("market")

FIRST = PageRequest()


def test_a_buyer_sees_the_own_order_whole(customer: Buyer, carl: Actor) -> None:
    order = paid(("CREAM", 2), ("TEA", 1), buyer=customer)
    shown = order_for(actor=carl, number=order.number)
    assert (shown.row.state, shown.row.gross_minor, shown.contact) == ("paid", 6830, ANNA)
    assert [(line.name, line.quantity) for line in shown.lines] == [
        ("Rosencreme", 2),
        ("Kräutertee", 1),
    ]
    assert shown.taxes == (TaxPart(700, 850, 794, 56), TaxPart(1900, 5980, 5025, 955))
    assert [step.state for step in shown.steps] == ["placed", "paid"]
    assert shown.payment_token == order.payment_token


def test_points_are_shown_to_partners_and_staff_only(
    partner: Buyer, pia: Actor, customer: Buyer, carl: Actor
) -> None:
    theirs, mine = placed(buyer=customer).number, placed(buyer=partner).number
    assert order_for(actor=carl, number=theirs).pv_minor is None
    assert order_for(actor=SUPPORT, number=theirs).pv_minor == 2000
    assert order_for(actor=pia, number=mine).pv_minor == 2000


def test_somebody_elses_order_is_not_found(customer: Buyer, pia: Actor) -> None:
    number = placed(buyer=customer).number
    for stranger in (pia, ANONYMOUS):
        with pytest.raises(OrderNotFound):
            order_for(actor=stranger, number=number)


def test_a_guests_order_belongs_to_no_account(carl: Actor) -> None:
    order = placed()
    for stranger in (carl, ANONYMOUS):
        with pytest.raises(OrderNotFound):
            order_for(actor=stranger, number=order.number)
    assert order_of_payment(token=order.payment_token).row.number == order.number


@pytest.mark.parametrize("number", ["1", "", "a\x00", "x" * 900])
def test_an_unknown_number_is_not_found(number: str) -> None:
    with pytest.raises(OrderNotFound):
        order_for(actor=SUPPORT, number=number)
    with pytest.raises(OrderNotFound):
        order_of_payment(token=uuid4())


def test_an_account_lists_its_own_orders_newest_first(
    customer: Buyer, carl: Actor, pia: Actor
) -> None:
    numbers = [placed(buyer=customer).number for _each in range(3)]
    placed()
    assert customer.account_id is not None
    page = orders_of_account(actor=carl, account_id=customer.account_id, page=FIRST)
    assert [row.number for row in page.items] == numbers[::-1]
    for stranger in (pia, ANONYMOUS, WAREHOUSE):
        with pytest.raises(NotAllowed):
            orders_of_account(actor=stranger, account_id=customer.account_id, page=FIRST)


def test_staff_lists_by_state_and_number(carl: Actor) -> None:
    open_order, done = placed(), paid()
    everything = orders_page(actor=WAREHOUSE, page=FIRST)
    assert [row.number for row in everything.items] == [done.number, open_order.number]
    (row,) = orders_page(actor=WAREHOUSE, page=FIRST, wanted=OrderQuery(state="paid")).items
    assert row.number == done.number
    (row,) = orders_page(
        actor=WAREHOUSE, page=FIRST, wanted=OrderQuery(query=f" {open_order.number} ")
    ).items
    assert row.state == "placed"
    for stranger in (carl, ANONYMOUS):
        with pytest.raises(NotAllowed):
            orders_page(actor=stranger, page=FIRST)


def test_a_list_is_one_statement_whatever_its_length() -> None:
    for _each in range(12):
        placed(("TEA", 1))
    with CaptureQueriesContext(connection) as queries:
        page = orders_page(actor=WAREHOUSE, page=PageRequest(1, 10))
    assert (len(page.items), page.has_next, len(queries)) == (10, True, 1)


def test_one_order_takes_few_statements_whatever_its_length() -> None:
    number = placed(("TEA", 1), ("CREAM", 1)).number
    with CaptureQueriesContext(connection) as queries:
        order_for(actor=SUPPORT, number=number)
    assert len(queries) <= 5
