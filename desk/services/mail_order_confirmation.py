"""Confirm an order: the contract on a durable medium, with the full texts attached."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

import shop.public as shop
from core import texts
from core.company import Company, local_date
from core.links import link
from desk.mail_facts import TEXT, Attachment
from desk.mails.message import Block, Message, Small, Words
from desk.mails.orders import (
    PREPAYMENT,
    facts_of,
    goods_of,
    order_and_reader,
    order_button,
    transfer_blocks,
)
from desk.mails.writing import Occasion, Written, language_of, write
from desk.services.attachments import text_ref


def mail_order_confirmation(*, order_id: int, at: datetime) -> int | None:
    """Send the buyer what was ordered, from whom, and the terms and the withdrawal instruction.

    Source: § 312f (2), § 312i BGB: a link to a page is no durable medium, so the wordings that
    were in force travel with the mail.
    """
    found = order_and_reader(order_id)
    if found is None:
        return None
    order, reader = found
    occasion = Occasion("order_confirmation", f"order:{order_id}", at)
    return write(occasion, reader, lambda sender: _written(order, sender))


def _written(order: shop.OrderView, sender: Company) -> Written:
    attachments = _texts(order)
    message = Message(
        subject=_("Your order %(number)s") % {"number": order.row.number},
        name=order.contact.name if order.contact else "",
        blocks=(
            Words(
                _(
                    "Thank you for your order. This mail confirms your contract with %(company)s;"
                    " please keep it."
                )
                % {"company": sender.name}
            ),
            goods_of(order),
            facts_of(order, sender),
            *_payment(order, sender),
            *order_button(order, _("See your order")),
            *_rights(attachments),
        ),
    )
    return Written(message, attachments)


def _payment(order: shop.OrderView, sender: Company) -> tuple[Block, ...]:
    if order.row.state != "placed" or not order.due_minor:
        return ()
    if order.payment_method == PREPAYMENT:
        return transfer_blocks(order, sender)
    return (Words(_("We write to you again once your payment has arrived.")),)


def _rights(attachments: tuple[Attachment, ...]) -> tuple[Block, ...]:
    told = _(
        "You may withdraw from this contract within 14 days of receiving the goods, without giving"
        " reasons. The withdrawal instruction says more. You can declare it here: %(url)s"
    )
    words = told % {"url": link("withdraw")}
    if not attachments:
        return (Small(words),)
    names = ", ".join(attachment.filename for attachment in attachments)
    return (Small(words), Small(_("Attached to this mail: %(names)s.") % {"names": names}))


def _texts(order: shop.OrderView) -> tuple[Attachment, ...]:
    """Return the wordings that were agreed with the order; none of orders before there were any."""
    versions = {"terms": order.terms_version, "withdrawal": order.withdrawal_version}
    agreed = []
    for kind, version in versions.items():
        text = texts.current_or_none(
            kind,
            language=language_of(order.language),
            country=order.contact.address.country if order.contact else "",
            on=local_date(order.row.placed_at),
        )
        if version and text is not None:
            agreed.append(Attachment(f"{text.title}.pdf", TEXT, text_ref(text)))
    return tuple(agreed)
