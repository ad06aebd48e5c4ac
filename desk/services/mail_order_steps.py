"""Tell the buyer what becomes of an order: paid, cancelled, on its way, arrived."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

import finance.public as finance
import shop.public as shop
from core.company import Company
from core.money import format_money
from desk.mail_facts import DOCUMENT, Attachment
from desk.mails.message import Block, Button, Facts, Goods, Message, Words
from desk.mails.orders import order_and_reader, order_button, payment_words
from desk.mails.writing import Occasion, Reader, Written, day, language_of, write


def mail_payment_received(*, order_id: int, at: datetime) -> int | None:
    """Tell the buyer that the money is in; nothing is told where nothing had to be paid."""
    found = order_and_reader(order_id)
    if found is None or not found[0].due_minor:
        return None
    order, reader = found
    amount = format_money(order.due_minor, order.row.currency, language_of(order.language))

    def written(sender: Company) -> Written:
        facts = Facts(
            (
                (_("Order number"), order.row.number),
                (_("Amount"), amount),
                (_("Payment"), payment_words(order.payment_method)),
                (_("Received"), day(at, sender)),
            )
        )
        said = Words(_("We have received your payment and prepare your order. Thank you."))
        blocks = (said, facts, *order_button(order, _("See your order")))
        title = _("Payment for order %(number)s received") % {"number": order.row.number}
        return Written(_message(title, reader, *blocks))

    return write(Occasion("payment_received", f"order:{order_id}", at), reader, written)


def mail_order_cancelled(*, order_id: int, at: datetime) -> int | None:
    """Tell the buyer that the order was given up, and that money that was paid comes back."""
    found = order_and_reader(order_id)
    if found is None:
        return None
    order, reader = found
    was_paid = any(step.state == "paid" for step in order.steps)

    def written(_sender: Company) -> Written:
        title = _("Order %(number)s is cancelled") % {"number": order.row.number}
        said = _("Your order was cancelled. Nothing will be sent.")
        money = (
            _("We return what you paid, by the way you paid it.")
            if was_paid and order.due_minor
            else _("If you have paid in the meantime, we return the amount.")
        )
        button = order_button(order, _("See your order"))
        return Written(_message(title, reader, Words(said), Words(money), *button))

    return write(Occasion("order_cancelled", f"order:{order_id}", at), reader, written)


def mail_parcel(*, order_id: int, delivery_id: int | None, at: datetime) -> int | None:
    """Tell the buyer of a parcel, with its tracking and its invoice; each parcel is told once."""
    found = order_and_reader(order_id)
    if found is None or delivery_id is None:
        return None
    order, reader = found
    parcels = shop.order_life(order=order).parcels
    parcel = next(parcel for parcel in parcels if parcel.delivery_id == delivery_id)
    attachments = _invoice(delivery_id, language_of(order.language))

    def written(sender: Company) -> Written:
        blocks: list[Block] = [Words(_arrival(parcel, sender))]
        if attachments:
            blocks.append(Words(_("The invoice is attached.")))
        lines = tuple((str(line.quantity), line.name, "") for line in parcel.lines)
        blocks += [Goods(lines), *_tracking(parcel), *order_button(order, _("See your order"))]
        title = (
            _("Your order %(number)s has arrived")
            if parcel.delivered_at
            else _("Your order %(number)s is on its way")
        )
        said = title % {"number": order.row.number}
        return Written(_message(said, reader, *blocks), attachments)

    return write(Occasion("parcel", f"delivery:{delivery_id}", at), reader, written)


def _message(title: str, reader: Reader, *blocks: Block) -> Message:
    return Message(subject=title, name=reader.name, blocks=blocks)


def _arrival(parcel: shop.ParcelView, sender: Company) -> str:
    if parcel.delivered_at is not None:
        arrived = _("Your parcel was delivered on %(day)s.")
        return arrived % {"day": day(parcel.delivered_at, sender)}
    left = _("Your parcel left us on %(day)s.")
    return left % {"day": day(parcel.shipped_at, sender)}


def _tracking(parcel: shop.ParcelView) -> tuple[Block, ...]:
    rows = (
        (_("Carrier"), parcel.carrier_name),
        (_("Tracking number"), parcel.tracking_number),
    )
    told = tuple(row for row in rows if row[1])
    facts: tuple[Block, ...] = (Facts(told),) if told else ()
    if parcel.tracking_url:
        return (*facts, Button(_("Track the parcel"), parcel.tracking_url))
    return facts


def _invoice(delivery_id: int, language: str) -> tuple[Attachment, ...]:
    invoice = finance.document_by_key(f"delivery:{delivery_id}")
    if invoice is None:
        return ()
    title = "Rechnung" if language == "de" else "Invoice"
    return (Attachment(f"{title} {invoice.number}.pdf", DOCUMENT, invoice.number),)
