"""What the bank's statements do to payouts: settled, returned, or listed for a person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from core.company import company as ours
from core.errors import Denied
from core.models import AuditEntry, OutboxEvent
from finance.bank_facts import StatementImported
from finance.facts import Batch
from finance.models import BankAccountFlag, BankEntry, LedgerTransaction, PayoutLine, TransferStep
from finance.public import (
    approve_payout,
    balance_minor,
    bank_entries,
    bank_files,
    import_bank_statement,
    prepare_payout,
    verify_ledger,
)
from finance.services.bank_accounts import set_bank_account
from finance.services.import_bank_statement import BadBankStatement, StatementOfAnotherAccount
from finance.services.seal_ledger import seal_ledger
from tests.bank import Entry, Transfer, booked_at_once, came_back, paid, received, statement
from tests.db.finance.books import (
    APPROVER,
    AT,
    BERT_IBAN,
    PARTNER,
    PAY_ON,
    PREPARER,
    SYSTEM,
    found_company,
    give_bank_accounts,
    owe,
)
from tests.db.finance.services.test_approve_payout import at_once

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 12, 1, 20, tzinfo=UTC)
NEXT_DAY = date(2026, 12, 2)


@pytest.fixture(autouse=True)
def _a_company(request: pytest.FixtureRequest) -> None:
    """Found the company, except where a test commits and does it itself."""
    mark = request.node.get_closest_marker("django_db")
    if mark is not None and not mark.kwargs.get("transaction"):
        request.getfixturevalue("company")


@pytest.fixture
def batch() -> Batch:
    """Order 10.00 to member 1 and 20.00 to member 2 from the bank."""
    owe({"member:1": 1_000, "member:2": 2_000})
    give_bank_accounts("member:1", "member:2")
    return ordered()


def ordered() -> Batch:
    """Prepare and approve a payout of what is due."""
    made = prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
    return approve_payout(batch_id=made.id, file_sha256=made.file_sha256, actor=APPROVER, at=AT)


def end_to_end(payee: str) -> str:
    """Return the id by which the bank names a payee's latest transfer."""
    lines = PayoutLine.objects.filter(payee=payee, end_to_end_id__isnull=False)
    return lines.latest("id").end_to_end_id or ""


def bring(*entries: Entry, statement_id: str = "2026-12-01-001") -> StatementImported:
    """Import a statement with these entries."""
    content = statement(*entries, statement_id=statement_id)
    return import_bank_statement(content=content, actor=PREPARER, at=LATER)


def money() -> dict[str, int]:
    """Return the accounts that a payout moves, in euro cents."""
    names = ("company:transfers_in_transit", "company:bank", "company:bank_charges")
    names += ("member:1:payable", "member:2:payable")
    return {name.removeprefix("company:"): balance_minor(name, "EUR") for name in names}


def both_paid() -> tuple[Entry, Entry]:
    """Return the entries of both transfers of the batch."""
    return (
        paid("10.00", end_to_end("member:1"), reference="B1"),
        paid("20.00", end_to_end("member:2"), reference="B2"),
    )


def test_what_left_the_account_is_settled(batch: Batch) -> None:
    done = bring(*both_paid())
    assert (done.entries, done.new, done.settled, done.settled_minor) == (2, 2, 2, 3_000)
    assert money() == {
        "transfers_in_transit": 0,
        "bank": 3_000,
        "bank_charges": 0,
        "member:1:payable": 0,
        "member:2:payable": 0,
    }
    booked = LedgerTransaction.objects.filter(kind="finance.transfer_settled")
    assert set(booked.values_list("reference", "effective_on")) == {
        (f"payout:{batch.id}", date(2026, 12, 1))
    }
    assert TransferStep.objects.filter(kind="settled").count() == 2


def test_the_same_file_twice_does_nothing(batch: Batch) -> None:
    bring(*both_paid())
    before, again = money(), bring(*both_paid())
    assert (again.is_repeat, again.new, again.settled) == (True, 0, 0)
    assert money() == before
    assert [row.entry_count for row in bank_files(PREPARER).items] == [2]


def test_a_file_with_one_new_entry_brings_only_that(batch: Batch) -> None:
    first, second = both_paid()
    bring(first)
    done = bring(first, second)
    assert (done.is_repeat, done.entries, done.new, done.settled_minor) == (False, 2, 1, 2_000)
    assert money()["transfers_in_transit"] == 0


def test_another_statement_that_tells_of_the_same_entry_brings_nothing(batch: Batch) -> None:
    bring(*both_paid())
    done = bring(*both_paid(), statement_id="2026-12-01-002")
    assert (done.is_repeat, done.new) == (False, 0)


def test_a_returned_transfer_undoes_exactly_its_line(batch: Batch) -> None:
    bring(*both_paid())
    done = bring(came_back("20.00", end_to_end("member:2"), "AC04", day=NEXT_DAY))
    assert (done.returned, done.returned_minor) == (1, 2_000)
    assert money() == {
        "transfers_in_transit": 0,
        "bank": 1_000,
        "bank_charges": 0,
        "member:1:payable": 0,
        "member:2:payable": 2_000,
    }
    undone = LedgerTransaction.objects.filter(reason="transfer_returned").order_by("id")
    assert [row.kind for row in undone] == [
        "finance.transfer_settled.undone",
        "finance.payout.undone",
    ]
    assert all(row.reverses_id and row.effective_on == NEXT_DAY for row in undone)


