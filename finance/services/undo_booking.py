"""Take a booking back by a new one that moves the same money the other way."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from finance.facts import Booked
from finance.models import LedgerTransaction
from finance.services.book import book
from finance.services.reversals import TransactionNotFound, backwards, postings_of


@transaction.atomic
def undo_booking(
    *, key: str, transaction_id: int, reason: str, effective_on: date, at: datetime
) -> Booked:
    """Book the mirror of a transaction; `reason` is a code like "transfer_returned".

    Raises: TransactionNotFound; AlreadyUndone; KeyUsedForAnotherBooking.
    """
    original = LedgerTransaction.objects.filter(pk=transaction_id).first()
    if original is None:
        raise TransactionNotFound(_("There is no such booking to undo."))
    return book(
        key=key,
        kind=f"{original.kind}.undone",
        effective_on=effective_on,
        postings=[backwards(posting) for posting in postings_of([original.pk])[original.pk]],
        reference=original.reference,
        at=at,
        reverses=original.pk,
        reason=reason,
    )
