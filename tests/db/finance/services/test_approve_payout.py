"""Approving a payout: a second person, the file that was shown, money booked once."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from core.encryption import seal
from core.errors import Conflict, Denied, InvariantBroken, Refusal
from core.models import AuditEntry, OutboxEvent
from core.policy import Actor
from finance.facts import Batch, NewBankAccount, Posting
from finance.models import (
    BankAccount,
    BankAccountFlag,
    LedgerTransaction,
    PayoutBatch,
    PayoutBatchChange,
    PayoutFile,
    PayoutLine,
)
from finance.models.payout import BatchMoved, BatchState
from finance.public import (
    NothingToPay,
    PayoutNotFound,
    approve_payout,
    balance_minor,
    book,
    discard_payout,
    lift_hold,
    payout_file,
    place_hold,
    prepare_payout,
    undo_booking,
)
from finance.rules.payment_file import read_payment_file
from finance.services.approve_payout import (
    BalanceShrunk,
    FileHashDiffers,
    PayeesChanged,
    SecondPersonNeeded,
)
from finance.services.bank_accounts import set_bank_accounts_bulk
from finance.services.bank_file_check import BankFileChanged, stored_content
from finance.services.discard_payout import DiscardReasonMissing
from finance.services.hand_out_payout_file import PayoutNotApproved
from finance.services.prepare_payout import PayDayPassed
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

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(company: None) -> Batch:
    """Prepare a batch of two payments."""
    return prepared()


def prepared() -> Batch:
    """Owe two members money and prepare the batch that pays them."""
    owe({"member:1": 10, "member:2": 20})
    give_bank_accounts("member:1", "member:2")
    return prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)


def approve(batch: Batch, actor: Actor = APPROVER, file_sha256: str | None = None) -> Batch:
    """Approve a batch with the hash it shows, or another."""
    shown = batch.file_sha256 if file_sha256 is None else file_sha256
    return approve_payout(batch_id=batch.id, file_sha256=shown, actor=actor, at=AT)


def test_the_money_leaves_the_payable_accounts_with_the_batch_as_reference(batch: Batch) -> None:
    done = approve(batch)
    assert (done.state, done.approved_by, done.approved_at) == ("approved", "account:8", AT)
    assert balance_minor("member:1:payable", "EUR") == 0
    assert balance_minor("member:2:payable", "EUR") == 0
    assert balance_minor("company:transfers_in_transit", "EUR") == 30
    booked = LedgerTransaction.objects.filter(reference=f"payout:{batch.id}")
    assert set(booked.values_list("kind", "effective_on")) == {("finance.payout", PAY_ON)}
    assert booked.count() == 2
    assert set(PayoutLine.objects.values_list("state", flat=True)) == {"paid"}


def test_the_approval_is_written_down_and_told(batch: Batch) -> None:
    approve(batch)
    entry = AuditEntry.objects.get(action="finance.approve_payout")
    assert (entry.actor, entry.facts["file_sha256"]) == ("account:8", batch.file_sha256)
    move = PayoutBatchChange.objects.get()
    assert (move.was, move.became, move.by) == ("prepared", "approved", "account:8")
    event = OutboxEvent.objects.get()
    assert (event.name, event.aggregate) == ("finance.payout_approved", f"payout:{batch.id}")


def test_whoever_prepared_it_cannot_approve_it(batch: Batch) -> None:
    promoted = Actor(7, frozenset({"owner"}), None, "another label of the same login")
    for same_person in (PREPARER, promoted):
        with pytest.raises(SecondPersonNeeded):
            approve(batch, same_person)
    assert balance_minor("member:1:payable", "EUR") == 10


def test_the_database_wants_a_second_person_too(batch: Batch) -> None:
    rows = PayoutBatch.objects.filter(pk=batch.id)
    for by in ("account:7", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(
                state="approved", approved_by=by, approved_at=AT, approved_file_sha256="0" * 64
            )


def test_only_the_finance_desk_approves(batch: Batch) -> None:
    with pytest.raises(Denied):
        approve(batch, PARTNER)


@pytest.mark.parametrize("shown", ["", "0" * 64, "ü"])
def test_another_hash_than_the_stored_one_is_refused(batch: Batch, shown: str) -> None:
    with pytest.raises(FileHashDiffers):
        approve(batch, file_sha256=shown)
    assert balance_minor("member:1:payable", "EUR") == 10


def swap_file(batch: Batch, *, hash_too: bool = False) -> None:
    """Change the stored bank file as somebody with the database's password could."""
    file = PayoutFile.objects.get(batch_id=batch.id)
    content = stored_content(file).replace(b"0.20", b"9.20")
    digest = hashlib.sha256(content).hexdigest() if hash_too else file.sha256
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE finance_payoutfile DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE finance_payoutfile SET content_sealed = %s, sha256 = %s",
            [seal(file.key_id, content.decode()), digest],
        )


