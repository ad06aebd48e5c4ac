"""Transfers that came in, how orders stand with them, and what buyers still have to transfer."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core import encryption, policy
from core.company import company
from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor
from shop.models import GivenBack, IncomingPayment, Order, PaymentAssignment, TransactionItem
from shop.models.order_states import OrderState
from shop.models.payment import PaymentCode, TransactionState
from shop.rules.transfers import SURPLUS, UNMATCHED, Account
from shop.selectors.orders import order_to_change
from shop.values.incoming import IncomingRow, Prepayment

SEE = "shop.see_incoming_payments"
GIVEN_BACK = "given_back"


class IncomingNotFound(NotFound):
    """No such transfer was recorded."""

    code = "shop.incoming_not_found"


def account_of(order: Order) -> Account:
    """Return how an order stands with its transfers now."""
    rows = PaymentAssignment.objects.filter(order=order)
    received = rows.aggregate(sum=Sum("incoming__amount_minor"))["sum"] or 0
    back = GivenBack.objects.filter(incoming__assignment__order=order)
    given_back = back.aggregate(sum=Sum("amount_minor"))["sum"] or 0
    is_paid = order.paid_at is not None
    return Account(
        received - given_back,
        order.due_minor,
        is_paid,
        order.state == OrderState.CANCELLED,
        is_paid and not _charged_by_transfer().filter(order=order).exists(),
    )


def surplus_of(incoming: IncomingPayment) -> int:
    """Return what may be sent back of a transfer: all of one that pays nothing."""
    back = GivenBack.objects.filter(incoming=incoming).aggregate(sum=Sum("amount_minor"))["sum"]
    left_minor = incoming.amount_minor - (back or 0)
    assignment = PaymentAssignment.objects.filter(incoming=incoming).first()
    if assignment is None:
        return left_minor
    return min(left_minor, account_of(assignment.order).surplus_minor)


def prepayment_of(order_id: int) -> Prepayment | None:
    """Return what is to be transferred for an order; None unless that is how it is paid.

    Raises: OrderNotFound.
    """
    order = order_to_change(order_id)
    if order.payment_method != PaymentCode.PREPAYMENT:
        return None
    ours, account = company(), account_of(order)
    return Prepayment(
        order_number=order.number,
        amount_minor=order.due_minor,
        received_minor=account.received_minor,
        open_minor=account.open_minor,
        currency=order.currency,
        holder=ours.account_holder,
        iban=ours.iban,
        bic=ours.bic,
        due_at=order.pay_until,
    )


def incoming_page(*, actor: Actor, page: PageRequest, show: str = "") -> Page[IncomingRow]:
    """List transfers for finance, newest first, in three statements.

    `show` narrows to "unmatched" or "surplus" (something is to be sent back).

    Raises: NotAllowed.
    """
    policy.require(actor, SEE)
    start, stop = page.bounds
    rows = list(_shown(show).order_by("-booked_on", "-pk")[start:stop])
    return page.page(_rows(rows))


def incoming_payment(*, actor: Actor, incoming_id: int) -> IncomingRow:
    """Return one transfer.

    Raises: NotAllowed; IncomingNotFound.
    """
    policy.require(actor, SEE)
    found = _rows(list(_shown("").filter(pk=incoming_id)))
    if not found:
        raise IncomingNotFound(_("No such payment was recorded."))
    return found[0]


def _shown(show: str) -> QuerySet[IncomingPayment]:
    rows = IncomingPayment.objects.annotate(
        order_number=F("assignment__order__number"),
        order_state=F("assignment__order__state"),
        order_paid_at=F("assignment__order__paid_at"),
        order_gross=F("assignment__order__gross_minor") - F("assignment__order__credit_minor"),
        order_received=Coalesce(_received(), 0) - Coalesce(_given_back(of_order=True), 0),
        returned=Coalesce(_given_back(of_order=False), 0),
        by_transfer=Exists(_charged_by_transfer().filter(order=OuterRef("assignment__order"))),
    )
    if show == UNMATCHED:
        return rows.filter(assignment__isnull=True, returned=0)
    if show == SURPLUS:
        too_much = Q(order_received__gt=F("order_gross"))
        given_up = Q(order_state=OrderState.CANCELLED, order_paid_at__isnull=True)
        otherwise = Q(order_paid_at__isnull=False, by_transfer=False)
        left = Q(amount_minor__gt=F("returned"))
        return rows.filter(too_much | ((given_up | otherwise) & Q(order_received__gt=0)), left)
    return rows


def _received() -> Subquery:
    assigned = PaymentAssignment.objects.filter(order=OuterRef("assignment__order"))
    sums = assigned.values("order").annotate(sum=Sum("incoming__amount_minor"))
    return Subquery(sums.values("sum"))


def _given_back(*, of_order: bool) -> Subquery:
    back = GivenBack.objects.filter(incoming=OuterRef("pk"))
    by = "incoming"
    if of_order:
        by = "incoming__assignment__order"
        back = GivenBack.objects.filter(incoming__assignment__order=OuterRef("assignment__order"))
    return Subquery(back.values(by).annotate(sum=Sum("amount_minor")).values("sum"))


def _rows(rows: Sequence[IncomingPayment]) -> list[IncomingRow]:
    sealed = [(row.person_id, bytes(row.details_sealed)) for row in rows]
    opened = encryption.unseal_many_or(sealed, '{"payer": "", "text": ""}')
    return [_row(row, json.loads(text)) for row, text in zip(rows, opened, strict=True)]


def _row(row: IncomingPayment, details: dict[str, str]) -> IncomingRow:
    number = row.order_number  # type: ignore[attr-defined]
    returned = row.returned  # type: ignore[attr-defined]
    account = _account_of_row(row) if number else None
    outcome = account.outcome if account else (GIVEN_BACK if returned else UNMATCHED)
    surplus = min(account.surplus_minor, row.amount_minor - returned) if account else 0
    return IncomingRow(
        incoming_id=row.pk,
        bank_reference=row.bank_reference,
        booked_on=row.booked_on,
        amount_minor=row.amount_minor,
        currency=row.currency,
        payer=details["payer"],
        text=details["text"],
        order_number=number or "",
        outcome=outcome,
        open_minor=account.open_minor if account else 0,
        surplus_minor=surplus,
    )


def _account_of_row(row: IncomingPayment) -> Account:
    is_paid = row.order_paid_at is not None  # type: ignore[attr-defined]
    return Account(
        row.order_received,  # type: ignore[attr-defined]
        row.order_gross,  # type: ignore[attr-defined]
        is_paid,
        row.order_state == OrderState.CANCELLED,  # type: ignore[attr-defined]
        is_paid and not row.by_transfer,  # type: ignore[attr-defined]
    )


def _charged_by_transfer() -> QuerySet[TransactionItem]:
    return TransactionItem.objects.filter(
        gateway=PaymentCode.PREPAYMENT, state=TransactionState.CHARGED
    )
