"""Holding, giving back and shipping stock."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from inventory.models import Reservation, Stock, StockMovement
from inventory.public import OutOfStock, UnknownItem, available, release, reserve, ship
from inventory.services.hand_out import AlreadyClosed, NothingReserved
from inventory.services.receive_stock import BadQuantity
from inventory.services.reserve import ReservationDiffers
from tests.db.inventory.conftest import AT

pytestmark = pytest.mark.usefixtures("shelf")

ORDER = "order:17"


def stock_of(sku: str) -> tuple[int, int]:
    """Return what is there and what of it is promised."""
    stock = Stock.objects.get(item__sku=sku)
    return stock.on_hand, stock.reserved


def test_what_is_held_is_no_longer_free() -> None:
    reserve(order_ref=ORDER, lines=[("CREAM", 4), ("TEA", 3)], at=AT)
    assert available(["CREAM", "TEA"]) == {"CREAM": 6, "TEA": 0}


def test_two_lines_of_one_item_are_held_together() -> None:
    reserve(order_ref=ORDER, lines=[("CREAM", 4), ("CREAM", 2)], at=AT)
    assert stock_of("CREAM") == (10, 6)


def test_the_refusal_names_the_item_and_what_is_left() -> None:
    with pytest.raises(OutOfStock, match="TEA: 4 wanted, 3 left") as refused:
        reserve(order_ref=ORDER, lines=[("CREAM", 1), ("TEA", 4)], at=AT)
    assert refused.value.facts == {"sku": "TEA", "wanted": 4, "left": 3}


def test_all_lines_are_held_or_none() -> None:
    with pytest.raises(OutOfStock):
        reserve(order_ref=ORDER, lines=[("CREAM", 1), ("TEA", 4)], at=AT)
    assert stock_of("CREAM") == (10, 0)
    assert not Reservation.objects.exists()


def test_the_very_last_piece_can_be_held() -> None:
    reserve(order_ref=ORDER, lines=[("TEA", 3)], at=AT)
    with pytest.raises(OutOfStock):
        reserve(order_ref="order:18", lines=[("TEA", 1)], at=AT)


def test_the_same_request_again_holds_nothing_more() -> None:
    for _again in range(2):
        reserve(order_ref=ORDER, lines=[("CREAM", 4)], at=AT)
    assert stock_of("CREAM") == (10, 4)


def test_another_request_for_the_same_order_is_refused() -> None:
    reserve(order_ref=ORDER, lines=[("CREAM", 4)], at=AT)
    with pytest.raises(ReservationDiffers):
        reserve(order_ref=ORDER, lines=[("CREAM", 5)], at=AT)
    assert stock_of("CREAM") == (10, 4)


@pytest.mark.parametrize("quantity", [0, -1, 10**9])
def test_no_pieces_or_absurdly_many_are_refused(quantity: int) -> None:
    with pytest.raises(BadQuantity):
        reserve(order_ref=ORDER, lines=[("CREAM", quantity)], at=AT)


@pytest.mark.parametrize("sku", ["SOAP", "", "CREAM\x00"])
def test_an_unknown_item_is_refused(sku: str) -> None:
    with pytest.raises(UnknownItem):
        reserve(order_ref=ORDER, lines=[("CREAM", 1), (sku, 1)], at=AT)
    assert stock_of("CREAM") == (10, 0)


def test_release_gives_back_once() -> None:
    reserve(order_ref=ORDER, lines=[("CREAM", 4)], at=AT)
    for _again in range(2):
        release(order_ref=ORDER, at=AT)
    assert stock_of("CREAM") == (10, 0)


def test_shipping_takes_off_the_shelf_once() -> None:
    reserve(order_ref=ORDER, lines=[("CREAM", 4), ("TEA", 1)], at=AT)
    for _again in range(2):
        ship(order_ref=ORDER, at=AT)
    assert (stock_of("CREAM"), stock_of("TEA")) == ((6, 0), (2, 0))


def test_movements_explain_the_stock() -> None:
    reserve(order_ref=ORDER, lines=[("CREAM", 4)], at=AT)
    ship(order_ref=ORDER, at=AT)
    moved = StockMovement.objects.filter(item__sku="CREAM").values_list("kind", "quantity")
    assert sorted(moved) == [("receipt", 10), ("shipment", 4)]


def test_what_was_shipped_is_not_given_back() -> None:
    reserve(order_ref=ORDER, lines=[("CREAM", 4)], at=AT)
    ship(order_ref=ORDER, at=AT)
    with pytest.raises(AlreadyClosed):
        release(order_ref=ORDER, at=AT)


def test_what_was_given_back_is_not_shipped() -> None:
    reserve(order_ref=ORDER, lines=[("CREAM", 4)], at=AT)
    release(order_ref=ORDER, at=AT)
    with pytest.raises(AlreadyClosed):
        ship(order_ref=ORDER, at=AT)


def test_nothing_is_shipped_that_was_not_held() -> None:
    with pytest.raises(NothingReserved):
        ship(order_ref=ORDER, at=AT)


def test_the_database_itself_refuses_to_promise_more_than_there_is() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Stock.objects.filter(item__sku="TEA").update(reserved=4)


def test_a_movement_is_never_edited() -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        StockMovement.objects.update(quantity=1)


def test_what_is_free_is_read_in_one_statement() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert available(["CREAM", "TEA", "SOAP"])["SOAP"] == 0
    assert len(queries) == 1
