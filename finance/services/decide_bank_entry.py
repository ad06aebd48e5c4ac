"""A person says what an entry of the bank's statement is, where no payout explains it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.company import company
from core.errors import Invalid, Refused
from core.locks import Lock, take
from core.policy import Actor, require
from finance.facts import Posting
from finance.models import BankEntry
from finance.models.bank_entry import AsideReason, EntryDecided, EntryState
from finance.rules.account_paths import BANK, RECEIVABLE, account_of, is_payee, member_id_of
from finance.selectors.balances import balance_minor
from finance.selectors.bank_entries import stored_entry
from finance.services.authors import author
from finance.services.book import book, lock_payables
from network.public import refuse_own_interest

ACTION = "finance.decide_bank_entry"


class UnknownReason(Invalid):
    """Entries are set aside for one of the reasons that are offered."""

    code = "finance.unknown_aside_reason"


class NoRepayment(Refused):
    """The entry cannot be what this payee pays back."""

    code = "finance.no_repayment"


@transaction.atomic
def set_entries_aside(*, entry_ids: Sequence[int], reason: str, actor: Actor, at: datetime) -> int:
    """Say that entries are none of ours, all or none; return how many.

    Raises: BankEntryNotFound; EntryDecided; UnknownReason.
    """
    require(actor, ACTION)
    if reason not in AsideReason.values:
        raise UnknownReason(_("Choose why these entries are set aside."))
    take(Lock.ACCOUNTS, "bank_entries")
    for entry_id in sorted(set(entry_ids)):
        entry = stored_entry(entry_id)
        entry.decide(EntryState.SET_ASIDE, subject="", by=author(actor), at=at, reason=reason)
        _record(entry, actor, at)
    return len(set(entry_ids))


@transaction.atomic
def record_repayment(*, entry_id: int, payee: str, actor: Actor, at: datetime) -> int:
    """Book an entry as what a payee pays back of its debt; return what is still owed.

    Raises: BankEntryNotFound; EntryDecided; OwnInterest; NoRepayment — money that went out, or
    more than owed.
    """
    require(actor, ACTION)
    refuse_own_interest(actor, member_id_of(payee))
    take(Lock.ACCOUNTS, "bank_entries")
    # Papers that settle a debt from what is payable wait, or come first: it is paid once.
    lock_payables(company().currency)
    entry = stored_entry(entry_id)
    owed_minor = _owed(entry, payee)
    entry.decide(EntryState.REPAYMENT, subject=payee, by=author(actor), at=at)
    book(
        key=f"repayment:{entry.key}",
        kind="finance.repayment",
        effective_on=entry.booked_on,
        postings=[Posting(BANK, account_of(payee, RECEIVABLE), entry.amount_minor, entry.currency)],
        reference=f"bank_entry:{entry.pk}",
        at=at,
    )
    _record(entry, actor, at)
    return owed_minor - entry.amount_minor


@transaction.atomic
def settle_entry_with_order(
    *, entry_id: int, order_number: str, actor: Actor, at: datetime
) -> None:
    """Say that an entry was taken over as the payment of an order; its room has recorded it.

    Raises: BankEntryNotFound; EntryDecided.
    """
    require(actor, ACTION)
    take(Lock.ACCOUNTS, "bank_entries")
    entry = stored_entry(entry_id)
    subject = f"order:{order_number}" if order_number else "incoming"
    entry.decide(EntryState.ORDER, subject=subject, by=author(actor), at=at)
    _record(entry, actor, at)


def _owed(entry: BankEntry, payee: str) -> int:
    """Return what the payee owes: at least what came in."""
    if entry.state != EntryState.WAITING:
        raise EntryDecided(_("Somebody has decided on this entry already. Load it again."))
    if not is_payee(payee) or not entry.is_credit or entry.currency != company().currency:
        raise NoRepayment(_("Only money that came in can be a repayment."))
    owed_minor = -balance_minor(account_of(payee, RECEIVABLE), entry.currency)
    if owed_minor < entry.amount_minor:
        text = _("This partner owes less than came in. Send the rest back, or set the entry aside.")
        raise NoRepayment(text, owed_minor=max(owed_minor, 0))
    return owed_minor


def _record(entry: BankEntry, actor: Actor, at: datetime) -> None:
    facts = {"state": entry.state, "reason": entry.reason, "subject": entry.subject}
    audit.record(actor=actor, action=ACTION, subject=f"bank_entry:{entry.pk}", at=at, facts=facts)