def test_a_file_that_was_changed_before_approval_is_refused_and_named(batch: Batch) -> None:
    swap_file(batch)
    with pytest.raises(BankFileChanged) as refusal:
        approve(batch)
    assert refusal.value.facts == {"batch_id": batch.id}
    assert balance_minor("member:1:payable", "EUR") == 10


def test_a_file_that_cannot_be_opened_any_more_is_refused(batch: Batch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE finance_payoutfile DISABLE TRIGGER USER")
        cursor.execute("UPDATE finance_payoutfile SET content_sealed = content_sealed || 'x'")
    with pytest.raises(BankFileChanged):
        approve(batch)


@pytest.mark.parametrize("hash_too", [False, True])
def test_a_bank_file_changed_after_approval_is_not_handed_out(batch: Batch, hash_too: bool) -> None:
    """Not even when the stored hash was changed with it: the approval names the file."""
    approve(batch)
    swap_file(batch, hash_too=hash_too)
    with pytest.raises(BankFileChanged):
        payout_file(PREPARER, batch.id, at=AT)
    assert not AuditEntry.objects.filter(action="finance.hand_out_payout_file").exists()


def test_which_file_was_approved_stays(batch: Batch) -> None:
    approve(batch)
    rows = PayoutBatch.objects.filter(pk=batch.id)
    assert rows.get().approved_file_sha256 == batch.file_sha256
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        rows.update(approved_file_sha256="0" * 64)


def test_a_line_that_was_changed_behind_our_back_stops_the_approval(batch: Batch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE finance_payoutline DISABLE TRIGGER USER")
        cursor.execute("UPDATE finance_payoutline SET amount_minor = 9 WHERE payee = 'member:1'")
    with pytest.raises(InvariantBroken):
        approve(batch)


def test_approving_twice_is_a_conflict_and_books_once(batch: Batch) -> None:
    approve(batch)
    with pytest.raises(BatchMoved):
        approve(batch)
    assert balance_minor("company:transfers_in_transit", "EUR") == 30


def test_a_batch_read_too_early_cannot_be_moved_again(batch: Batch) -> None:
    stale = PayoutBatch.objects.get()
    approve(batch)
    with pytest.raises(BatchMoved):
        stale.move_to(BatchState.DISCARDED, by="account:7", at=AT)


def test_a_balance_that_shrank_meanwhile_stops_the_whole_batch(batch: Batch) -> None:
    back = Posting("member:2:payable", "company:commission_cost", 1, "EUR")
    book(key="k", kind="a.b", effective_on=PAY_ON, postings=[back], reference="r:1", at=AT)
    with pytest.raises(BalanceShrunk) as refusal:
        approve(batch)
    assert refusal.value.facts == {"count": 1}
    assert balance_minor("member:1:payable", "EUR") == 10


def test_a_hold_that_came_after_preparing_stops_the_batch(batch: Batch) -> None:
    held = place_hold(payee="member:2", reason="dispute", note="A letter.", actor=PREPARER, at=AT)
    with pytest.raises(PayeesChanged) as refusal:
        approve(batch)
    assert refusal.value.facts == {"count": 1}
    assert balance_minor("member:2:payable", "EUR") == 20
    lift_hold(hold_id=held, actor=PREPARER, at=AT)
    assert approve(batch).state == "approved"


def test_money_does_not_go_to_bank_data_that_were_replaced_after_preparing(batch: Batch) -> None:
    """A thief's account was in the file; its owner saw it and put the own one back."""
    account = NewBankAccount("member:2", BERT_IBAN, "Bert Maier")
    set_bank_accounts_bulk([account], actor=SYSTEM, at=AT + timedelta(minutes=1))
    with pytest.raises(PayeesChanged):
        approve(batch)
    assert balance_minor("company:transfers_in_transit", "EUR") == 0


def test_money_does_not_go_to_an_account_that_sent_money_back_meanwhile(batch: Batch) -> None:
    account = BankAccount.objects.get(payee="member:1")
    BankAccountFlag.objects.create(bank_account=account, reason_code="AC04", flagged_at=AT)
    with pytest.raises(PayeesChanged):
        approve(batch)


def test_a_batch_whose_pay_day_has_passed_is_not_approved(batch: Batch) -> None:
    """Berlin's last minute of the day is still the day, the next one is not."""
    last_minute = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)
    late = {"batch_id": batch.id, "file_sha256": batch.file_sha256, "actor": APPROVER}
    with pytest.raises(PayDayPassed):
        approve_payout(**late, at=last_minute + timedelta(minutes=1))
    assert balance_minor("member:1:payable", "EUR") == 10
    assert approve_payout(**late, at=last_minute).state == "approved"


def test_a_discarded_batch_cannot_be_approved(batch: Batch) -> None:
    discard_payout(batch_id=batch.id, reason="wrong_pay_day", actor=PREPARER, at=AT)
    with pytest.raises(BatchMoved):
        approve(batch)


def test_an_approved_batch_cannot_be_discarded(batch: Batch) -> None:
    approve(batch)
    with pytest.raises(BatchMoved):
        discard_payout(batch_id=batch.id, reason="wrong_pay_day", actor=PREPARER, at=AT)
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        PayoutBatch.objects.filter(pk=batch.id).update(
            state="prepared", approved_by="", approved_at=None
        )


def test_a_batch_is_discarded_for_a_reason(batch: Batch) -> None:
    with pytest.raises(DiscardReasonMissing):
        discard_payout(batch_id=batch.id, reason="Anna wanted it", actor=PREPARER, at=AT)


def test_the_file_leaves_the_house_only_after_approval(batch: Batch) -> None:
    with pytest.raises(PayoutNotApproved):
        payout_file(PREPARER, batch.id, at=AT)
    approve(batch)
    content = payout_file(PREPARER, batch.id, at=AT)
    assert read_payment_file(content).stated_total_minor == 30
    assert content == payout_file(APPROVER, batch.id, at=AT)
    handed = AuditEntry.objects.filter(action="finance.hand_out_payout_file")
    assert [entry.actor for entry in handed.order_by("id")] == ["account:7", "account:8"]
    with pytest.raises(Denied):
        payout_file(PARTNER, batch.id, at=AT)


def test_an_unknown_batch_is_not_found(company: None) -> None:
    with pytest.raises(PayoutNotFound):
        approve_payout(batch_id=4711, file_sha256="", actor=APPROVER, at=AT)
    with pytest.raises(PayoutNotFound):
        payout_file(APPROVER, 4711, at=AT)


def test_a_returned_transfer_makes_its_balance_payable_again(batch: Batch) -> None:
    approve(batch)
    paid = LedgerTransaction.objects.get(idempotency_key=f"payout:{batch.id}:member:2")
    undo_booking(
        key="return:1",
        transaction_id=paid.pk,
        reason="transfer_returned",
        effective_on=date(2026, 12, 3),
        at=datetime(2026, 12, 3, tzinfo=UTC),
    )
    again = prepare_payout(pay_on=date(2026, 12, 4), actor=PREPARER, at=AT)
    assert (again.payment_count, again.total_minor) == (1, 20)


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run works on connections of their own at the same moment; return results or refusals."""
    start, results = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        start.wait(5)
        try:
            results.append(work())
        except Refusal as refusal:
            results.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.django_db(transaction=True)
def test_two_desks_preparing_at_once_never_pay_the_same_money_twice() -> None:
    found_company()
    owe({"member:1": 10, "member:2": 20})
    give_bank_accounts("member:1", "member:2")

    def prepare() -> Batch:
        return prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT)

    results = at_once(prepare, prepare, prepare)
    batches = [result for result in results if isinstance(result, Batch)]
    assert [batch.total_minor for batch in batches] == [30]
    assert sum(isinstance(result, NothingToPay) for result in results) == 2
    assert PayoutLine.objects.filter(state="open").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_book_once() -> None:
    found_company()
    batch = prepared()
    third = Actor(11, frozenset({"owner"}), None, "account:11")
    results = at_once(lambda: approve(batch), lambda: approve(batch, third))
    assert sum(isinstance(result, Batch) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 1
    assert balance_minor("company:transfers_in_transit", "EUR") == 30


@pytest.mark.django_db(transaction=True)
def test_an_approval_and_a_clawback_at_once_leave_no_balance_below_zero() -> None:
    found_company()
    batch = prepared()
    back = Posting("member:2:payable", "company:commission_cost", 20, "EUR")

    def claw_back() -> object:
        with transaction.atomic():
            booked = book(
                key="k", kind="a.b", effective_on=PAY_ON, postings=[back], reference="r:1", at=AT
            )
            # The other side has every chance to read the balance before this commits.
            threading.Event().wait(0.3)
        return booked

    def approve_a_moment_later() -> Batch:
        threading.Event().wait(0.1)
        return approve(batch)

    results = at_once(claw_back, approve_a_moment_later)
    assert any(isinstance(result, BalanceShrunk) for result in results)
    assert balance_minor("member:2:payable", "EUR") == 0
    assert balance_minor("member:1:payable", "EUR") == 10
