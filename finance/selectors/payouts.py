"""Payout batches and their lines as the finance desk sees them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor, require
from finance.facts import Batch, BatchDetail, BatchLine
from finance.models import PayoutBatch, PayoutLine
from finance.models.payout import LineState

FIRST_PAGE = PageRequest()


class PayoutNotFound(NotFound):
    """There is no such payout."""

    code = "finance.payout_not_found"


def payout_batches(actor: Actor, page: PageRequest = FIRST_PAGE) -> Page[Batch]:
    """Return the batches, newest first."""
    require(actor, "finance.see_payouts")
    start, end = page.bounds
    return page.page(map(_batch, _counted().order_by("-id")[start:end]))


def payout_batch(actor: Actor, batch_id: int, page: PageRequest = FIRST_PAGE) -> BatchDetail:
    """Return a batch and one page of its lines, the held ones first.

    Raises: PayoutNotFound.
    """
    require(actor, "finance.see_payouts")
    batch = batch_of(batch_id)
    start, end = page.bounds
    lines = PayoutLine.objects.filter(batch_id=batch_id).select_related("bank_account")
    ordered = lines.order_by("-held_reason", "line_no")[start:end]
    total = batch.payment_count + batch.held_count
    return BatchDetail(batch, page.page(map(_line, ordered), total))


def batch_of(batch_id: int) -> Batch:
    """Return a batch without asking who wants it: for use cases that have asked."""
    row = _counted().filter(pk=batch_id).first()
    if row is None:
        raise _not_found()
    return _batch(row)


def stored_batch(batch_id: int) -> PayoutBatch:
    """Return the stored batch, for use cases that move it."""
    row = PayoutBatch.objects.filter(pk=batch_id).first()
    if row is None:
        raise _not_found()
    return row


def open_payees(currency: str) -> list[str]:
    """Return who waits in a batch that is not decided yet."""
    rows = PayoutLine.objects.filter(state=LineState.OPEN, currency=currency)
    return list(rows.values_list("payee", flat=True))


def _not_found() -> PayoutNotFound:
    return PayoutNotFound(_("There is no such payout."))


def _counted() -> QuerySet[PayoutBatch]:
    is_held = Q(lines__state=LineState.HELD)
    # The file itself is megabytes; a list needs its hash only.
    rows = PayoutBatch.objects.select_related("file").defer("file__content_sealed")
    return rows.annotate(
        held_count=Count("lines", filter=is_held),
        held_minor=Sum("lines__amount_minor", filter=is_held, default=0),
    )


def _batch(row: PayoutBatch) -> Batch:
    return Batch(
        id=row.pk,
        state=row.state,
        currency=row.currency,
        pay_on=row.pay_on,
        message_id=row.message_id,
        file_sha256=row.file.sha256,
        payment_count=row.payment_count,
        total_minor=row.total_minor,
        held_count=row.held_count,  # type: ignore[attr-defined]
        held_minor=row.held_minor,  # type: ignore[attr-defined]
        prepared_by=row.prepared_by,
        prepared_at=row.prepared_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
    )


def _line(row: PayoutLine) -> BatchLine:
    return BatchLine(
        line_no=row.line_no,
        payee=row.payee,
        amount_minor=row.amount_minor,
        currency=row.currency,
        state=row.state,
        held_reason=row.held_reason,
        held_because=str(row.get_held_reason_display()) if row.held_reason else "",
        end_to_end_id=row.end_to_end_id or "",
        bank_account_hint=row.bank_account.hint if row.bank_account else "",
    )
