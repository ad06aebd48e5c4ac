"""What a movement on the account does to payouts, and what a person has to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from finance.rules.bank_matching import (
    OrderedFile,
    OrderedTransfer,
    Returns,
    Settles,
    Waits,
    decide,
)
from finance.rules.bank_statement import Movement

ANNA = OrderedTransfer(1, 3, "member:1001", 2_000, "EUR", "A-1", is_ordered=True)
BERT = OrderedTransfer(2, 3, "member:1002", 500, "EUR", "A-2", is_ordered=True)
SETTLED = replace(ANNA, is_settled=True)
LEFT = Movement("k", date(2026, 12, 1), 2_000, "EUR", is_credit=False, end_to_end_id="A-1")
CAME = replace(LEFT, is_credit=True, is_return=True, return_code="AC04")
AT_ONCE = replace(LEFT, end_to_end_id="", message_id="VN-1", amount_minor=2_500, transfer_count=2)


def decided(movement: Movement, line: OrderedTransfer = ANNA) -> object:
    """Decide with one line and the file it stands in."""
    file = OrderedFile(3, "VN-1", 2_500, "EUR", (line, BERT))
    return decide(movement, {"A-1": line}, {"VN-1": file})


def test_a_transfer_that_left_is_settled() -> None:
    assert decided(LEFT) == Settles((ANNA,))


def test_a_settled_transfer_that_came_back_is_returned() -> None:
    assert decided(CAME, SETTLED) == Returns(SETTLED)


def test_what_came_in_under_our_id_is_a_return_even_if_the_bank_does_not_say_so() -> None:
    assert decided(replace(CAME, is_return=False, return_code=""), SETTLED) == Returns(SETTLED)


def test_a_file_booked_at_once_settles_all_its_lines() -> None:
    assert decided(AT_ONCE) == Settles((ANNA, BERT))


@pytest.mark.parametrize(
    ("movement", "line", "reason"),
    [
        (replace(LEFT, end_to_end_id="B-7"), ANNA, "unknown"),
        (replace(LEFT, amount_minor=1_999), ANNA, "amount_differs"),
        (replace(LEFT, amount_minor=2_001), ANNA, "amount_differs"),
        (replace(LEFT, currency="CHF"), ANNA, "amount_differs"),
        (LEFT, replace(ANNA, is_ordered=False), "not_approved"),
        (LEFT, SETTLED, "already_settled"),
        (CAME, ANNA, "not_yet_settled"),
        (CAME, replace(SETTLED, is_returned=True), "already_returned"),
        (replace(CAME, amount_minor=1_700), SETTLED, "amount_differs"),
        (replace(LEFT, parts_differ=True), ANNA, "parts_differ"),
        (replace(AT_ONCE, amount_minor=2_499), ANNA, "amount_differs"),
        (AT_ONCE, SETTLED, "already_settled"),
        (replace(AT_ONCE, is_credit=True), ANNA, "unknown"),
        (replace(AT_ONCE, message_id="VN-2"), ANNA, "unknown"),
    ],
)
def test_everything_else_waits_for_a_person(
    movement: Movement, line: OrderedTransfer, reason: str
) -> None:
    assert decided(movement, line) == Waits(reason)


def test_charges_explain_a_difference() -> None:
    """3.00 kept of 20.00 that came back; 0.50 on top of 20.00 that left."""
    came = replace(CAME, amount_minor=1_700, charges_minor=300)
    assert decided(came, SETTLED) == Returns(SETTLED, 300)
    left = replace(LEFT, amount_minor=2_050, charges_minor=50)
    assert decided(left) == Settles((ANNA,), 50)


def test_charges_that_were_taken_apart_do_not_change_the_amount() -> None:
    assert decided(replace(LEFT, charges_minor=50)) == Settles((ANNA,), 0)
