"""A reversal takes back exactly what one transaction moved, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Invalid, NotFound
from finance.facts import Booking, Posting
from finance.models import LedgerPosting, LedgerTransaction


class AlreadyUndone(Conflict):
    """The transaction has been reversed before, under another key."""

    code = "finance.already_undone"


class NotTheMirror(Invalid):
    """What claims to reverse a transaction does not take back exactly what that one moved."""

    code = "finance.not_the_mirror"


class TransactionNotFound(NotFound):
    """The ledger has no such transaction."""

    code = "finance.transaction_not_found"


def check_reversals(undoings: Sequence[Booking]) -> None:
    """See that each undo is the mirror of its original, and the only one.

    Raises: TransactionNotFound; AlreadyUndone; NotTheMirror.
    """
    if not undoings:
        return
    originals = {booking.reverses for booking in undoings if booking.reverses is not None}
    _lock(originals)
    undone = LedgerTransaction.objects.filter(reverses_id__in=originals).exclude(
        idempotency_key__in=[booking.key for booking in undoings]
    )
    if undone.exists() or len(originals) < len(undoings):
        raise AlreadyUndone(_("This booking has already been undone. Look at its reversal."))
    moved = postings_of(originals)
    for booking in undoings:
        if Counter(moved[booking.reverses or 0]) != Counter(map(backwards, booking.postings)):
            raise NotTheMirror(_("A reversal takes back exactly what the original moved."))


def postings_of(transaction_ids: Iterable[int]) -> dict[int, list[Posting]]:
    """Return what transactions moved, in order."""
    moved: dict[int, list[Posting]] = {}
    for row in LedgerPosting.objects.filter(transaction_id__in=transaction_ids).order_by("id"):
        posting = Posting(row.source, row.destination, row.amount_minor, row.currency)
        moved.setdefault(row.transaction_id, []).append(posting)
    return moved


def backwards(posting: Posting) -> Posting:
    """Return the posting that moves the same money back."""
    return Posting(posting.destination, posting.source, posting.amount_minor, posting.currency)


def _lock(transaction_ids: set[int]) -> None:
    """Lock the originals, so that a second undo waits and then finds the first."""
    rows = LedgerTransaction.objects.select_for_update().filter(pk__in=transaction_ids)
    if len(rows.order_by("pk").values_list("pk")) < len(transaction_ids):
        raise TransactionNotFound(_("There is no such booking to undo."))
