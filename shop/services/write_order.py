"""Write down an order that was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core import encryption
from core.texts import versions_in_force
from network.public import Buyer
from shop.models import Order, OrderLine, OrderStateChange, TransactionItem
from shop.models.order import SHOP, Kind, PlacedVia, Purpose
from shop.models.order_states import FIRST
from shop.models.payment import TransactionState
from shop.rules.order_maths import LineSum, OrderSum, Sale, line_name
from shop.selectors.category_paths import paths_of_variants
from shop.selectors.channels import Sight
from shop.selectors.variants import ShownVariant
from shop.services.contact import seal_contact
from shop.services.number_series import ORDERS, next_numbers, order_number
from shop.values.orders import Contact

TEXTS = ("terms", "withdrawal")
FREE = "none"


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A variant with how many are sold at which price, and what for."""

    variant: ShownVariant
    sale: Sale
    purpose: str


@dataclass(frozen=True, slots=True)
class Shipment:
    """How the goods travel, and for how much."""

    code: str
    name: str
    gross_minor: int


@dataclass(frozen=True, slots=True)
class Due:
    """How and until when to pay; the gateway is who tells us that money came."""

    method: str
    gateway: str
    until: datetime | None


NOTHING_DUE = Due(FREE, FREE, None)


@dataclass(frozen=True, slots=True)
class Writing:
    """What an order is written from, besides its lines. The sight says where, when, in what words.

    A kind other than a sale needs a reason; a replacement names the order it replaces. A hostess'
    credit pays `credit_minor` of the goods.
    """

    order_id: int
    sight: Sight
    buyer: Buyer
    contact: Contact
    shipment: Shipment
    due: Due
    actor: str
    checkout_token: UUID | None = None
    kind: str = str(Kind.SALE)
    reason: str = ""
    replaces_id: int | None = None
    placed_via: str = str(PlacedVia.ONLINE)
    party_id: int | None = None
    credit_minor: int = 0


def write_order(source: Writing, sold: Sequence[SoldLine], sums: OrderSum) -> Order:
    """Store the order, its lines, its first state and the payment that is asked for."""
    order = _order(source, sold, sums)
    paths = paths_of_variants([line.variant.variant_id for line in sold])
    OrderLine.objects.bulk_create(
        _line(order, position, line, total, paths.get(line.variant.variant_id, ""))
        for position, (line, total) in enumerate(zip(sold, sums.lines, strict=True), start=1)
    )
    OrderStateChange.objects.create(
        order=order, new_state=str(FIRST), at=source.sight.at, actor=source.actor,
        reason=source.reason,
    )  # fmt: skip
    TransactionItem.objects.create(
        order=order,
        gateway=source.due.gateway,
        amount_minor=order.due_minor,
        currency=order.currency,
        state=TransactionState.REQUESTED if order.due_minor else TransactionState.CHARGED,
        created_at=source.sight.at,
    )
    return order


def buyer_label(buyer: Buyer) -> str:
    """Return how a buyer appears in the history of an order."""
    return "guest" if buyer.account_id is None else f"account:{buyer.account_id}"


def _order(source: Writing, sold: Sequence[SoldLine], sums: OrderSum) -> Order:
    """Store the head; the address gets a key of its own, it outlives the account."""
    sight, buyer = source.sight, source.buyer
    person_id = encryption.new_person()
    sealed = seal_contact(person_id, source.contact)
    agreed = versions_in_force(
        TEXTS, language=sight.language, country=sight.channel.country, on=sight.day
    )
    (number,) = next_numbers(ORDERS, 1)
    return Order.objects.create(
        id=source.order_id,
        number=order_number(number),
        origin=SHOP,
        checkout_token=source.checkout_token,
        channel_id=sight.channel.channel_id,
        currency=sight.channel.currency,
        account_id=buyer.account_id,
        person_id=person_id,
        contact_sealed=sealed,
        language=sight.language,
        buyer_audience=buyer.audience,
        buyer_member_id=buyer.member_id,
        credited_member_id=buyer.credited_member_id,
        gross_minor=sums.gross_minor,
        net_minor=sums.net_minor,
        tax_minor=sums.tax_minor,
        purpose=_purpose_of_all(sold),
        kind=source.kind,
        reason=source.reason,
        replaces_id=source.replaces_id,
        placed_via=source.placed_via,
        party_id=source.party_id,
        credit_minor=source.credit_minor,
        shipping_code=source.shipment.code,
        shipping_name=source.shipment.name,
        shipping_gross_minor=sums.shipping.gross_minor,
        shipping_net_minor=sums.shipping.net_minor,
        shipping_tax_minor=sums.shipping.tax_minor,
        shipping_rate_bp=sums.shipping.tax_rate_bp,
        payment_method=source.due.method,
        pay_until=source.due.until,
        terms_version=agreed.get("terms", ""),
        withdrawal_version=agreed.get("withdrawal", ""),
        state=str(FIRST),
        placed_at=sight.at,
    )


def _purpose_of_all(sold: Sequence[SoldLine]) -> str:
    purposes = {line.purpose for line in sold}
    return purposes.pop() if len(purposes) == 1 else str(Purpose.MIXED)


def _line(order: Order, position: int, line: SoldLine, total: LineSum, category: str) -> OrderLine:
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
        purpose=line.purpose,
        category=category,
    )