def test_who_gets_it_back_is_told_and_the_account_is_flagged(batch: Batch) -> None:
    bring(*both_paid())
    bring(came_back("20.00", end_to_end("member:2"), "AC04", day=NEXT_DAY))
    flag = BankAccountFlag.objects.get()
    assert (flag.bank_account.payee, flag.reason_code) == ("member:2", "AC04")
    event = OutboxEvent.objects.get(name="finance.transfer_returned")
    assert event.payload["payee"] == "member:2"
    owe({"member:1": 500}, key="december")
    again = prepare_payout(pay_on=NEXT_DAY, actor=PREPARER, at=LATER)
    assert (again.total_minor, again.held_count, again.held_minor) == (500, 1, 2_000)
    held = PayoutLine.objects.get(state="held")
    assert held.held_reason == "transfer_returned"


def test_what_left_and_came_back_may_stand_in_one_file(batch: Batch) -> None:
    back = came_back("20.00", end_to_end("member:2"))
    done = bring(back, *both_paid())
    assert (done.settled, done.returned) == (2, 1)
    assert money()["member:2:payable"] == 2_000


def test_a_return_that_came_too_early_waits_for_its_statement(batch: Batch) -> None:
    early = bring(came_back("20.00", end_to_end("member:2")))
    assert (early.returned, early.waiting) == (0, 1)
    [row] = bank_entries(PREPARER, state="waiting").items
    assert row.reason == "not_yet_settled"
    done = bring(*both_paid(), statement_id="2026-11-30-001")
    assert (done.settled, done.returned) == (2, 1)
    assert not bank_entries(PREPARER, state="waiting").items
    assert money()["member:2:payable"] == 2_000


def test_charges_of_a_return_are_the_company_s(batch: Batch) -> None:
    bring(*both_paid())
    bring(came_back("17.00", end_to_end("member:2"), charges="3.00"))
    assert money() == {
        "transfers_in_transit": 0,
        "bank": 1_300,
        "bank_charges": -300,
        "member:1:payable": 0,
        "member:2:payable": 2_000,
    }


def test_a_file_that_the_bank_books_at_once_settles_every_line(batch: Batch) -> None:
    done = bring(booked_at_once("30.00", batch.message_id, 2))
    assert (done.entries, done.settled, done.settled_minor) == (1, 2, 3_000)
    assert money()["bank"] == 3_000
    back = bring(came_back("10.00", end_to_end("member:1")), statement_id="2")
    assert (back.returned, money()["member:1:payable"]) == (1, 1_000)


def test_a_booking_of_many_is_settled_line_by_line(batch: Batch) -> None:
    parts = (Transfer("10.00", end_to_end("member:1")), Transfer("20.00", end_to_end("member:2")))
    done = bring(Entry("30.00", parts, reference="B7"))
    assert (done.entries, done.settled) == (2, 2)


@pytest.mark.parametrize(
    ("amount", "reason"), [("19.99", "amount_differs"), ("20.01", "amount_differs")]
)
def test_another_amount_is_not_settled(batch: Batch, amount: str, reason: str) -> None:
    done = bring(paid(amount, end_to_end("member:2")))
    assert (done.settled, done.waiting) == (0, 1)
    assert BankEntry.objects.get().reason == reason
    assert money()["bank"] == 0


def test_a_payout_that_nobody_approved_is_not_settled() -> None:
    owe({"member:1": 1_000})
    give_bank_accounts("member:1")
    prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)
    bring(paid("10.00", end_to_end("member:1")))
    assert BankEntry.objects.get().reason == "not_approved"
    assert money()["bank"] == 0


def test_leaving_twice_is_settled_once(batch: Batch) -> None:
    bring(paid("10.00", end_to_end("member:1"), reference="B1"))
    bring(paid("10.00", end_to_end("member:1"), reference="B9", day=NEXT_DAY))
    assert BankEntry.objects.get(state="waiting").reason == "already_settled"
    assert money()["bank"] == 1_000


def test_after_a_return_new_data_are_paid_and_settled_again(batch: Batch) -> None:
    bring(*both_paid())
    bring(came_back("20.00", end_to_end("member:2")))
    give_bank_accounts_later("member:2")
    again = prepare_payout(pay_on=date(2026, 12, 7), actor=PREPARER, at=LATER + timedelta(days=4))
    approve_payout(
        batch_id=again.id,
        file_sha256=again.file_sha256,
        actor=APPROVER,
        at=LATER + timedelta(days=4),
    )
    bring(paid("20.00", end_to_end("member:2"), day=date(2026, 12, 7)), statement_id="7")
    assert money() == {
        "transfers_in_transit": 0,
        "bank": 3_000,
        "bank_charges": 0,
        "member:1:payable": 0,
        "member:2:payable": 0,
    }


