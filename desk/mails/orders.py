"""What mails about orders have in common: the goods, the addresses, how to pay, the way back."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _

import shop.public as shop
from core.addresses import Address, address_lines
from core.company import Company
from core.epc import EURO
from core.links import link
from core.money import format_money
from core.rates import format_rate
from desk.mails.message import Block, Button, Facts, Goods, Picture, Sum, Title, Words
from desk.mails.writing import Reader, instant, language_of

PREPAYMENT = "prepayment"
CODE = "transfer-code"


def order_and_reader(order_id: int) -> tuple[shop.OrderView, Reader] | None:
    """Return an order with whom to write to; None where nobody is known, as for imports."""
    order, person_id = shop.order_to_write_about(order_id)
    if order.contact is None or person_id is None:
        return None
    contact = order.contact
    return order, Reader(person_id, contact.email, contact.name, order.language)


def goods_of(order: shop.OrderView) -> Goods:
    """Return the lines, the shipping and the total with the tax it contains."""
    sums = []
    if order.shipping.code:
        sums.append(Sum(order.shipping.name or _("Shipping"), _money(order, _shipping(order))))
    sums.append(Sum(_("Total"), _money(order, order.row.gross_minor), is_total=True))
    sums += [
        Sum(
            _("contains %(rate)s VAT") % {"rate": format_rate(tax.rate_bp, _language(order))},
            _money(order, tax.tax_minor),
        )
        for tax in order.taxes
        if tax.tax_minor
    ]
    if order.credit_minor:
        sums.append(Sum(_("Hostess credit"), f"−{_money(order, order.credit_minor)}"))
        sums.append(Sum(_("To be paid"), _money(order, order.due_minor)))
    lines = tuple(
        (str(line.quantity), line.name, _money(order, line.gross_minor)) for line in order.lines
    )
    return Goods(lines, tuple(sums))


def facts_of(order: shop.OrderView, sender: Company) -> Facts:
    """Return number, time, addresses, and the ways of shipping and payment."""
    rows = [
        (_("Order number"), order.row.number),
        (_("Ordered"), instant(order.row.placed_at, sender)),
    ]
    if order.contact is not None:
        rows.append((_("Delivery address"), _label(order.contact.address, sender)))
        if order.contact.paper_address != order.contact.address:
            rows.append((_("Billing address"), _label(order.contact.paper_address, sender)))
    if order.payment_method:
        rows.append((_("Payment"), payment_words(order.payment_method)))
    return Facts(tuple(rows))


def payment_words(method: str) -> str:
    """Return how an order is paid."""
    return _("Bank transfer in advance") if method == PREPAYMENT else _("Card")


def transfer_blocks(order: shop.OrderView, sender: Company) -> tuple[Block, ...]:
    """Return what a buyer needs to transfer the amount."""
    amount = order.due_minor
    rows = [
        (_("Recipient"), sender.account_holder or sender.name),
        ("IBAN", _in_fours(sender.iban)),
        ("BIC", sender.bic),
        (_("Amount"), _money(order, amount)),
        (_("Reference"), order.row.number),
    ]
    if order.pay_until is not None:
        rows.append((_("Please pay by"), instant(order.pay_until, sender)))
    wish = _("We send your order as soon as the money has arrived.")
    facts = Facts(tuple(row for row in rows if row[1]))
    return (Title(_("Please transfer the amount")), Words(wish), facts, *_code(order, sender))


def _code(order: shop.OrderView, sender: Company) -> tuple[Block, ...]:
    if order.row.currency != EURO or not sender.iban:
        return ()
    transfer = {
        "holder": sender.account_holder or sender.name,
        "iban": sender.iban,
        "bic": sender.bic,
        "amount_minor": order.due_minor,
        "reference": order.row.number,
    }
    caption = _("Scan with your banking app: it fills in the transfer.")
    return (Picture(CODE, json.dumps(transfer), caption),)


def order_button(order: shop.OrderView, label: str) -> tuple[Block, ...]:
    """Return the way to the order's page: by account, or for guests by its own signed link."""
    return (Button(label, _order_page(order)),)


def _order_page(order: shop.OrderView) -> str:
    if order.row.account_id is not None:
        return link("order", number=order.row.number)
    return link("guest_order", link=shop.order_link(order.row.order_id))


def _money(order: shop.OrderView, minor: int) -> str:
    return format_money(minor, order.row.currency, _language(order))


def _shipping(order: shop.OrderView) -> int:
    return order.shipping.gross_minor


def _language(order: shop.OrderView) -> str:
    return language_of(order.language)


def _label(address: Address, sender: Company) -> str:
    return "\n".join(address_lines(address, home=sender.country))


def _in_fours(iban: str) -> str:
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
