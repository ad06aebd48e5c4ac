"""A person decides on entries of the bank's statement that no payout explains."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import transaction

from core.errors import Denied, NotFound
from core.models import AuditEntry
from finance.facts import Booking, Posting
from finance.models import BankEntry
from finance.models.bank_entry import EntryDecided
from finance.public import (
    balance_minor,
    bank_entries,
    import_bank_statement,
    record_repayment,
    set_entries_aside,
)
from finance.services.book import book_many, lock_payables
from finance.services.decide_bank_entry import NoRepayment, UnknownReason
from tests.bank import Entry, paid, received, statement
from tests.db.finance.books import (
    ANNA_IBAN,
    AT,
    PARTNER,
    PAY_ON,
    PREPARER,
    give_bank_accounts,
)
from tests.db.finance.services.test_approve_payout import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]


def entry(what: Entry) -> int:
    """Import a statement with one entry; return it."""
    import_bank_statement(content=statement(what), actor=PREPARER, at=AT)
    return BankEntry.objects.get().pk


def owes(payee: str, minor: int) -> None:
    """Let a payee owe the company money."""
    postings = (Posting(f"{payee}:receivable", "company:commission_cost", minor, "EUR"),)
    book_many([Booking(f"owes:{payee}", "test.back", PAY_ON, postings, "run:2")], at=AT)


def test_a_repayment_lowers_what_is_owed_and_what_the_bank_holds() -> None:
    owes("member:1", 4_000)
    number = entry(received("15.00", "Rückzahlung"))
    left = record_repayment(entry_id=number, payee="member:1", actor=PREPARER, at=AT)
    assert left == 2_500
    assert balance_minor("member:1:receivable", "EUR") == -2_500
    assert balance_minor("company:bank", "EUR") == -1_500
    row = BankEntry.objects.get()
    assert (row.state, row.subject, row.decided_by) == ("repayment", "member:1", "account:7")


def test_who_has_the_account_that_money_came_from_is_suggested() -> None:
    give_bank_accounts("member:1")
    entry(received("15.00", "Rückzahlung", iban=ANNA_IBAN))
    [row] = bank_entries(PREPARER, state="waiting").items
    assert row.suggested_payee == "member:1"


def test_an_account_of_two_payees_suggests_nobody() -> None:
    give_bank_accounts("member:1", "member:2")
    entry(received("15.00", "Rückzahlung", iban=ANNA_IBAN))
    [row] = bank_entries(PREPARER, state="waiting").items
    assert row.suggested_payee == ""


@pytest.mark.parametrize(
    "what", [received("15.01", "more than owed"), paid("15.00", "", reference="B1")]
)
def test_only_money_that_came_in_and_is_owed_is_a_repayment(what: Entry) -> None:
    owes("member:1", 1_500)
    number = entry(what)
    with pytest.raises(NoRepayment):
        record_repayment(entry_id=number, payee="member:1", actor=PREPARER, at=AT)
    assert balance_minor("member:1:receivable", "EUR") == -1_500
    assert BankEntry.objects.get().state == "waiting"


def test_other_business_is_set_aside_with_a_reason() -> None:
    number = entry(paid("3.20", ""))
    given = {"entry_ids": [number], "actor": PREPARER, "at": AT}
    with pytest.raises(UnknownReason):
        set_entries_aside(**given, reason="because")
    assert set_entries_aside(**given, reason="bank_charges") == 1
    row = BankEntry.objects.get()
    assert (row.state, row.reason) == ("set_aside", "bank_charges")
    assert AuditEntry.objects.filter(action="finance.decide_bank_entry").count() == 1


def test_an_entry_is_decided_once() -> None:
    owes("member:1", 1_500)
    number = entry(received("15.00", "x"))
    record_repayment(entry_id=number, payee="member:1", actor=PREPARER, at=AT)
    with pytest.raises(EntryDecided):
        record_repayment(entry_id=number, payee="member:1", actor=PREPARER, at=AT)
    with pytest.raises(EntryDecided):
        set_entries_aside(entry_ids=[number], reason="bank_charges", actor=PREPARER, at=AT)
    assert balance_minor("member:1:receivable", "EUR") == 0


def test_one_decided_entry_stops_the_whole_heap() -> None:
    content = statement(received("1.00", "a"), received("2.00", "b"))
    import_bank_statement(content=content, actor=PREPARER, at=AT)
    first, second = BankEntry.objects.order_by("id").values_list("pk", flat=True)
    given = {"reason": "other_business", "actor": PREPARER, "at": AT}
    set_entries_aside(entry_ids=[second], **given)
    with pytest.raises(EntryDecided):
        set_entries_aside(entry_ids=[first, second], **given)
    assert BankEntry.objects.get(pk=first).state == "waiting"


def test_only_finance_decides_and_only_on_what_is_there() -> None:
    with pytest.raises(Denied):
        set_entries_aside(entry_ids=[1], reason="bank_charges", actor=PARTNER, at=AT)
    with pytest.raises(NotFound):
        set_entries_aside(entry_ids=[1], reason="bank_charges", actor=PREPARER, at=AT)


@pytest.mark.django_db(transaction=True)
def test_a_debt_that_papers_settle_meanwhile_is_not_repaid_once_more() -> None:
    """Both would see 15.00 owed; together they would leave 15.00 that nobody ever pays back."""
    owes("member:1", 1_500)
    number = entry(received("15.00", "Rückzahlung"))
    has_booked = threading.Event()

    def settle_debt() -> None:
        with transaction.atomic():
            lock_payables("EUR")
            postings = (Posting("member:1:payable", "member:1:receivable", 1_500, "EUR"),)
            book_many([Booking("debt", "finance.debt_settled", PAY_ON, postings, "d:1")], at=AT)
            has_booked.set()
            time.sleep(0.5)

    def repay() -> object:
        has_booked.wait(5)
        return record_repayment(entry_id=number, payee="member:1", actor=PREPARER, at=AT)

    results = at_once(settle_debt, repay)
    assert [type(one) for one in results] == [type(None), NoRepayment]
    assert balance_minor("member:1:receivable", "EUR") == 0
