"""Let the money of a prepared batch go: a second person, the file that was shown, one booking."""

from __future__ import annotations

import hmac
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.company import local_date
from core.errors import Conflict, Denied, Refused
from core.locks import Lock, take
from core.outbox import publish
from core.policy import Actor, require
from finance.events import PayoutApproved
from finance.facts import Batch, Booking, Posting
from finance.models import BankAccount, BankAccountFlag, PayoutBatch, PayoutLine
from finance.models.payout import BatchMoved, BatchState, LineState
from finance.rules.account_paths import PAYABLE, TRANSFERS_IN_TRANSIT, account_of
from finance.selectors.balances import balances
from finance.selectors.holds import holds_of
from finance.selectors.payouts import batch_of, stored_batch
from finance.services.authors import author
from finance.services.bank_file_check import insist_file_matches, stored_content
from finance.services.book import book_many, lock_payables
from finance.services.prepare_payout import PayDayPassed


class SecondPersonNeeded(Denied):
    """Whoever prepared a payout cannot approve it."""

    code = "finance.second_person_needed"


class FileHashDiffers(Conflict):
    """The approver saw another file than the one that is stored."""

    code = "finance.file_hash_differs"


class BalanceShrunk(Refused):
    """Since the batch was prepared, some payees have less than their line pays."""

    code = "finance.balance_shrunk"


class PayeesChanged(Refused):
    """Since the batch was prepared, some payees were held or gave other bank data."""

    code = "finance.payees_changed"


@transaction.atomic
def approve_payout(*, batch_id: int, file_sha256: str, actor: Actor, at: datetime) -> Batch:
    """Approve a batch and book what each payee gets to the transfers in transit.

    Keeps:  no payee's balance goes below zero; one transaction per line, so that a single
            returned transfer can be undone.
    Raises: PayoutNotFound; SecondPersonNeeded; FileHashDiffers; BankFileChanged; BatchMoved;
    PayDayPassed; BalanceShrunk; PayeesChanged.
    """
    require(actor, "finance.approve_payout")
    batch = stored_batch(batch_id)
    lock_payables(batch.currency)
    # Whoever changes bank data or flags an account waits until the money has left, or comes first.
    take(Lock.ACCOUNTS, "bank_accounts")
    batch.refresh_from_db()
    _check_approval(batch, file_sha256, actor)
    _check_pay_day(batch, at)
    insist_file_matches(batch, stored_content(batch.file))
    lines = list(batch.lines.filter(state=LineState.OPEN))
    _check_balances(lines, batch.currency)
    _check_payees(lines, at)
    book_many([_booking(line, batch) for line in lines], at=at)
    batch.move_to(BatchState.APPROVED, by=author(actor), at=at, file_sha256=file_sha256)
    _record(batch, file_sha256, actor, at)
    publish(PayoutApproved(batch_id=batch.pk, pay_on=batch.pay_on, at=at))
    return batch_of(batch.pk)


def _check_approval(batch: PayoutBatch, file_sha256: str, actor: Actor) -> None:
    if batch.state != BatchState.PREPARED:
        raise BatchMoved(_("This payout has already been decided. Load it again."))
    if author(actor) == batch.prepared_by:
        raise SecondPersonNeeded(
            _("You prepared this payout, so someone else has to approve it."), batch_id=batch.pk
        )
    if not hmac.compare_digest(file_sha256.encode(), batch.file.sha256.encode()):
        raise FileHashDiffers(
            _("The bank file is not the one you were shown. Load the payout and compare again."),
            batch_id=batch.pk,
        )


def _check_pay_day(batch: PayoutBatch, at: datetime) -> None:
    """Refuse what the bank would: the file names a day, and the ledger books on it."""
    if batch.pay_on < local_date(at):
        text = _("The day of payment has passed. Discard this payout and prepare a new one.")
        raise PayDayPassed(text, batch_id=batch.pk)


def _check_balances(lines: list[PayoutLine], currency: str) -> None:
    accounts = {account_of(line.payee, PAYABLE): line for line in lines}
    held = balances(accounts, currency)
    short = sorted(line.payee for path, line in accounts.items() if held[path] < line.amount_minor)
    if short:
        text = _(
            "%(count)d payees now have less than this payout would pay, the first is %(first)s."
            " Discard the payout and prepare a new one."
        )
        raise BalanceShrunk(text % {"count": len(short), "first": short[0]}, count=len(short))


def _check_payees(lines: list[PayoutLine], at: datetime) -> None:
    """Refuse to pay whom finance holds by now, or to an account that is not in use any more."""
    numbers = {line.bank_account_id for line in lines if line.bank_account_id is not None}
    replaced = BankAccount.objects.filter(pk__in=numbers, valid_until__isnull=False)
    flagged = BankAccountFlag.objects.filter(bank_account__in=numbers, lifted_at__isnull=True)
    unsafe = {*replaced.values_list("pk", flat=True)}
    unsafe |= {*flagged.values_list("bank_account_id", flat=True)}
    held = holds_of([line.payee for line in lines], at)
    changed = [x.payee for x in lines if x.payee in held or x.bank_account_id in unsafe]
    if changed:
        text = _(
            "%(count)d payees were held or gave other bank data since this payout was prepared,"
            " the first is %(first)s. Discard the payout and prepare a new one."
        )
        facts = {"count": len(changed), "first": min(changed)}
        raise PayeesChanged(text % facts, count=len(changed))


def _booking(line: PayoutLine, batch: PayoutBatch) -> Booking:
    source = account_of(line.payee, PAYABLE)
    return Booking(
        key=f"payout:{batch.pk}:{line.payee}",
        kind="finance.payout",
        effective_on=batch.pay_on,
        postings=(Posting(source, TRANSFERS_IN_TRANSIT, line.amount_minor, line.currency),),
        reference=f"payout:{batch.pk}",
    )


def _record(batch: PayoutBatch, file_sha256: str, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        action="finance.approve_payout",
        subject=f"payout:{batch.pk}",
        at=at,
        facts={
            "payments": batch.payment_count,
            "total_minor": batch.total_minor,
            "currency": batch.currency,
            "file_sha256": file_sha256,
        },
    )
