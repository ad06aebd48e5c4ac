"""Setting the stock right after counting."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from core.errors import Refusal
from core.paging import PageRequest
from core.policy import ANONYMOUS, NotAllowed
from inventory.models import StockMovement
from inventory.public import (
    Correction,
    Count,
    UnknownItem,
    correct_stock,
    create_item,
    movements_page,
    receive_stock,
    reserve,
    stock_of,
    stock_page,
)
from inventory.services.correct_stock import CountedMeanwhile, NoReason, PromisedAlready
from inventory.services.receive_stock import BadQuantity
from tests.db.inventory.conftest import AT, WAREHOUSE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ten_soaps(db: None) -> None:
    """Ten soaps lie there, two are promised."""
    create_item(sku="SOAP", name="Soap", at=AT)
    receive_stock(actor=WAREHOUSE, sku="SOAP", quantity=10, reference="first", at=AT)
    reserve(order_ref="order:1", lines=[("SOAP", 2)], at=AT)


def counted(pieces: int, listed: int = 10, reason: str = "stocktaking") -> Correction:
    """Count the soaps."""
    return correct_stock(actor=WAREHOUSE, count=Count("SOAP", pieces, listed, reason), at=AT)


@pytest.mark.parametrize(("pieces", "kind"), [(12, "found"), (7, "lost")])
def test_the_difference_is_a_movement_with_its_reason(pieces: int, kind: str) -> None:
    assert counted(pieces).difference == pieces - 10
    assert stock_of(actor=WAREHOUSE, sku="SOAP").on_hand == pieces
    (last, _first) = movements_page(actor=WAREHOUSE, page=PageRequest(), sku="SOAP").items
    assert (last.kind, last.quantity, last.reason) == (kind, pieces - 10, "stocktaking")


def test_counting_what_is_listed_moves_nothing() -> None:
    assert counted(10).difference == 0
    assert StockMovement.objects.count() == 1


@pytest.mark.parametrize(
    ("pieces", "listed", "reason", "refusal"),
    [
        (-1, 10, "x", BadQuantity),
        (10_000_001, 10, "x", BadQuantity),
        (9, 10, "  ", NoReason),
        (9, 11, "x", CountedMeanwhile),
        (1, 10, "x", PromisedAlready),
    ],
)
def test_what_cannot_be_is_refused(
    pieces: int, listed: int, reason: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        counted(pieces, listed, reason)
    assert stock_of(actor=WAREHOUSE, sku="SOAP").on_hand == 10


def test_what_is_promised_may_be_all_that_is_left() -> None:
    assert counted(2).difference == -8


def test_a_correction_needs_a_role_and_an_item() -> None:
    with pytest.raises(NotAllowed):
        correct_stock(actor=ANONYMOUS, count=Count("SOAP", 9, 10, "x"), at=AT)
    with pytest.raises(UnknownItem):
        correct_stock(actor=WAREHOUSE, count=Count("MARS", 9, 10, "x"), at=AT)


def test_a_correction_without_reason_does_not_fit_the_table() -> None:
    with pytest.raises(IntegrityError, match="with_reason"), transaction.atomic():
        StockMovement.objects.create(
            item_id=StockMovement.objects.get().item_id, kind="lost", quantity=1, reference="x",
            actor="a", at=AT,
        )  # fmt: skip


def test_the_stock_is_listed_in_the_wanted_order() -> None:
    create_item(sku="APPLE", name="Zest", at=AT)
    for sort, first in (("sku", "APPLE"), ("-sku", "SOAP"), ("name", "SOAP"), ("on_hand", "APPLE"),
                        ("-available", "SOAP"), ("nonsense", "APPLE")):  # fmt: skip
        rows = stock_page(actor=WAREHOUSE, page=PageRequest(), sort=sort)
        assert rows.items[0].sku == first, sort


def test_movements_are_found_by_kind() -> None:
    counted(9)
    assert [row.kind for row in movements_page(
        actor=WAREHOUSE, page=PageRequest(), kind="lost").items] == ["lost"]  # fmt: skip
