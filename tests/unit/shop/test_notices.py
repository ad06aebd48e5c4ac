"""What a gateway's notice means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shop.rules.notices import Asked, Notice, Outcome, judge

PAID = Notice("evt_1", "token", True, 5000, "EUR", "psp_1")
DECLINED = replace(PAID, is_charged=False)
ASKED = Asked(5000, "EUR", "placed")


def test_the_full_amount_pays_the_order() -> None:
    assert judge(PAID, ASKED) == Outcome.PAID


def test_a_declined_payment_leaves_the_order_open() -> None:
    assert judge(DECLINED, ASKED) == Outcome.FAILED


@pytest.mark.parametrize("minor", [4999, 5001, 0, -5000])
def test_another_amount_is_no_payment(minor: int) -> None:
    assert judge(replace(PAID, amount_minor=minor), ASKED) == Outcome.AMOUNT_MISMATCH


def test_the_same_number_in_another_currency_is_no_payment() -> None:
    assert judge(replace(PAID, currency="JPY"), ASKED) == Outcome.AMOUNT_MISMATCH


@pytest.mark.parametrize("state", ["paid", "delivered"])
def test_money_for_a_paid_order_changes_nothing(state: str) -> None:
    assert judge(PAID, replace(ASKED, order_state=state)) == Outcome.ALREADY_PAID


def test_money_for_a_cancelled_order_does_not_revive_it() -> None:
    assert judge(PAID, replace(ASKED, order_state="cancelled")) == Outcome.ORDER_CANCELLED
