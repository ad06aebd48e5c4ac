"""Turn a cart into an order."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Refused
from core.locks import Lock, take
from core.outbox import publish
from inventory.public import reserve
from network.public import Buyer
from shop.events import OrderPlaced
from shop.gateways import open_gateway
from shop.models import Checkout, Order
from shop.rules.order_maths import Sale, add_up
from shop.selectors.carts import checkout_for, sight_in
from shop.selectors.variants import ShownVariant, shown_variants
from shop.services.change_cart import NotForSale
from shop.services.contact import insist_on_contact
from shop.services.write_order import SoldLine, Writing, write_order
from shop.values.orders import Contact, PlacedOrder


class CartIsEmpty(Refused):
    """There is nothing to order."""

    code = "shop.cart_is_empty"


class PriceChanged(Conflict):
    """The total is no longer the one the buyer saw above the button."""

    code = "shop.price_changed"


@transaction.atomic
def place_order(
    *,
    token: UUID,
    contact: Contact,
    buyer: Buyer,
    at: datetime,
    expected_gross_minor: int | None = None,
) -> PlacedOrder:
    """Order a cart at the prices of this moment and hold its stock, all or nothing.

    The same cart again (double click, second tab, retry) gives the same order.

    Raises: CartNotFound; CartIsEmpty; NotForSale; OutOfStock; PriceChanged — the total differs
    from `expected_gross_minor`; BadContact; NoDeliveryThere; NoGatewayOpen.
    """
    take(Lock.ORDER, f"checkout:{token}")
    checkout = checkout_for(token, buyer.account_id)
    if checkout.completed_at is not None:
        return _placed(Order.objects.get(checkout_token=token))
    insist_on_contact(contact, checkout.channel.country)
    gateway = open_gateway()
    sold = _sold_lines(checkout, buyer, at)
    sums = add_up([line.sale for line in sold])
    _insist_on_total(sums.gross_minor, expected_gross_minor)
    order_id = _next_order_id()
    reserve(
        order_ref=f"order:{order_id}",
        lines=[(line.variant.sku, line.sale.quantity) for line in sold],
        at=at,
    )
    order = write_order(Writing(order_id, checkout, buyer, contact, gateway, at), sold, sums)
    Checkout.objects.filter(pk=checkout.pk).update(completed_at=at)
    publish(OrderPlaced(order_id=order.pk, at=at))
    return _placed(order)


def _sold_lines(checkout: Checkout, buyer: Buyer, at: datetime) -> list[SoldLine]:
    rows = list(checkout.lines.order_by("pk").values_list("variant", "quantity"))
    if not rows:
        raise CartIsEmpty(_("The cart is empty. Put something in before you order."))
    shown = shown_variants({pk for pk, _quantity in rows}, sight_in(checkout, buyer.audience, at))
    return [_sold(shown[pk], quantity) for pk, quantity in rows]


def _sold(variant: ShownVariant, quantity: int) -> SoldLine:
    if variant.tag is None:
        text = _("%(name)s is not for sale any more. Take it out of the cart.")
        raise NotForSale(text % {"name": variant.product_name}, sku=variant.sku)
    return SoldLine(variant, Sale(variant.tag, quantity, variant.tax_rate_bp))


def _insist_on_total(gross_minor: int, expected_minor: int | None) -> None:
    if expected_minor is not None and expected_minor != gross_minor:
        text = _("The price has changed since you saw it. Check the new total and order again.")
        raise PriceChanged(text, gross_minor=gross_minor, expected_minor=expected_minor)


def _next_order_id() -> int:
    """Take the id ahead of the row: the reservation is made in its name, before the number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('shop_order', 'id'))")
        return int(cursor.fetchone()[0])


def _placed(order: Order) -> PlacedOrder:
    payment = order.transactions.order_by("pk").values_list("token", flat=True).first()
    assert payment is not None
    return PlacedOrder(
        order_id=order.pk,
        number=order.number,
        payment_token=payment,
        gross_minor=order.gross_minor,
        currency=order.currency,
    )
