"""A hundred buyers at once, each with a connection of their own: nothing is sold or paid twice."""

from __future__ import annotations

import pytest

from core.models import OutboxEvent
from core.policy import Actor
from inventory.public import available
from network.public import NewPerson, actor_for, register_root
from shop.models import IncomingPayment, Order, PreparedCart, TransactionItem
from shop.public import (
    NewPreparedCart,
    NewTransfer,
    gateway_decide,
    place_order,
    prepare_cart,
    record_incoming,
    take_prepared_cart,
)
from tests.db.shop.market import (
    ANNA,
    AT,
    FREELY,
    GUEST,
    SYSTEM,
    TODAY,
    cart_with,
    found_market,
    order_of,
    placed,
    sell,
)
from tests.db.shop.test_concurrency import at_once

FINANCE = Actor(-6, frozenset({"finance"}), None, "account:-6")
BUYERS = 100

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _market(transactional_db: None) -> None:
    """Open a market that other connections can see."""
    found_market()


def test_a_hundred_checkouts_of_the_last_piece_make_exactly_one_order() -> None:
    sell("last", "LAST", ("Letztes", "Last"), gross_minor=100)
    placed(("LAST", 99))
    carts = [cart_with(("LAST", 1)) for _each in range(BUYERS)]
    ended = at_once([lambda cart=cart: order_of(cart) for cart in carts])
    assert ended == {"done": 1, "inventory.out_of_stock": BUYERS - 1}
    assert (Order.objects.count(), TransactionItem.objects.count()) == (2, 2)
    assert available(["LAST"]) == {"LAST": 0}
    assert OutboxEvent.objects.filter(name="shop.order_placed").count() == 2


def test_a_prepared_cart_taken_over_by_twenty_is_one_order() -> None:
    root = register_root(
        actor=SYSTEM,
        person=NewPerson("pia@example.org", "Pia Probe", None, "de", "DE"),
        code="pia",
        at=AT,
    )
    wish = NewPreparedCart("de", "de", (("CREAM", 1),), name="Bea", email="bea@example.org")
    link = prepare_cart(actor=actor_for(root.account_id), wish=wish, at=AT)
    carts = [
        take_prepared_cart(token=link, quantities={}, buyer=GUEST, at=AT) for _each in range(20)
    ]
    ended = at_once([lambda cart=cart: order_of(cart) for cart in carts])
    assert ended == {"done": 1, "shop.prepared_cart_closed": 19}
    assert PreparedCart.objects.get().order_id == Order.objects.get().pk


def test_one_line_of_the_bank_statement_recorded_by_eight_clerks_pays_once() -> None:
    order = place_order(
        token=cart_with(("CREAM", 1)), contact=ANNA, choices=FREELY, buyer=GUEST, at=AT
    )
    transfer = NewTransfer("B1", TODAY, 2990, "EUR", "Anna", order.number)
    deeds = [lambda: record_incoming(actor=FINANCE, transfer=transfer, at=AT)] * 8
    assert at_once(deeds) == {"done": 8}
    assert IncomingPayment.objects.count() == 1
    assert OutboxEvent.objects.filter(name="shop.order_paid").count() == 1


def test_a_transfer_and_the_card_at_once_pay_the_order_once() -> None:
    order = placed()
    transfer = NewTransfer("B1", TODAY, 2990, "EUR", "Anna", order.number)
    ended = at_once(
        [lambda: record_incoming(actor=FINANCE, transfer=transfer, at=AT)]
        + [lambda: gateway_decide(token=order.payment_token, approve=True, at=AT)] * 3
    )
    assert sum(ended.values()) == 4
    assert OutboxEvent.objects.filter(name="shop.order_paid").count() == 1
    assert TransactionItem.objects.filter(state="charged").count() == 1
