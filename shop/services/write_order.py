"""Write down an order that was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core import encryption
from network.public import Buyer
from shop.models import Checkout, Order, OrderLine, OrderStateChange, TransactionItem
from shop.models.order import SHOP, Purpose
from shop.models.order_states import FIRST
from shop.models.payment import TransactionState
from shop.rules.order_maths import LineSum, OrderSum, Sale, line_name
from shop.selectors.variants import ShownVariant
from shop.services.contact import seal_contact
from shop.services.number_series import ORDERS, next_numbers, order_number
from shop.values.orders import Contact

_PURPOSES = {"partner": Purpose.OWN_USE, "reseller": Purpose.RESALE}


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A variant with how many are sold at which price."""

    variant: ShownVariant
    sale: Sale


@dataclass(frozen=True, slots=True)
class Writing:
    """What an order is written from, besides its lines."""

    order_id: int
    checkout: Checkout
    buyer: Buyer
    contact: Contact
    gateway: str
    at: datetime


def write_order(source: Writing, sold: Sequence[SoldLine], sums: OrderSum) -> Order:
    """Store the order, its lines, its first state and the payment that is asked for."""
    order = _order(source, sums)
    OrderLine.objects.bulk_create(
        _line(order, position, line, total)
        for position, (line, total) in enumerate(zip(sold, sums.lines, strict=True), start=1)
    )
    OrderStateChange.objects.create(
        order=order, new_state=str(FIRST), at=source.at, actor=_actor(source.buyer)
    )
    TransactionItem.objects.create(
        order=order,
        gateway=source.gateway,
        amount_minor=sums.gross_minor,
        currency=order.currency,
        state=TransactionState.REQUESTED,
        created_at=source.at,
    )
    return order


def _order(source: Writing, sums: OrderSum) -> Order:
    """Store the head; the address gets a key of its own, it outlives the account."""
    person_id = encryption.new_person()
    sealed = seal_contact(person_id, source.contact)
    (number,) = next_numbers(ORDERS, 1)
    return Order.objects.create(
        id=source.order_id,
        number=order_number(number),
        origin=SHOP,
        checkout_token=source.checkout.token,
        channel=source.checkout.channel,
        currency=source.checkout.channel.currency,
        account_id=source.buyer.account_id,
        person_id=person_id,
        contact_sealed=sealed,
        language=source.checkout.language,
        buyer_audience=source.buyer.audience,
        buyer_member_id=source.buyer.member_id,
        credited_member_id=source.buyer.credited_member_id,
        gross_minor=sums.gross_minor,
        net_minor=sums.net_minor,
        tax_minor=sums.tax_minor,
        purpose=_PURPOSES.get(source.buyer.audience, Purpose.CUSTOMER),
        state=str(FIRST),
        placed_at=source.at,
    )


def _line(order: Order, position: int, line: SoldLine, total: LineSum) -> OrderLine:
    return OrderLine(
        order=order,
        position=position,
        variant_id=line.variant.variant_id,
        sku=line.variant.sku,
        name=line_name(line.variant.product_name, line.variant.variant_name),
        quantity=line.sale.quantity,
        tax_rate_bp=line.sale.tax_rate_bp,
        unit_gross_minor=line.sale.tag.gross_minor,
        gross_minor=total.gross_minor,
        net_minor=total.net_minor,
        tax_minor=total.tax_minor,
        pv_minor=total.pv_minor,
        cv_minor=total.cv_minor,
    )


def _actor(buyer: Buyer) -> str:
    return "guest" if buyer.account_id is None else f"account:{buyer.account_id}"
