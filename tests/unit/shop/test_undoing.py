"""Refunds: never more than was paid, and everything back is exactly what was paid."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shop.rules.pieces import Row, Worth
from shop.rules.undoing import Shipping, cancel, take_back

amounts = st.integers(0, 10**6)
DEEDS = {"cancelled": cancel, "returned": take_back}


@st.composite
def orders(draw: st.DrawFn) -> list[Row]:
    """Any order, odd cents and all."""
    rows = []
    for line_id in range(draw(st.integers(1, 4))):
        gross = draw(amounts)
        worth = Worth(gross, draw(st.integers(0, gross)), draw(amounts), draw(amounts))
        rows.append(Row(line_id, draw(st.integers(1, 7)), worth))
    return rows


def room(row: Row, deed: str) -> int:
    """Return how many pieces a deed may take."""
    return row.with_buyer if deed == "returned" else row.outstanding


@given(orders(), amounts, amounts, st.integers(0, 2**32))
def test_no_sequence_refunds_more_than_was_paid_and_a_whole_one_refunds_it_all(
    rows: list[Row], paid_shipping: int, standard: int, seed: int
) -> None:
    paid = sum(row.worth.gross_minor for row in rows) + paid_shipping
    shipping, back, dice = Shipping(paid_shipping, standard), 0, random.Random(seed)
    while any(row.outstanding or row.with_buyer for row in rows):
        deed = dice.choice(["sent", "cancelled", "returned"])
        picked = {row.line_id: count for row in rows if (count := dice.randint(0, room(row, deed)))}
        if deed in DEEDS and picked:
            undone = DEEDS[deed](rows, picked, shipping)
            back += undone.gross_minor
            shipping = replace(
                shipping, refunded_minor=shipping.refunded_minor + undone.shipping_minor
            )
            assert all(worth.tax_minor >= 0 for _line, _count, worth in undone.lines)
        rows = [
            replace(row, **{deed: getattr(row, deed) + picked.get(row.line_id, 0)}) for row in rows
        ]
        assert back <= paid
    was_sent = any(row.sent for row in rows)
    owed = min(paid_shipping, standard) if was_sent else paid_shipping
    assert back == paid - paid_shipping + owed


def rows_of(*counts: int) -> list[Row]:
    """Return lines of pieces at ten cents each, all sent."""
    return [
        Row(n, count, Worth(10 * count, 8 * count, 0, 0), sent=count)
        for n, count in enumerate(counts)
    ]


def test_shipping_goes_back_with_the_last_piece_and_not_before() -> None:
    shipping, rows = Shipping(490, 490), rows_of(2, 1)
    assert take_back(rows, {0: 2}, shipping).shipping_minor == 0
    rows[0] = replace(rows[0], returned=2)
    assert take_back(rows, {1: 1}, shipping).shipping_minor == 490
    assert take_back(rows, {1: 1}, replace(shipping, refunded_minor=490)).shipping_minor == 0


def test_of_a_dearer_way_only_the_standard_price_goes_back() -> None:
    assert take_back(rows_of(1), {0: 1}, Shipping(990, 490)).shipping_minor == 490
    assert take_back(rows_of(1), {0: 1}, Shipping(490, 990)).shipping_minor == 490


def test_all_of_it_goes_back_when_no_parcel_ever_left() -> None:
    rows = [Row(0, 2, Worth(20, 16, 0, 0))]
    assert cancel(rows, {0: 2}, Shipping(990, 490)).gross_minor == 1010
    assert cancel(rows, {0: 1}, Shipping(990, 490)).gross_minor == 10
