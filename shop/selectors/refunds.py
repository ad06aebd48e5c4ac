"""Refunds for finance and for buyers."""

from __future__ import annotations

import hashlib
import json

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from core import encryption, policy
from core.company import company
from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor
from shop.models import Refund
from shop.models.refund import RefundMethod
from shop.values.reversals import RefundAccount, RefundRow

SEE = "shop.see_refunds"


class RefundNotFound(NotFound):
    """There is no such refund."""

    code = "shop.refund_not_found"


def refunds_page(
    *, actor: Actor, page: PageRequest, state: str = "", method: str = "", query: str = ""
) -> Page[RefundRow]:
    """List refunds: what is open by its day first, what is over newest first.

    Raises: NotAllowed.
    """
    policy.require(actor, SEE)
    rows = _shown()
    if state:
        rows = rows.filter(state=state.replace("\x00", ""))
    if method:
        rows = rows.filter(method=method.replace("\x00", ""))
    if words := query.strip().replace("\x00", ""):
        rows = rows.filter(order__number=words)
    order = ("due_on", "pk") if state == "requested" else ("-pk",)
    start, stop = page.bounds
    return page.page(_row(row) for row in rows.order_by(*order)[start:stop])


def refund_account(*, actor: Actor, refund_id: int) -> RefundAccount | None:
    """Return where a transfer goes, for whoever makes it; None where nobody has said yet.

    Raises: NotAllowed; RefundNotFound.
    """
    policy.require(actor, "shop.make_refund")
    refund = Refund.objects.select_related("order").filter(pk=refund_id).first()
    if refund is None:
        raise RefundNotFound(_("There is no such refund."))
    person_id = refund.order.person_id
    if refund.bank_sealed is None or person_id is None:
        return None
    text = encryption.unseal_or(person_id, bytes(refund.bank_sealed), "")
    return RefundAccount(**json.loads(text), mark=account_mark(refund)) if text else None


def may_not_transfer(*, actor: Actor, refund_id: int) -> bool:
    """Tell whether a refund waits for another person than this one.

    Raises: NotAllowed.
    """
    policy.require(actor, SEE)
    open_ones = Refund.objects.select_related("reversal").filter(
        pk=refund_id, state="requested", method=RefundMethod.TRANSFER
    )
    refund = open_ones.first()
    return refund is not None and needs_somebody_else(refund, actor)


def account_mark(refund: Refund) -> str:
    """Return what an account is known again by; it is another one each time one is named."""
    return hashlib.sha256(bytes(refund.bank_sealed or b"")).hexdigest()[:20]


def needs_somebody_else(refund: Refund, actor: Actor) -> bool:
    """Tell whether this person has decided about too much of the order to transfer it as well.

    Whoever accepted what is undone counts, and whoever replaced a refund that had failed. Several
    refunds of one order are measured together, or a large one would go through in slices.
    """
    if actor.label not in {refund.accepted_by, refund.reversal.actor}:
        return False
    made = Refund.objects.filter(order=refund.order_id, finished_by=actor.label, state="done")
    before = made.filter(method=RefundMethod.TRANSFER).aggregate(minor=Sum("amount_minor"))["minor"]
    return refund.amount_minor + (before or 0) > company().refund_limit_minor


def refunds_of(order_id: int) -> tuple[RefundRow, ...]:
    """Return the refunds of an order, oldest first; the caller was shown the order."""
    return tuple(_row(row) for row in _shown().filter(order=order_id).order_by("pk"))


def refund_for(*, actor: Actor, refund_id: int) -> RefundRow:
    """Return one refund for staff.

    Raises: NotAllowed; RefundNotFound.
    """
    policy.require(actor, SEE)
    row = _shown().filter(pk=refund_id).first()
    if row is None:
        raise RefundNotFound(_("There is no such refund."))
    return _row(row)


def _shown() -> QuerySet[Refund]:
    """Return refunds with their order's number, and whether another one took their place."""
    later = Refund.objects.filter(reversal=OuterRef("reversal"), pk__gt=OuterRef("pk"))
    return Refund.objects.select_related("order").annotate(is_replaced=Exists(later))


def _row(row: Refund) -> RefundRow:
    return RefundRow(
        refund_id=row.pk,
        order_number=row.order.number,
        method=row.method,
        state=row.state,
        amount_minor=row.amount_minor,
        currency=row.currency,
        due_on=row.due_on,
        requested_at=row.requested_at,
        finished_at=row.finished_at,
        accepted_by=row.accepted_by,
        has_bank=row.bank_sealed is not None,
        failure=row.failure,
        is_replaced=row.is_replaced,  # type: ignore[attr-defined]
    )
