"""What the finance desk reads of the ledger."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import Denied, InvariantBroken
from core.paging import PageRequest
from finance.facts import AccountTotals, Posting
from finance.public import account_page, balances, balances_by_name, book, trial_balance
from tests.db.finance.books import AT, PARTNER, PREPARER, owe

pytestmark = pytest.mark.django_db


def pay(number: int, minor: int, day: date) -> None:
    """Move money from a member to the bank."""
    book(
        key=f"paid:{number}:{day}",
        kind="test.paid",
        effective_on=day,
        postings=[Posting(f"member:{number}:payable", "company:bank", minor, "EUR")],
        reference="payout:1",
        at=AT,
    )


def test_the_trial_balance_adds_up_classes_and_sums_to_zero() -> None:
    owe({"member:1": 10, "member:2": 20})
    pay(1, 4, date(2026, 11, 30))
    owe({"member:1": 99}, key="other", currency="USD")
    trial = trial_balance(PREPARER, "EUR")
    assert trial.rows == (
        AccountTotals("company:bank", 4, 0),
        AccountTotals("company:commission_cost", 0, 30),
        AccountTotals("member:*:payable", 30, 4),
    )
    assert trial.total_minor == 0


def test_a_trial_balance_looks_at_what_is_effective_before_a_day() -> None:
    owe({"member:1": 10})
    pay(1, 4, date(2026, 11, 30))
    before = trial_balance(PREPARER, "EUR", date(2026, 11, 30))
    after = trial_balance(PREPARER, "EUR", date(2026, 12, 1))
    assert [row.balance_minor for row in before.rows] == [-10, 10]
    assert [row.balance_minor for row in after.rows] == [4, -10, 6]


def test_an_accounts_page_shows_what_came_and_went_newest_first() -> None:
    owe({"member:1": 10, "member:2": 20})
    pay(1, 4, date(2026, 11, 30))
    page = account_page(PREPARER, "member:1:payable", PageRequest(1, 1))
    (newest,) = page.items
    assert (newest.change_minor, newest.other_account) == (-4, "company:bank")
    assert newest.kind == "test.paid"
    assert page.has_next
    (oldest,) = account_page(PREPARER, "member:1:payable", PageRequest(2, 1)).items
    assert (oldest.change_minor, oldest.other_account) == (10, "company:commission_cost")


def test_partners_do_not_see_the_ledger() -> None:
    with pytest.raises(Denied):
        trial_balance(PARTNER, "EUR")
    with pytest.raises(Denied):
        account_page(PARTNER, "member:1042:payable")


def test_balances_by_name_list_all_owners_whose_balance_is_not_zero() -> None:
    owe({"member:1": 10, "member:2": 20, "customer:3": 5})
    pay(1, 10, date(2026, 11, 30))
    pay(2, 21, date(2026, 11, 30))
    assert balances_by_name("payable", "EUR") == {"member:2:payable": -1, "customer:3:payable": 5}
    assert balances_by_name("payable", "USD") == {}


def test_an_accounts_name_is_matched_to_the_letter() -> None:
    owe({"member:1": 10})
    assert balances_by_name("p_yable", "EUR") == {}
    with pytest.raises(InvariantBroken):
        balances_by_name("pay%", "EUR")


def test_an_account_nobody_used_has_nothing() -> None:
    assert balances(["member:1:payable"], "EUR") == {"member:1:payable": 0}
    assert balances([], "EUR") == {}
