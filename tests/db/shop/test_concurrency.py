"""Many hands at once, each with a connection of its own."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from core.errors import Refusal
from core.models import OutboxEvent
from inventory.models import Stock
from inventory.public import available, receive_stock
from shop.gateways.test import HostedTestGateway
from shop.models import Fulfillment, Order, PaymentNotice, Return, Withdrawal
from shop.models.order import OrderMovedMeanwhile, Step
from shop.models.order_states import OrderState
from shop.public import PlacedOrder, deliver_order, import_orders, receive_payment_notice
from shop.rules.notices import Notice
from tests.db.shop.aftermath import accept, announce, cancel, inspect, refunded, send, withdraw
from tests.db.shop.market import (
    AT,
    LATER,
    WAREHOUSE,
    cart_with,
    found_market,
    order_of,
    paid,
    placed,
    price,
    sell,
)
from tests.db.shop.test_import_orders import rows

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("lively_market"),
]


@pytest.fixture
def lively_market(transactional_db: None) -> None:
    """Open a market that other connections can see."""
    found_market()


def at_once(deeds: Sequence[Callable[[], object]]) -> Counter[str]:
    """Start all deeds at the same moment and count how they ended."""
    ready = threading.Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> str:
        try:
            ready.wait(timeout=30)
            deed()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as hands:
        return Counter(hands.map(one, deeds))


def test_of_twenty_checkouts_of_the_last_piece_exactly_one_wins() -> None:
    sell("last", "LAST", ("Letztes", "Last"), gross_minor=100)
    placed(("LAST", 99))
    carts = [cart_with(("LAST", 1)) for _each in range(20)]
    ended = at_once([lambda cart=cart: order_of(cart) for cart in carts])
    assert ended == {"done": 1, "inventory.out_of_stock": 19}
    assert (Order.objects.count(), available(["LAST"])) == (2, {"LAST": 0})


def test_a_cart_ordered_eight_times_at_once_is_one_order() -> None:
    token = cart_with(("CREAM", 1))
    assert at_once([lambda: order_of(token)] * 8) == {"done": 8}
    assert (Order.objects.count(), available(["CREAM"])) == (1, {"CREAM": 99})
    assert OutboxEvent.objects.filter(name="shop.order_placed").count() == 1


def test_carts_that_hold_the_same_things_in_another_order_do_not_block_each_other() -> None:
    lines = (("CREAM", 1), ("TEA", 1))
    carts = [cart_with(*lines[:: (-1) ** number]) for number in range(10)]
    ended = at_once([lambda cart=cart: order_of(cart) for cart in carts])
    assert ended == {"done": 10}
    assert available(["CREAM", "TEA"]) == {"CREAM": 90, "TEA": 90}
    numbers = sorted(int(number) for number in Order.objects.values_list("number", flat=True))
    assert numbers == list(range(numbers[0], numbers[0] + 10))


def test_a_notice_that_arrives_eight_times_at_once_pays_once() -> None:
    order, gateway = placed(), HostedTestGateway()
    body = gateway.write(Notice("evt", str(order.payment_token), True, 2990, "EUR", "psp"))

    def hear() -> None:
        receive_payment_notice(gateway="test", body=body, signature=gateway.sign(body), at=AT)

    assert at_once([hear] * 8) == {"done": 8}
    assert PaymentNotice.objects.count() == 1
    assert OutboxEvent.objects.filter(name="shop.order_paid").count() == 1


def test_one_event_id_for_two_payments_at_once_pays_one_of_them() -> None:
    gateway = HostedTestGateway()

    def hearing(order: PlacedOrder) -> Callable[[], object]:
        body = gateway.write(Notice("evt_1", str(order.payment_token), True, 2990, "EUR", "p"))
        signature = gateway.sign(body)
        return lambda: receive_payment_notice(
            gateway="test", body=body, signature=signature, at=LATER
        )

    endings = at_once([hearing(placed()) for _each in range(4)])
    assert endings == {"done": 1, "shop.event_id_reused": 3}


def test_an_order_delivered_eight_times_at_once_arrives_once() -> None:
    order = paid()

    def deliver() -> None:
        deliver_order(order_id=order.order_id, actor=WAREHOUSE, delivered_at=LATER, at=LATER)

    assert at_once([deliver] * 8) == {"done": 1, "shop.order_cannot_move": 7}
    assert (Fulfillment.objects.count(), Stock.objects.get(item__sku="CREAM").on_hand) == (1, 99)


def test_two_people_who_send_the_same_rest_at_once_send_it_once() -> None:
    order = paid(("CREAM", 3))
    send(order, ("CREAM", 1))
    ended = at_once([lambda: send(order, ("CREAM", 2))] * 4)
    assert ended == {"done": 1, "shop.order_cannot_move": 3}
    assert (Fulfillment.objects.count(), Stock.objects.get(item__sku="CREAM").on_hand) == (2, 97)


def test_sending_and_cancelling_the_same_pieces_at_once_does_one_of_them() -> None:
    order = paid(("CREAM", 2))
    ended = at_once([lambda: send(order), lambda: cancel(order)] * 3)
    assert ended["done"] == 1
    stock = Stock.objects.get(item__sku="CREAM")
    assert (stock.on_hand, stock.reserved) in {(98, 0), (100, 0)}
    assert refunded(order) == (0 if stock.on_hand == 98 else 5980)


def test_a_withdrawal_sent_five_times_at_once_is_one_return() -> None:
    order = paid(("CREAM", 2))
    send(order)
    assert at_once([lambda: withdraw(order)] * 5) == {"done": 5}
    assert (Withdrawal.objects.count(), Return.objects.count()) == (5, 1)


def test_a_return_accepted_five_times_at_once_is_refunded_once() -> None:
    order = paid(("CREAM", 2))
    send(order)
    returned = announce(order)
    inspect(returned)
    ended = at_once([lambda: accept(returned)] * 5)
    assert ended == {"done": 1, "shop.return_cannot_move": 4}
    assert refunded(order) == 5980


def test_a_batch_imported_four_times_at_once_comes_in_once() -> None:
    ended = at_once([lambda: import_orders(source="other", orders=rows(50), at=AT)] * 4)
    assert ended == {"done": 4}
    assert Order.objects.filter(origin="other").count() == 50


def test_a_delivery_note_booked_eight_times_at_once_counts_once() -> None:
    def receive() -> None:
        receive_stock(actor=WAREHOUSE, sku="CREAM", quantity=5, reference="note", at=AT)

    assert at_once([receive] * 8) == {"done": 8}
    assert available(["CREAM"]) == {"CREAM": 105}


def test_a_price_set_four_times_at_once_is_one_price() -> None:
    assert at_once([lambda: price("CREAM", 3190)] * 4) == {"done": 4}


def test_an_order_that_moved_meanwhile_is_not_moved_over() -> None:
    order = Order.objects.get(pk=placed().order_id)
    stale = Order.objects.get(pk=order.pk)
    order.move_to(Step(OrderState.CANCELLED, AT, "first"))
    with pytest.raises(OrderMovedMeanwhile, match=order.number):
        stale.move_to(Step(OrderState.PAID, AT, "second"))
    assert order.state_changes.count() == 2
    assert Order.objects.get(pk=order.pk).paid_at is None
