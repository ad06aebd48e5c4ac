"""What holds a payout up, read from the books of a company."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from core.company import company as ours
from core.company import save_company
from core.errors import Denied
from core.models import AuditEntry
from finance.facts import Booking, Posting
from finance.models import BankAccount, BankAccountFlag, PayoutLine
from finance.public import (
    NothingToPay,
    VestedPart,
    accrue,
    approve_payout,
    place_hold,
    prepare_payout,
    release_bank_account,
)
from finance.selectors.payout_facts import payable_since
from finance.services.bank_accounts import set_bank_account
from finance.services.book import book_many
from finance.services.release_bank_account import NothingToRelease
from tests.db.finance.books import (
    APPROVER,
    AT,
    BERT_IBAN,
    PARTNER,
    PAY_ON,
    PREPARER,
    SYSTEM,
    give_bank_accounts,
    owe,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]

HOUR = timedelta(hours=1)


def lines_at(at: object = AT) -> list[tuple[str, int, str]]:
    """Prepare a batch and tell its lines."""
    prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=at)  # type: ignore[arg-type]
    rows = PayoutLine.objects.order_by("line_no")
    return list(rows.values_list("payee", "amount_minor", "held_reason"))


def change(**settings: int) -> None:
    """Change the company's rules of paying."""
    save_company(actor=SYSTEM, settings=replace(ours(), **settings), at=AT)  # type: ignore[arg-type]


def earn(payee: str, minor: int, day: date, *, key: str) -> None:
    """Book something payable on a day."""
    postings = (Posting("company:commission_cost", f"{payee}:payable", minor, "EUR"),)
    book_many([Booking(key, "test.earned", day, postings, "run:1")], at=AT)


def test_bank_data_that_were_changed_an_hour_ago_wait_for_the_next_payout() -> None:
    owe({"member:1": 100, "member:2": 200})
    give_bank_accounts("member:1", "member:2")
    set_bank_account(payee="member:2", iban=BERT_IBAN, holder="Bert", actor=SYSTEM, at=AT + HOUR)
    assert lines_at(AT + 2 * HOUR) == [
        ("member:1", 100, ""),
        ("member:2", 200, "bank_data_cooling"),
    ]


def test_after_the_company_s_cool_down_they_are_used() -> None:
    change(bank_cool_down_hours=24)
    owe({"member:2": 200})
    give_bank_accounts("member:2")
    set_bank_account(payee="member:2", iban=BERT_IBAN, holder="Bert", actor=SYSTEM, at=AT + HOUR)
    with pytest.raises(NothingToPay):
        lines_at(AT + 24 * HOUR)
    assert lines_at(AT + 25 * HOUR) == [("member:2", 200, "")]


def test_the_first_transfer_to_an_account_is_marked() -> None:
    owe({"member:1": 100})
    give_bank_accounts("member:1")
    batch = prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
    assert PayoutLine.objects.get().is_first_to_account
    approve_payout(batch_id=batch.id, file_sha256=batch.file_sha256, actor=APPROVER, at=AT)
    owe({"member:1": 50}, key="again")
    prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
    assert not PayoutLine.objects.get(state="open").is_first_to_account


def test_below_the_minimum_a_payee_waits_ninety_days_at_most() -> None:
    change(minimum_payout_minor=2000)
    earn("member:1", 1999, date(2026, 9, 1), key="old")
    earn("member:2", 1999, date(2026, 9, 2), key="young")
    earn("member:3", 2000, date(2026, 11, 1), key="enough")
    give_bank_accounts("member:1", "member:2", "member:3")
    on_day_90 = AT + timedelta(days=9)
    assert lines_at(on_day_90) == [
        ("member:1", 1999, ""),
        ("member:2", 1999, "below_minimum"),
        ("member:3", 2000, ""),
    ]


