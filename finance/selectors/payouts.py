"""Payout batches and their lines as the finance desk sees them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from core.company import company
from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor, require
from finance.facts import (
    Batch,
    BatchDetail,
    BatchLine,
    BatchProgress,
    HeldSum,
    PayoutOutlook,
)
from finance.models import PayoutBatch, PayoutLine, TransferStep
from finance.models.payout import BatchState, HeldReason, LineState
from finance.rules.payout_lines import plan_lines
from finance.selectors.payout_facts import payee_facts, payout_rules

FIRST_PAGE = PageRequest()
_IS_PAID = Q(state=LineState.PAID)
_SHOWN = {
    "held": Q(state=LineState.HELD),
    "in_transit": _IS_PAID & Q(settled_on__isnull=True),
    "settled": _IS_PAID & Q(settled_on__isnull=False, returned_on__isnull=True),
    "returned": _IS_PAID & Q(returned_on__isnull=False),
}


class PayoutNotFound(NotFound):
    """There is no such payout."""

    code = "finance.payout_not_found"


def payout_batches(actor: Actor, page: PageRequest = FIRST_PAGE) -> Page[Batch]:
    """Return the batches, newest first."""
    require(actor, "finance.see_payouts")
    start, end = page.bounds
    return page.page(map(_batch, _counted().order_by("-id")[start:end]))


def payout_batch(
    actor: Actor, batch_id: int, page: PageRequest = FIRST_PAGE, *, show: str = ""
) -> BatchDetail:
    """Return a batch and one page of its lines, the held ones first; `show` narrows them.

    `show` is "held", "in_transit", "settled", "returned" or empty.
    Raises: PayoutNotFound.
    """
    require(actor, "finance.see_payouts")
    batch = batch_of(batch_id)
    lines = with_steps(PayoutLine.objects.filter(batch_id=batch_id))
    shown = lines.filter(_SHOWN[show]) if show in _SHOWN else lines
    ordered = shown.select_related("bank_account").order_by("-held_reason", "line_no")
    total = None if show in _SHOWN else batch.payment_count + batch.held_count
    return BatchDetail(
        batch,
        page.page(map(_line, ordered[slice(*page.bounds)]), total),
        _held(batch_id) if batch.held_count else (),
        _progress(lines, batch),
    )


def payout_outlook(actor: Actor, at: datetime) -> PayoutOutlook:
    """Return what a payout prepared now would pay and hold; payees of waiting batches left out."""
    require(actor, "finance.see_payouts")
    currency, rules = company().currency, payout_rules(at)
    lines = plan_lines(payee_facts(currency, rules), rules, busy=open_payees(currency))
    held: dict[str, list[int]] = {}
    for line in lines:
        held.setdefault(line.held_reason, []).append(line.amount_minor)
    paid = held.pop("", [])
    sums = (_held_sum(reason, len(held[reason]), sum(held[reason])) for reason in sorted(held))
    return PayoutOutlook(currency, len(paid), sum(paid), tuple(sums))


def with_steps(lines: QuerySet[PayoutLine]) -> QuerySet[PayoutLine]:
    """Add how far each line got."""
    steps = TransferStep.objects.filter(line=OuterRef("pk"))
    returned = steps.filter(kind=TransferStep.Kind.RETURNED)
    return lines.annotate(
        settled_on=Subquery(steps.filter(kind=TransferStep.Kind.SETTLED).values("on_day")),
        returned_on=Subquery(returned.values("on_day")),
        return_code=Subquery(returned.values("reason_code")),
    )


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


def _held(batch_id: int) -> tuple[HeldSum, ...]:
    lines = PayoutLine.objects.filter(batch_id=batch_id, state=LineState.HELD)
    sums = lines.values_list("held_reason").annotate(Count("pk"), Sum("amount_minor"))
    return tuple(_held_sum(*row) for row in sums.order_by("held_reason"))


def _held_sum(reason: str, count: int, minor: int) -> HeldSum:
    return HeldSum(reason, str(HeldReason(reason).label), count, minor)


def _progress(lines: QuerySet[PayoutLine], batch: Batch) -> BatchProgress:
    """Count how far the money got; a batch that nobody approved has not gone anywhere."""
    if batch.state != BatchState.APPROVED:
        return BatchProgress()
    asked = {
        f"{name}_{what}": how("pk" if what == "count" else "amount_minor", filter=_SHOWN[name])
        for name in ("in_transit", "settled", "returned")
        for what, how in (("count", Count), ("minor", Sum))
    }
    found = lines.aggregate(**asked)
    return BatchProgress(**{name: value or 0 for name, value in found.items()})


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
        is_first_to_account=row.is_first_to_account,
        settled_on=row.settled_on,  # type: ignore[attr-defined]
        returned_on=row.returned_on,  # type: ignore[attr-defined]
        return_code=row.return_code or "",  # type: ignore[attr-defined]
    )
