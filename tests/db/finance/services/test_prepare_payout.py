"""Preparing a payout freezes who gets what, and books nothing."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from core.encryption import forget
from core.errors import Denied
from core.models import AuditEntry
from core.paging import PageRequest
from finance.models import BankAccount, PayoutBatch, PayoutFile, PayoutLine
from finance.public import (
    NothingToPay,
    approve_payout,
    balance_minor,
    discard_payout,
    payout_batch,
    payout_file,
    prepare_payout,
)
from finance.rules.payment_file import read_payment_file
from finance.services.bank_file_check import stored_content
from finance.services.debtor import CompanyAccountMissing
from finance.services.prepare_payout import CurrencyNotInBankFiles, PayDayPassed
from tests.db.finance.books import (
    ANNA_IBAN,
    APPROVER,
    AT,
    PARTNER,
    PAY_ON,
    PREPARER,
    found_company,
    give_bank_accounts,
    owe,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]


def prepare() -> int:
    """Prepare a payout and return its number."""
    return prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT).id


def test_a_batch_pays_every_payable_balance_and_books_nothing() -> None:
    owe({"member:1042": 1234, "member:1043": 1})
    give_bank_accounts("member:1042", "member:1043")
    batch = prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
    assert (batch.state, batch.payment_count, batch.total_minor) == ("prepared", 2, 1235)
    assert (batch.held_count, batch.held_minor) == (0, 0)
    assert batch.prepared_by == "account:7"
    assert balance_minor("member:1042:payable", "EUR") == 1234


def test_the_file_says_what_the_batch_says() -> None:
    owe({"member:1042": 1234, "member:1043": 1})
    give_bank_accounts("member:1042", "member:1043")
    batch = prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
    content = stored_content(PayoutFile.objects.get())
    assert hashlib.sha256(content).hexdigest() == batch.file_sha256
    facts = read_payment_file(content)
    assert facts.message_id == batch.message_id
    lines = payout_batch(PREPARER, batch.id).lines.items
    assert facts.amounts == {line.end_to_end_id: line.amount_minor for line in lines}
    assert b"Joerg Mueller 1042" in content
    assert re.search(rb">(Auszahlung|Payout) 30\.11\.2026, (Nr|no)\. 1042<", content)


def test_payees_without_bank_data_are_held_and_seen_with_the_reason() -> None:
    owe({"member:1": 10, "member:2": 20, "member:3": 40})
    give_bank_accounts("member:1", "member:3")
    forget(BankAccount.objects.get(payee="member:3").person_id)
    batch = prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
    assert (batch.payment_count, batch.total_minor) == (1, 10)
    assert (batch.held_count, batch.held_minor) == (2, 60)
    lines = payout_batch(PREPARER, batch.id).lines
    assert lines.total == 3
    assert [(line.payee, line.state, line.held_reason) for line in lines.items] == [
        ("member:2", "held", "no_bank_account"),
        ("member:3", "held", "bank_data_erased"),
        ("member:1", "open", ""),
    ]
    assert all(line.held_because for line in lines.items[:2])
    assert lines.items[2].bank_account_hint == "DE** **** 5030"


def test_a_held_payee_is_paid_next_time() -> None:
    owe({"member:1": 10, "member:2": 20})
    give_bank_accounts("member:1")
    prepare()
    give_bank_accounts("member:2")
    batch = prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
    assert (batch.payment_count, batch.total_minor, batch.held_count) == (1, 20, 0)


def test_a_balance_that_waits_in_a_batch_is_not_prepared_twice() -> None:
    owe({"member:1": 10})
    give_bank_accounts("member:1")
    prepare()
    with pytest.raises(NothingToPay):
        prepare()


def test_what_is_earned_meanwhile_waits_until_the_batch_is_decided() -> None:
    owe({"member:1": 10})
    give_bank_accounts("member:1")
    first = prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
    owe({"member:1": 5}, key="later")
    with pytest.raises(NothingToPay):
        prepare()
    approve_payout(batch_id=first.id, file_sha256=first.file_sha256, actor=APPROVER, at=AT)
    assert prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT).total_minor == 5


def test_a_discarded_batch_frees_its_balances() -> None:
    owe({"member:1": 10})
    give_bank_accounts("member:1")
    batch = discard_payout(batch_id=prepare(), reason="wrong_pay_day", actor=PREPARER, at=AT)
    assert batch.state == "discarded"
    assert PayoutLine.objects.get().state == "dropped"
    assert prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT).total_minor == 10


def test_nothing_to_pay_says_how_many_are_held() -> None:
    with pytest.raises(NothingToPay):
        prepare()
    owe({"member:1": 10})
    with pytest.raises(NothingToPay) as refusal:
        prepare()
    assert refusal.value.facts == {"held": 1}
    assert not PayoutBatch.objects.exists()


def test_a_day_that_has_passed_is_refused() -> None:
    owe({"member:1": 10})
    give_bank_accounts("member:1")
    with pytest.raises(PayDayPassed):
        prepare_payout(pay_on=AT.date() - timedelta(days=1), actor=PREPARER, at=AT)
    assert prepare_payout(pay_on=AT.date(), actor=PREPARER, at=AT)


@pytest.mark.parametrize(
    "changes", [{"iban": ""}, {"iban": "DE02120300000000202052"}, {"town": ""}]
)
def test_a_company_that_cannot_pay_is_told_what_to_fill_in(changes: dict[str, str]) -> None:
    found_company(**changes)
    owe({"member:1": 10})
    give_bank_accounts("member:1")
    with translation.override("en"), pytest.raises(CompanyAccountMissing) as refusal:
        prepare()
    assert "settings" in refusal.value.message
    assert "0202052" not in refusal.value.message


def test_only_the_finance_desk_prepares() -> None:
    with pytest.raises(Denied):
        prepare_payout(pay_on=PAY_ON, actor=PARTNER, at=AT)


def test_dollars_are_paid_without_sepa() -> None:
    found_company("USD")
    owe({"member:1": 10}, currency="USD")
    owe({"member:2": 99}, currency="EUR")
    give_bank_accounts("member:1", "member:2")
    batch = prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
    assert (batch.currency, batch.total_minor) == ("USD", 10)
    content = stored_content(PayoutFile.objects.get())
    assert b"SEPA" not in content
    assert b'Ccy="USD"' in content


@pytest.mark.parametrize("currency", ["JPY", "ISK", "KWD"])
def test_a_currency_without_two_decimals_is_refused_rather_than_paid_wrongly(currency: str) -> None:
    """1500 yen would leave as 15.00, 1.500 dinars too."""
    found_company(currency)
    owe({"member:1": 1500}, currency=currency)
    give_bank_accounts("member:1")
    with pytest.raises(CurrencyNotInBankFiles):
        prepare()
    assert not PayoutBatch.objects.exists()


def test_the_database_holds_no_name_and_no_iban_in_the_clear() -> None:
    owe({"member:1042": 10})
    give_bank_accounts("member:1042")
    prepare()
    with connection.cursor() as cursor:
        cursor.execute("SELECT content_sealed FROM finance_payoutfile")
        sealed = bytes(cursor.fetchone()[0])
        cursor.execute("SELECT facts::text FROM core_auditentry")
        facts = repr(cursor.fetchall())
    for secret in (ANNA_IBAN, "Joerg", "Müller"):
        assert secret.encode() not in sealed
        assert secret not in facts
    entry = AuditEntry.objects.get(action="finance.prepare_payout")
    assert entry.subject == f"payout:{PayoutBatch.objects.get().pk}"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finance_payoutfile SET content_sealed = 'x'",
        "UPDATE finance_payoutfile SET sha256 = repeat('0', 64)",
        "DELETE FROM finance_payoutfile",
        "TRUNCATE finance_payoutfile",
        "UPDATE finance_payoutbatch SET total_minor = 1",
        "UPDATE finance_payoutbatch SET pay_on = pay_on + 1",
        "DELETE FROM finance_payoutbatch",
        "UPDATE finance_payoutline SET amount_minor = amount_minor + 1",
        "UPDATE finance_payoutline SET payee = 'member:2'",
        "DELETE FROM finance_payoutline",
    ],
)
def test_a_prepared_batch_and_its_file_cannot_be_edited(statement: str) -> None:
    owe({"member:1": 10})
    give_bank_accounts("member:1")
    prepare()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    refused = pytest.raises(IntegrityError, match="refused")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_payee_has_one_open_line() -> None:
    owe({"member:1": 10})
    give_bank_accounts("member:1")
    prepare()
    line = PayoutLine.objects.get()
    line.pk, line.line_no, line.end_to_end_id = None, 2, "other"
    with pytest.raises(IntegrityError, match="one_open_per_payee"), transaction.atomic():
        line.save()


def test_lists_are_read_in_pages() -> None:
    owe({f"member:{number}": 10 for number in range(1, 6)})
    give_bank_accounts(*(f"member:{number}" for number in range(1, 6)))
    page = payout_batch(PREPARER, prepare(), PageRequest(2, 2)).lines
    assert [line.payee for line in page.items] == ["member:3", "member:4"]
    assert page.has_next and page.total == 5


def test_thousands_of_payments_take_a_fixed_number_of_statements(
    django_assert_max_num_queries: object,
) -> None:
    payees = [f"member:{number}" for number in range(1001, 4001)]
    owe({payee: 100 + number for number, payee in enumerate(payees)})
    give_bank_accounts(*payees)
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        batch = prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
        approve_payout(batch_id=batch.id, file_sha256=batch.file_sha256, actor=APPROVER, at=AT)
    assert batch.payment_count == len(
        read_payment_file(payout_file(PREPARER, batch.id, at=AT)).amounts
    )
