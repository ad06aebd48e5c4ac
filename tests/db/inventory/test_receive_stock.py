"""Goods coming in."""

from __future__ import annotations

import pytest

from core.policy import ANONYMOUS, Actor, NotAllowed
from inventory.models import Stock
from inventory.public import SkuTaken, UnknownItem, create_item, receive_stock
from inventory.services.create_item import BadSku
from inventory.services.receive_stock import BadQuantity, ReceiptDiffers
from tests.db.inventory.conftest import AT, WAREHOUSE

pytestmark = pytest.mark.usefixtures("shelf")


def on_hand(sku: str = "CREAM") -> int:
    """Return how many pieces lie there."""
    return Stock.objects.get(item__sku=sku).on_hand


def test_a_delivery_is_added() -> None:
    receive_stock(actor=WAREHOUSE, sku="CREAM", quantity=5, reference="note 2", at=AT)
    assert on_hand() == 15


def test_the_same_delivery_note_counts_once() -> None:
    first = receive_stock(actor=WAREHOUSE, sku="CREAM", quantity=5, reference="note 2", at=AT)
    second = receive_stock(actor=WAREHOUSE, sku="CREAM", quantity=5, reference="note 2", at=AT)
    assert (on_hand(), first.is_new, second.is_new) == (15, True, False)


def test_the_same_note_with_another_quantity_is_refused() -> None:
    receive_stock(actor=WAREHOUSE, sku="CREAM", quantity=5, reference="note 2", at=AT)
    with pytest.raises(ReceiptDiffers, match="5 pieces, not 6"):
        receive_stock(actor=WAREHOUSE, sku="CREAM", quantity=6, reference="note 2", at=AT)
    assert on_hand() == 15


@pytest.mark.parametrize("quantity", [0, -5, 10**8])
def test_an_unbelievable_quantity_is_refused(quantity: int) -> None:
    with pytest.raises(BadQuantity):
        receive_stock(actor=WAREHOUSE, sku="CREAM", quantity=quantity, reference="n", at=AT)
    assert on_hand() == 10


def test_an_unknown_item_is_refused() -> None:
    with pytest.raises(UnknownItem, match="SOAP"):
        receive_stock(actor=WAREHOUSE, sku="SOAP", quantity=5, reference="n", at=AT)


@pytest.mark.parametrize("actor", [ANONYMOUS, Actor(9, frozenset({"marketing"}), None, "x")])
def test_only_the_warehouse_takes_in(actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        receive_stock(actor=actor, sku="CREAM", quantity=5, reference="n", at=AT)
    assert on_hand() == 10


def test_a_sku_is_given_once() -> None:
    with pytest.raises(SkuTaken, match="CREAM"):
        create_item(sku="CREAM", name="Another", at=AT)


@pytest.mark.parametrize("sku", ["", " ", " CREAM", "a\nb", "x" * 81, "a\x00"])
def test_a_sku_is_one_printable_word_of_bounded_length(sku: str) -> None:
    with pytest.raises(BadSku):
        create_item(sku=sku, name="Nothing", at=AT)
