"""Turn a cart into an order."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Invalid, Refused
from core.locks import Lock, take
from network.public import Buyer
from shop.models import Checkout, Order
from shop.models.order import Purpose
from shop.rules.order_maths import Sale
from shop.selectors.carts import checkout_for, sight_in
from shop.selectors.channels import Sight
from shop.selectors.variants import ShownVariant, shown_variants
from shop.services.change_cart import NotForSale
from shop.services.conclude_order import (
    chosen_shipment,
    conclude,
    due_payment,
    next_order_id,
    placed,
    sum_of,
)
from shop.services.contact import checked_contact
from shop.services.write_order import SoldLine, Writing, buyer_label
from shop.values.orders import Choices, Contact, PlacedOrder

CUSTOMER = "customer"
PURPOSES = frozenset({str(Purpose.CUSTOMER), str(Purpose.OWN_USE), str(Purpose.RESALE)})


class CartIsEmpty(Refused):
    """There is nothing to order."""

    code = "shop.cart_is_empty"


class PriceChanged(Conflict):
    """The total is no longer the one the buyer saw above the button."""

    code = "shop.price_changed"


class PurposeMissing(Invalid):
    """A partner has not said what the goods are for."""

    code = "shop.purpose_missing"


@transaction.atomic
def place_order(
    *,
    token: UUID,
    contact: Contact,
    choices: Choices,
    buyer: Buyer,
    at: datetime,
    expected_gross_minor: int | None = None,
) -> PlacedOrder:
    """Order a cart at the prices of this moment and hold its stock, all or nothing.

    The same cart again (double click, second tab, retry) gives the same order. An order that costs
    nothing is paid at once.

    Raises: CartNotFound; CartIsEmpty; NotForSale; OutOfStock; PriceChanged — the total with
    shipping differs from `expected_gross_minor`; BadAddress; BadContact; NoDeliveryThere;
    ShippingNotOffered; PaymentNotOffered; PurposeMissing.
    """
    take(Lock.ORDER, f"checkout:{token}")
    checkout = checkout_for(token, buyer.account_id)
    if checkout.completed_at is not None:
        return placed(Order.objects.get(checkout_token=token))
    sight = sight_in(checkout, buyer.audience, at)
    checked = checked_contact(contact, sight.channel.country)
    sold = _sold_lines(checkout, sight, choices.purpose)
    shipment = chosen_shipment(sight, sold, choices.shipping)
    sums = sum_of(sold, shipment)
    _insist_on_total(sums.gross_minor, expected_gross_minor)
    source = Writing(
        order_id=next_order_id(),
        sight=sight,
        buyer=buyer,
        contact=checked,
        shipment=shipment,
        due=due_payment(sight, choices, sums.gross_minor),
        actor=buyer_label(buyer),
        checkout_token=token,
    )
    order = conclude(source, sold, sums)
    Checkout.objects.filter(pk=checkout.pk).update(completed_at=at)
    return placed(order)


def _sold_lines(checkout: Checkout, sight: Sight, purpose: str) -> list[SoldLine]:
    rows = list(checkout.lines.order_by("pk").values_list("variant", "quantity", "purpose"))
    if not rows:
        raise CartIsEmpty(_("The cart is empty. Put something in before you order."))
    shown = shown_variants({pk for pk, _quantity, _purpose in rows}, sight)
    return [
        _sold(shown[pk], quantity, _purpose_for(sight, own or purpose))
        for pk, quantity, own in rows
    ]


def _sold(variant: ShownVariant, quantity: int, purpose: str) -> SoldLine:
    if variant.tag is None:
        text = _("%(name)s is not for sale any more. Take it out of the cart.")
        raise NotForSale(text % {"name": variant.product_name}, sku=variant.sku)
    return SoldLine(variant, Sale(variant.tag, quantity, variant.tax_rate_bp), purpose)


def _purpose_for(sight: Sight, purpose: str) -> str:
    if sight.audience == CUSTOMER:
        return str(Purpose.CUSTOMER)
    if purpose not in PURPOSES:
        text = _("Choose what you order for: a customer, your own use or resale.")
        raise PurposeMissing(text, field="purpose")
    return purpose


def _insist_on_total(gross_minor: int, expected_minor: int | None) -> None:
    if expected_minor is not None and expected_minor != gross_minor:
        text = _("The price has changed since you saw it. Check the new total and order again.")
        raise PriceChanged(text, gross_minor=gross_minor, expected_minor=expected_minor)