def give_bank_accounts_later(payee: str) -> None:
    """Let a payee give another account."""
    set_bank_account(payee=payee, iban=BERT_IBAN, holder="Bert", actor=SYSTEM, at=LATER)


def test_what_names_no_payout_is_listed_with_its_other_end(batch: Batch) -> None:
    come = received("49.90", "Bestellung 1042", name="Bea Kundin", iban="DE75512108001245126199")
    done = bring(come, paid("3.20", "", reference="B4"))
    assert done.waiting == 2
    rows = bank_entries(PREPARER, state="waiting").items
    assert {(row.name, row.text, row.is_credit) for row in rows} == {
        ("Bea Kundin", "Bestellung 1042", True),
        ("Jörg Müller", "Auszahlung", False),
    }
    seen = OutboxEvent.objects.get(name="finance.bank_credit_seen")
    assert set(seen.payload) == {"entry_id", "at"}


def test_names_and_texts_are_sealed_and_kept_only_where_a_person_decides(batch: Batch) -> None:
    bring(*both_paid(), received("49.90", "Bestellung 1042", name="Bea Kundin"))
    waiting = BankEntry.objects.get(state="waiting")
    assert b"Bea" not in bytes(waiting.details_sealed or b"")
    assert BankEntry.objects.filter(state="settled", details_sealed__isnull=False).count() == 0
    facts = str(list(AuditEntry.objects.values("facts"))) + str(list(OutboxEvent.objects.values()))
    assert "Bea" not in facts
    assert "Müller" not in facts


def test_a_statement_of_another_account_is_refused() -> None:
    content = statement(iban="DE75512108001245126199")
    with pytest.raises(StatementOfAnotherAccount) as refusal:
        import_bank_statement(content=content, actor=PREPARER, at=LATER)
    assert refusal.value.facts == {"last4": "6199", "ours": ours().iban[-4:]}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"no xml", "not_xml"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "has_doctype"),
        (statement().replace(b"053", b"052"), "not_camt053"),
        (statement(paid("1.00", "x")).replace(b"1.00</Amt>", b"one</Amt>"), "amount"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, fault: str) -> None:
    with pytest.raises(BadBankStatement) as refusal:
        import_bank_statement(content=content, actor=PREPARER, at=LATER)
    assert refusal.value.facts["fault"] == fault
    assert str(refusal.value.message)


def test_only_finance_imports() -> None:
    with pytest.raises(Denied):
        import_bank_statement(content=statement(), actor=PARTNER, at=LATER)


def test_what_the_bank_said_cannot_be_changed(batch: Batch) -> None:
    bring(*both_paid(), received("1.00", "x"))
    for changes in ({"amount_minor": 1}, {"state": "waiting", "decided_by": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BankEntry.objects.filter(state="settled").update(**changes)
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        BankEntry.objects.filter(state="waiting").update(amount_minor=1)


def test_the_ledger_stays_whole(batch: Batch) -> None:
    bring(*both_paid())
    bring(came_back("17.00", end_to_end("member:2"), charges="3.00"))
    seal_ledger(at=LATER)
    assert verify_ledger().is_clean


def test_statements_are_read_in_a_few_statements_of_sql(
    django_assert_max_num_queries: object,
) -> None:
    payees = [f"member:{number}" for number in range(1, 41)]
    owe(dict.fromkeys(payees, 100))
    give_bank_accounts(*payees)
    ordered()
    entries = [paid("1.00", end_to_end(payee), reference=f"B{payee}") for payee in payees]
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        assert bring(*entries).settled == 40


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_take_it_in_once() -> None:
    found_company()
    owe({"member:1": 1_000, "member:2": 2_000})
    give_bank_accounts("member:1", "member:2")
    ordered()
    entries = both_paid()
    results = at_once(lambda: bring(*entries), lambda: bring(*entries), lambda: bring(*entries))
    done = [result for result in results if isinstance(result, StatementImported)]
    assert sorted((each.is_repeat, each.settled) for each in done) == [
        (False, 2),
        (True, 0),
        (True, 0),
    ]
    assert money()["bank"] == 3_000


@pytest.mark.django_db(transaction=True)
def test_two_files_with_the_same_entry_at_once_count_it_once() -> None:
    found_company()
    owe({"member:1": 1_000, "member:2": 2_000})
    give_bank_accounts("member:1", "member:2")
    ordered()
    first, second = both_paid()
    results = at_once(lambda: bring(first), lambda: bring(first, second))
    assert sum(each.settled for each in results if isinstance(each, StatementImported)) == 2
    assert money()["bank"] == 3_000


def test_a_credit_that_the_bank_takes_back_is_no_transfer_of_ours_that_left(batch: Batch) -> None:
    """RvslInd turns an entry's meaning round: this debit undoes money that had come in."""
    content = statement(paid("10.00", end_to_end("member:1"), reference="B1"))
    told = content.replace(b"<Sts>", b"<RvslInd>true</RvslInd><Sts>")
    import_bank_statement(content=told, actor=PREPARER, at=LATER)
    assert balance_minor("company:bank", "EUR") == 0
    assert balance_minor("company:transfers_in_transit", "EUR") == 3_000
    assert BankEntry.objects.get().state == "waiting"