def test_the_oldest_unpaid_amount_tells_since_when() -> None:
    """3.00 from May and 2.00 from July, 4.00 of them paid: what is left is from July."""
    earn("member:1", 300, date(2026, 5, 1), key="may")
    earn("member:1", 200, date(2026, 7, 1), key="july")
    paid = (Posting("member:1:payable", "company:transfers_in_transit", 250, "EUR"),)
    book_many([Booking("paid:1", "test.paid", date(2026, 8, 1), paid, "payout:1")], at=AT)
    assert payable_since({"member:1": 250}, "EUR") == {"member:1": date(2026, 5, 1)}
    paid = (Posting("member:1:payable", "company:transfers_in_transit", 150, "EUR"),)
    book_many([Booking("paid:2", "test.paid", date(2026, 8, 1), paid, "payout:2")], at=AT)
    assert payable_since({"member:1": 100}, "EUR") == {"member:1": date(2026, 7, 1)}


def test_what_a_payee_owes_is_kept_back() -> None:
    owe({"member:1": 1000, "member:2": 300})
    owes = tuple(
        Posting(f"member:{number}:receivable", "company:commission_cost", 400, "EUR")
        for number in (1, 2)
    )
    book_many([Booking("back", "test.back", PAY_ON, owes, "run:2")], at=AT)
    give_bank_accounts("member:1", "member:2")
    assert lines_at() == [("member:1", 600, ""), ("member:2", 300, "owes_us")]


def test_an_account_from_which_money_came_back_waits_until_somebody_releases_it() -> None:
    owe({"member:1": 100, "member:2": 200})
    give_bank_accounts("member:1", "member:2")
    account = BankAccount.objects.get(payee="member:2")
    BankAccountFlag.objects.create(bank_account=account, reason_code="AC04", flagged_at=AT)
    with transaction.atomic():
        assert lines_at() == [("member:1", 100, ""), ("member:2", 200, "transfer_returned")]
        transaction.set_rollback(True)
    release_bank_account(payee="member:2", actor=PREPARER, at=AT + HOUR)
    assert lines_at() == [("member:1", 100, ""), ("member:2", 200, "")]
    flag = BankAccountFlag.objects.get()
    assert (flag.lifted_by, flag.lifted_at) == ("account:7", AT + HOUR)
    assert AuditEntry.objects.filter(action="finance.release_bank_account").count() == 1


def test_only_finance_releases_and_only_what_is_flagged() -> None:
    with pytest.raises(Denied):
        release_bank_account(payee="member:1", actor=PARTNER, at=AT)
    with pytest.raises(NothingToRelease):
        release_bank_account(payee="member:1", actor=PREPARER, at=AT)


def test_a_flag_is_lifted_once_and_for_all() -> None:
    give_bank_accounts("member:1")
    flag = BankAccountFlag.objects.create(
        bank_account=BankAccount.objects.get(), reason_code="AC01", flagged_at=AT
    )
    release_bank_account(payee="member:1", actor=PREPARER, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        BankAccountFlag.objects.filter(pk=flag.pk).update(lifted_at=None, lifted_by=None)


def test_with_everything_held_there_is_no_batch() -> None:
    owe({"member:1": 100})
    with pytest.raises(NothingToPay) as refusal:
        lines_at()
    assert refusal.value.facts == {"held": 1}


def test_a_hold_of_finance_and_missing_papers_are_lines_with_their_reasons() -> None:
    owe({"member:1": 100, "member:2": 200})
    give_bank_accounts("member:1", "member:2")
    place_hold(payee="member:2", reason="dispute", note="letter of 3 May", actor=PREPARER, at=AT)
    day = date(2026, 10, 1)
    earned = (Posting("company:commission_cost", "member:3:pending", 700, "EUR"),)
    book_many([Booking("pending:3", "test.earned", day, earned, "run:1")], at=AT)
    accrue([VestedPart("member:3", "run:1", day, day, 700, 0, None)], key="vest:1", at=AT)
    assert lines_at() == [
        ("member:1", 100, ""),
        ("member:2", 200, "on_hold"),
        ("member:3", 700, "no_tax_status"),
    ]
