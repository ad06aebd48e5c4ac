"""Record bank transfers, let them pay orders, and note what was sent back."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, encryption, policy
from core.company import company, local_date
from core.errors import Conflict, Invalid, Refused
from core.locks import Lock, take
from core.money import EXPONENTS
from core.outbox import publish
from core.policy import Actor
from shop.events import OrderPaid
from shop.models import GivenBack, IncomingPayment, Order, PaymentAssignment, TransactionItem
from shop.models.order import SHOP, Step
from shop.models.order_states import OrderState
from shop.models.payment import PaymentCode, TransactionState
from shop.rules.transfers import UNMATCHED, numbers_in
from shop.selectors.incoming import IncomingNotFound, account_of, surplus_of
from shop.selectors.orders import order_to_change
from shop.values.incoming import NewTransfer, TransferResult

RECORD = "shop.record_incoming_payment"
_MOST_MINOR = 10**13
_MOST_SIGNS = {"bank_reference": 120, "payer": 140, "text": 500}


class BadTransfer(Invalid):
    """A field of the transfer cannot be right; facts name it."""

    code = "shop.bad_transfer"


class BankReferenceReused(Conflict):
    """Another transfer was recorded under this number of the bank."""

    code = "shop.bank_reference_reused"


class AlreadyAssigned(Refused):
    """The transfer pays another order already."""

    code = "shop.incoming_already_assigned"


class NothingToGiveBack(Refused):
    """More would be sent back than is left over."""

    code = "shop.nothing_to_give_back"


@transaction.atomic
def record_incoming(*, actor: Actor, transfer: NewTransfer, at: datetime) -> TransferResult:
    """Record a transfer and let it pay the order whose number the payer wrote.

    Exactly one known number is believed; otherwise the transfer waits for `assign_incoming`. The
    same transfer again changes nothing. An order is paid as of the day of the booking that
    completes its amount.

    Raises: NotAllowed; BadTransfer; BankReferenceReused.
    """
    policy.require(actor, RECORD)
    _check(transfer, local_date(at))
    order = order_meant(transfer)
    keys = [f"transfer:{transfer.bank_reference}"]
    take(Lock.ORDER, *keys, *([f"order:{order.pk}"] if order else []))
    before = IncomingPayment.objects.filter(bank_reference=transfer.bank_reference).first()
    if before is not None:
        return _repeated(before, transfer)
    incoming = _store(actor, transfer, at)
    _trace(actor, incoming, "record", at)
    if order is None:
        return TransferResult(incoming.pk, UNMATCHED, "", 0, 0)
    return _assign(actor, incoming, order.pk, at)


@transaction.atomic
def assign_incoming(
    *, actor: Actor, incoming_id: int, order_number: str, at: datetime
) -> TransferResult:
    """Say which order a transfer is for.

    Raises: NotAllowed; IncomingNotFound; AlreadyAssigned; BadTransfer — no such order, or one in
    another currency; NothingToGiveBack — it was sent back.
    """
    policy.require(actor, RECORD)
    readable = order_number.strip() if order_number.isprintable() else ""
    order = Order.objects.filter(number=readable, origin=SHOP).first()
    if order is None:
        text = _("There is no order with the number “%(number)s”.")
        raise BadTransfer(text % {"number": readable[:40]}, field="order_number")
    incoming = _locked(incoming_id, f"order:{order.pk}")
    _insist_on_currency(order, incoming.currency)
    if incoming.given_back.exists():
        raise NothingToGiveBack(_("This payment was sent back already."))
    _trace(actor, incoming, "assign", at)
    return _assign(actor, incoming, order.pk, at)


@transaction.atomic
def give_back_incoming(
    *, actor: Actor, incoming_id: int, bank_reference: str, returned_on: date, at: datetime
) -> int:
    """Note that what is left over of a transfer was sent back to the payer; return the amount.

    Raises: NotAllowed; IncomingNotFound; NothingToGiveBack; BadTransfer; BankReferenceReused.
    """
    policy.require(actor, RECORD)
    reference = bank_reference.strip()
    _check_text("bank_reference", reference, is_needed=True)
    _check_day(returned_on, local_date(at))
    incoming = _locked(incoming_id)
    if GivenBack.objects.filter(bank_reference=reference).exists():
        raise _reused(reference)
    left_minor = surplus_of(incoming)
    if left_minor <= 0:
        raise NothingToGiveBack(_("Nothing is left over of this payment."))
    GivenBack.objects.create(
        incoming=incoming, bank_reference=reference, amount_minor=left_minor,
        returned_on=returned_on, recorded_by=actor.label, recorded_at=at,
    )  # fmt: skip
    _trace(actor, incoming, "give_back", at)
    return left_minor


def _check(transfer: NewTransfer, today: date) -> None:
    for name in _MOST_SIGNS:
        _check_text(name, getattr(transfer, name), is_needed=name == "bank_reference")
    if not 0 < transfer.amount_minor <= _MOST_MINOR or transfer.currency not in EXPONENTS:
        raise BadTransfer(_("Enter an amount above zero."), field="amount")
    _check_day(transfer.booked_on, today)


def _check_text(name: str, text: str, *, is_needed: bool) -> None:
    if (is_needed and not text.strip()) or len(text) > _MOST_SIGNS[name] or not text.isprintable():
        hint = _("Write at most %(most)s characters in one line.")
        raise BadTransfer(hint % {"most": _MOST_SIGNS[name]}, field=name)


def _check_day(day: date, today: date) -> None:
    if day > today:
        raise BadTransfer(_("The bank cannot have booked it in the future."), field="booked_on")


def order_meant(transfer: NewTransfer) -> Order | None:
    """Return the one order of this currency whose number the payer wrote."""
    numbers = numbers_in(transfer.text)
    found = list(
        Order.objects.filter(number__in=numbers, origin=SHOP, currency=transfer.currency)[:2]
    )
    return found[0] if len(found) == 1 else None


def _store(actor: Actor, transfer: NewTransfer, at: datetime) -> IncomingPayment:
    person_id = encryption.new_person()
    return IncomingPayment.objects.create(
        bank_reference=transfer.bank_reference,
        booked_on=transfer.booked_on,
        amount_minor=transfer.amount_minor,
        currency=transfer.currency,
        person_id=person_id,
        details_sealed=_sealed(person_id, transfer),
        recorded_by=actor.label,
        recorded_at=at,
    )


def _sealed(person_id: UUID, transfer: NewTransfer) -> bytes:
    details = {"payer": transfer.payer, "text": transfer.text}
    return encryption.seal(person_id, json.dumps(details))


def _repeated(before: IncomingPayment, transfer: NewTransfer) -> TransferResult:
    same = (before.booked_on, before.amount_minor, before.currency)
    if same != (transfer.booked_on, transfer.amount_minor, transfer.currency):
        raise _reused(transfer.bank_reference)
    assignment = PaymentAssignment.objects.filter(incoming=before).first()
    if assignment is None:
        return TransferResult(before.pk, UNMATCHED, "", 0, 0, repeated=True)
    return _result(before, assignment.order, repeated=True)


def _assign(actor: Actor, incoming: IncomingPayment, order_id: int, at: datetime) -> TransferResult:
    order = order_to_change(order_id)
    PaymentAssignment.objects.create(
        incoming=incoming, order=order, assigned_by=actor.label, assigned_at=at
    )
    account = account_of(order)
    if order.state == OrderState.PLACED and not account.open_minor:
        _pay(order, actor, _moment(incoming.booked_on, order, at))
    return _result(incoming, order)


def _pay(order: Order, actor: Actor, paid_at: datetime) -> None:
    """Charge the payment that was asked for; one of another gateway is void from now on."""
    items = TransactionItem.objects.filter(order=order)
    items.exclude(gateway=PaymentCode.PREPAYMENT).update(state=TransactionState.VOIDED)
    asked = items.filter(gateway=PaymentCode.PREPAYMENT)
    if not asked.update(state=TransactionState.CHARGED, psp_reference=order.number):
        TransactionItem.objects.create(
            order=order, gateway=PaymentCode.PREPAYMENT, psp_reference=order.number,
            amount_minor=order.due_minor, currency=order.currency,
            state=TransactionState.CHARGED, created_at=paid_at,
        )  # fmt: skip
    order.move_to(Step(OrderState.PAID, paid_at, actor.label))
    publish(OrderPaid(order_id=order.pk, account_id=order.account_id, at=paid_at))


def _moment(booked_on: date, order: Order, at: datetime) -> datetime:
    """Return noon of the booking day, but neither before the order was placed nor in the future."""
    noon = datetime.combine(booked_on, time(12), ZoneInfo(company().time_zone))
    return max(order.placed_at, min(noon, at))


def _result(incoming: IncomingPayment, order: Order, *, repeated: bool = False) -> TransferResult:
    account = account_of(order)
    return TransferResult(
        incoming.pk, account.outcome, order.number, account.open_minor, account.surplus_minor,
        repeated,
    )  # fmt: skip


def _locked(incoming_id: int, *more: str) -> IncomingPayment:
    """Return a transfer that nobody else assigns or gives back meanwhile."""
    found = IncomingPayment.objects.filter(pk=incoming_id).first()
    if found is None:
        raise IncomingNotFound(_("No such payment was recorded."))
    assigned = PaymentAssignment.objects.filter(incoming=found).values_list("order", flat=True)
    orders = [f"order:{order_id}" for order_id in assigned]
    take(Lock.ORDER, f"transfer:{found.bank_reference}", *orders, *more)
    if more and PaymentAssignment.objects.filter(incoming=found).exists():
        raise AlreadyAssigned(_("This payment belongs to an order already."))
    return found


def _insist_on_currency(order: Order, currency: str) -> None:
    if order.currency != currency:
        text = _("The order is in %(currency)s, the payment is not.")
        raise BadTransfer(text % {"currency": order.currency}, field="order_number")


def _reused(reference: str) -> BankReferenceReused:
    text = _("Another payment was recorded under “%(reference)s”. Check the bank's number.")
    return BankReferenceReused(text % {"reference": reference}, field="bank_reference")


def _trace(actor: Actor, incoming: IncomingPayment, what: str, at: datetime) -> None:
    audit.record(
        actor=actor, action=RECORD, subject=f"incoming_payment:{incoming.pk}", at=at,
        facts={"what": what, "amount_minor": incoming.amount_minor},
    )  # fmt: skip
