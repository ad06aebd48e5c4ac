"""Tell the buyer what becomes of what was sent back or given up, and of the money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

import finance.public as finance
import shop.public as shop
from core.company import Company
from core.money import format_money
from desk.mail_facts import DOCUMENT, Attachment
from desk.mails.message import Block, Facts, Goods, Message, Words
from desk.mails.orders import order_and_reader, order_button
from desk.mails.writing import Occasion, Reader, Written, language_of, write

TRANSFER, WITHDRAWAL = "transfer", "withdrawal"
_Told = tuple[str, tuple[Block, ...]]


def mail_return_announced(*, return_id: int, order_id: int, at: datetime) -> int | None:
    """Confirm what the buyer wants to send back, with the number to put on the parcel.

    A withdrawal has its own acknowledgement, which names the number already.
    """

    def told(found: shop.ReturnView) -> _Told:
        said = _("Please put the return number into the parcel and send it within 14 days.")
        return _("You send something back"), (_number(found), _goods(found), Words(said))

    occasion = Occasion("return_announced", f"return:{return_id}", at)
    return _about(occasion, order_id, return_id, told, but_not_from=WITHDRAWAL)


def mail_return_received(*, return_id: int, order_id: int, at: datetime) -> int | None:
    """Tell the buyer that the goods are back."""

    def told(found: shop.ReturnView) -> _Told:
        said = _("Your parcel is here. We look at the goods and refund what you paid for them.")
        return _("Your return is here"), (Words(said), _number(found), _goods(found))

    occasion = Occasion("return_received", f"return:{return_id}", at)
    return _about(occasion, order_id, return_id, told)


def mail_return_rejected(*, return_id: int, order_id: int, at: datetime) -> int | None:
    """Tell the buyer that a return was not accepted, and why."""

    def told(found: shop.ReturnView) -> _Told:
        reason = found.steps[-1].reason if found.steps else ""
        why = (Facts(((_("Reason"), reason),)),) if reason else ()
        said = _("We cannot accept your return. If you see it differently, answer this mail.")
        return _("About your return"), (Words(said), _number(found), *why)

    occasion = Occasion("return_rejected", f"return:{return_id}", at)
    return _about(occasion, order_id, return_id, told)


def mail_refund_account(*, refund_id: int, order_id: int, at: datetime) -> int | None:
    """Ask for the account of a transfer; a refund that goes back as it was paid needs none."""
    found = order_and_reader(order_id)
    if found is None:
        return None
    order, reader = found
    refund = _refund(order, refund_id)
    if refund.method != TRANSFER or refund.has_bank:
        return None

    def written(_sender: Company) -> Written:
        said = _("We want to refund %(amount)s to you. Please tell us the account on this page:")
        amount = _money(order, refund.amount_minor)
        button = order_button(order, _("Name the account"))
        return _written(
            _("Where shall we refund to?"), reader, Words(said % {"amount": amount}), *button
        )

    return write(Occasion("refund_account", f"refund:{refund_id}", at), reader, written)


def mail_refund(*, refund_id: int, order_id: int, at: datetime) -> int | None:
    """Tell the buyer that the money is on its way, with the corrections of the invoices."""
    found = order_and_reader(order_id)
    if found is None:
        return None
    order, reader = found
    refund = _refund(order, refund_id)
    corrections = _corrections(order)

    def written(_sender: Company) -> Written:
        way = (
            _("by bank transfer")
            if refund.method == TRANSFER
            else _("by the way you paid, within a few days")
        )
        rows = (
            (_("Order number"), order.row.number),
            (_("Amount"), _money(order, refund.amount_minor)),
            (_("Refunded"), way),
        )
        blocks: list[Block] = [Words(_("Your refund is on its way.")), Facts(rows)]
        if corrections:
            blocks.append(Words(_("The correction of the invoice is attached.")))
        title = _("Refund for order %(number)s") % {"number": order.row.number}
        button = order_button(order, _("See your order"))
        return _written(title, reader, *blocks, *button, attachments=corrections)

    return write(Occasion("refund", f"refund:{refund_id}", at), reader, written)


def mail_part_cancelled(*, order_id: int, reversal_id: int, at: datetime) -> int | None:
    """Tell the buyer that a part of the order will not be sent."""
    found = order_and_reader(order_id)
    if found is None:
        return None
    order, reader = found

    def written(_sender: Company) -> Written:
        said = _("A part of your order was cancelled and will not be sent.")
        money = _("We return what you paid for it, by the way you paid it.")
        title = _("A part of order %(number)s is cancelled") % {"number": order.row.number}
        button = order_button(order, _("See your order"))
        return _written(title, reader, Words(said), Words(money), *button)

    return write(Occasion("part_cancelled", f"reversal:{reversal_id}", at), reader, written)


def _about(
    occasion: Occasion,
    order_id: int,
    return_id: int,
    told: Callable[[shop.ReturnView], _Told],
    but_not_from: str = "",
) -> int | None:
    found = order_and_reader(order_id)
    if found is None:
        return None
    order, reader = found
    returns = shop.order_life(order=order).returns
    one = next(each for each in returns if each.row.return_id == return_id)
    if one.row.source == but_not_from:
        return None

    def written(_sender: Company) -> Written:
        title, blocks = told(one)
        return _written(title, reader, *blocks, *order_button(order, _("See your order")))

    return write(occasion, reader, written)


def _number(found: shop.ReturnView) -> Facts:
    return Facts(((_("Return number"), found.row.number),))


def _written(
    title: str, reader: Reader, *blocks: Block, attachments: tuple[Attachment, ...] = ()
) -> Written:
    return Written(Message(subject=title, name=reader.name, blocks=blocks), attachments)


def _goods(found: shop.ReturnView) -> Goods:
    return Goods(tuple((str(line.quantity), line.name, "") for line in found.lines))


def _refund(order: shop.OrderView, refund_id: int) -> shop.RefundRow:
    refunds = shop.order_life(order=order).refunds
    return next(refund for refund in refunds if refund.refund_id == refund_id)


def _corrections(order: shop.OrderView) -> tuple[Attachment, ...]:
    rows = finance.documents_of(f"order:{order.row.order_id}")
    title = "Rechnungskorrektur" if language_of(order.language) == "de" else "Correction"
    return tuple(
        Attachment(f"{title} {row.number}.pdf", DOCUMENT, row.number)
        for row in rows
        if row.kind == finance.CORRECTION
    )


def _money(order: shop.OrderView, minor: int) -> str:
    return format_money(minor, order.row.currency, language_of(order.language))
