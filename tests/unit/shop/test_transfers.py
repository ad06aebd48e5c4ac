"""What a transfer means for its order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.rules.transfers import Account, numbers_in


@pytest.mark.parametrize(
    ("received", "is_paid", "is_given_up", "outcome", "missing", "left"),
    [
        (0, False, False, "partial", 2990, 0),
        (2989, False, False, "partial", 1, 0),
        (2990, False, False, "paid", 0, 0),
        (2991, False, False, "surplus", 0, 1),
        (2990, True, False, "paid", 0, 0),
        (5980, True, False, "surplus", 0, 2990),
        (1000, False, True, "surplus", 0, 1000),
        (2990, True, True, "paid", 0, 0),
    ],
)
def test_how_an_order_stands(
    received: int, is_paid: bool, is_given_up: bool, outcome: str, missing: int, left: int
) -> None:
    account = Account(received, 2990, is_paid, is_given_up)
    assert (account.outcome, account.open_minor, account.surplus_minor) == (outcome, missing, left)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_nothing_is_missing_and_left_over_at_once(received: int, gross: int) -> None:
    account = Account(received, gross, is_paid=False, is_given_up=False)
    assert received == gross - account.open_minor + account.surplus_minor
    assert not (account.open_minor and account.surplus_minor)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Bestellung 100123", ("100123",)),
        ("100123,100124 100123", ("100123", "100124")),
        ("Nr.100123/Danke", ("100123",)),
        ("12345 und 1234567890123", ()),
        ("", ()),
    ],
)
def test_what_could_be_an_order_number(text: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(text) == numbers
