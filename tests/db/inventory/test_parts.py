"""Shipping and giving back a promise in parts, and goods that come back."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from inventory.models import ExpectedReturn, Reservation, StockMovement
from inventory.public import (
    AlreadyClosed,
    CameBack,
    MoreCameBack,
    available,
    expect_return,
    receive_return,
    release,
    reserve,
    ship,
)
from inventory.services.returns import NotExpected
from tests.db.inventory.conftest import AT
from tests.db.inventory.test_reserve import ORDER, stock_of

pytestmark = pytest.mark.usefixtures("shelf")


@pytest.fixture
def held(shelf: None) -> Reservation:
    """Five pieces of cream held for an order."""
    reserve(order_ref=ORDER, lines=[("CREAM", 5)], at=AT)
    return Reservation.objects.get()


def parcel(number: int, quantity: int) -> None:
    """Ship some of the cream."""
    ship(order_ref=ORDER, lines=[("CREAM", quantity)], reference=f"parcel:{number}", at=AT)


def test_a_part_is_shipped_and_the_rest_stays_held(held: Reservation) -> None:
    parcel(1, 2)
    held.refresh_from_db()
    assert (held.state, held.shipped, held.held) == ("held", 2, 3)
    assert stock_of("CREAM") == (8, 3)


def test_the_last_part_closes_the_promise(held: Reservation) -> None:
    parcel(1, 2)
    parcel(2, 3)
    held.refresh_from_db()
    assert (held.state, held.closed_at, stock_of("CREAM")) == ("shipped", AT, (5, 0))


def test_the_same_parcel_twice_leaves_once(held: Reservation) -> None:
    for _again in range(2):
        parcel(1, 2)
    assert stock_of("CREAM") == (8, 3)


def test_no_more_leaves_than_is_held(held: Reservation) -> None:
    parcel(1, 4)
    with pytest.raises(AlreadyClosed):
        parcel(2, 2)
    with pytest.raises(AlreadyClosed):
        release(order_ref=ORDER, lines=[("CREAM", 2)], at=AT)
    assert stock_of("CREAM") == (6, 1)


def test_the_rest_is_given_back_after_a_part_was_shipped(held: Reservation) -> None:
    parcel(1, 2)
    release(order_ref=ORDER, at=AT)
    held.refresh_from_db()
    assert (held.state, held.shipped, held.released) == ("shipped", 2, 3)
    assert stock_of("CREAM") == (8, 0)


def test_the_database_counts_what_left(held: Reservation) -> None:
    for wrong in ({"shipped": 6}, {"shipped": 5}, {"released": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reservation.objects.update(**wrong)


def come_back(*lines: CameBack) -> None:
    """Open the parcel of the return."""
    receive_return(return_ref="return:1", lines=lines, actor_label="account:1", at=AT)


def test_good_pieces_go_back_on_the_shelf_and_bad_ones_do_not() -> None:
    expect_return(return_ref="return:1", lines=[("CREAM", 3), ("TEA", 1)], at=AT)
    come_back(CameBack("CREAM", 2, 1))
    assert available(["CREAM", "TEA"]) == {"CREAM": 12, "TEA": 3}
    moved = StockMovement.objects.exclude(kind="receipt").values_list("kind", "quantity")
    assert sorted(moved) == [("return", 3), ("scrap", 1)]
    assert ExpectedReturn.objects.get(item__sku="TEA").restocked == 0


def test_a_return_is_booked_once() -> None:
    expect_return(return_ref="return:1", lines=[("CREAM", 3)], at=AT)
    for _again in range(2):
        expect_return(return_ref="return:1", lines=[("CREAM", 3)], at=AT)
        come_back(CameBack("CREAM", 3, 0))
    assert available(["CREAM"]) == {"CREAM": 13}


def test_no_more_comes_back_than_was_announced() -> None:
    expect_return(return_ref="return:1", lines=[("CREAM", 1)], at=AT)
    for line in (CameBack("CREAM", 1, 1), CameBack("TEA", 1, 0), CameBack("CREAM", -1, 1)):
        with pytest.raises(MoreCameBack):
            come_back(line)
    assert available(["CREAM"]) == {"CREAM": 10}


def test_nothing_comes_back_that_nobody_announced() -> None:
    with pytest.raises(NotExpected):
        come_back(CameBack("CREAM", 1, 0))
