"""Turn a cart into an order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import encryption
from core.errors import Conflict, Invalid, Refused
from core.locks import Lock, take
from network.public import Buyer, member_card
from shop.models import Checkout, Order, Party, PreparedCart
from shop.models.order import PlacedVia, Purpose
from shop.rules.order_maths import PriceTag, Sale
from shop.selectors.carts import CUSTOMER, checkout_for, sight_in
from shop.selectors.channels import Sight
from shop.selectors.prepared import insist_on_customer, insist_on_open
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
from shop.services.join_party import credit_for, open_party
from shop.services.party_credit import use_credit
from shop.services.write_order import SoldLine, Writing, buyer_label
from shop.values.orders import Choices, Contact, PlacedOrder

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
    nothing is paid at once. At a party, by code or prepared cart, it counts for the consultant.

    Raises: CartNotFound; CartIsEmpty; NotForSale; OutOfStock; PriceChanged — what is to be paid,
    shipping included, differs from `expected_gross_minor`; CreditIsGone; BadAddress; BadContact;
    NoDeliveryThere; ShippingNotOffered; PaymentNotOffered; PurposeMissing; PreparedCartClosed;
    PartyNotFound; PartyNotOpen; PartnersBuyForThemselves.
    """
    take(Lock.ORDER, f"checkout:{token}")
    checkout = checkout_for(token, buyer.account_id)
    if checkout.completed_at is not None:
        return placed(Order.objects.get(checkout_token=token))
    prepared = _prepared(checkout, at)
    party = open_party(checkout, prepared, choices.party)
    buyer = _buyer_at(prepared or party, buyer)
    sight = sight_in(checkout, buyer.audience, at)
    checked = checked_contact(contact, sight.channel.country)
    sold = _sold_lines(checkout, sight, choices.purpose)
    shipment = chosen_shipment(sight, sold, choices.shipping)
    sums = sum_of(sold, shipment)
    credit_minor = credit_for(checkout, sums.gross_minor - shipment.gross_minor)
    due_minor = sums.gross_minor - credit_minor
    insist_on_total(due_minor, expected_gross_minor)
    source = Writing(
        order_id=next_order_id(),
        sight=sight,
        buyer=buyer,
        contact=checked,
        shipment=shipment,
        due=due_payment(sight, choices, due_minor),
        actor=buyer_label(buyer),
        checkout_token=token,
        placed_via=str(PlacedVia.PREPARED if prepared else PlacedVia.ONLINE),
        party_id=party.pk if party else None,
        credit_minor=credit_minor,
    )
    order = conclude(source, sold, sums)
    _close(checkout, order)
    return placed(order)


def _prepared(checkout: Checkout, at: datetime) -> PreparedCart | None:
    """Return the partner's cart this one was taken over from, locked.

    Raises: PreparedCartClosed — it was ordered by another cart, taken back, or it is too old.
    """
    if checkout.prepared_id is None:
        return None
    take(Lock.ORDER, f"prepared:{checkout.prepared_id}")
    prepared = PreparedCart.objects.get(pk=checkout.prepared_id)
    insist_on_open(prepared, at)
    return prepared


def _buyer_at(holder: PreparedCart | Party | None, buyer: Buyer) -> Buyer:
    """Return the buyer as a customer of who prepared the cart or holds the party, if active.

    Raises: PartnersBuyForThemselves.
    """
    if holder is None:
        return buyer
    insist_on_customer(buyer)
    is_active = member_card(holder.member_id).is_active
    credited = holder.member_id if is_active else buyer.credited_member_id
    return replace(buyer, audience=CUSTOMER, credited_member_id=credited)


def _close(checkout: Checkout, order: Order) -> None:
    """Let the cart rest; the address stays with the order alone, and its credit is used."""
    if checkout.person_id is not None:
        encryption.forget(checkout.person_id)
    Checkout.objects.filter(pk=checkout.pk).update(
        completed_at=order.placed_at, person_id=None, contact_sealed=None
    )
    if checkout.prepared_id is not None:
        PreparedCart.objects.filter(pk=checkout.prepared_id).update(order=order)
    if checkout.credit_id is not None:
        use_credit(checkout.credit_id, order, order.placed_at)


def _sold_lines(checkout: Checkout, sight: Sight, purpose: str) -> list[SoldLine]:
    rows = list(checkout.lines.order_by("pk").values_list("variant", "quantity", "purpose"))
    if not rows:
        raise CartIsEmpty(_("The cart is empty. Put something in before you order."))
    shown = shown_variants({pk for pk, _quantity, _purpose in rows}, sight)
    return [
        _sold(shown[pk], quantity, purpose_for(sight, own or purpose)) for pk, quantity, own in rows
    ]


def _sold(variant: ShownVariant, quantity: int, purpose: str) -> SoldLine:
    return SoldLine(variant, Sale(insist_on_sale(variant), quantity, variant.tax_rate_bp), purpose)


def insist_on_sale(variant: ShownVariant) -> PriceTag:
    """Return the price of what is for sale.

    Raises: NotForSale.
    """
    if variant.tag is None:
        text = _("%(name)s is not for sale any more. Take it out of the cart.")
        raise NotForSale(text % {"name": variant.product_name}, sku=variant.sku)
    return variant.tag


def purpose_for(sight: Sight, purpose: str) -> str:
    """Return what the goods are for; customers buy for themselves.

    Raises: PurposeMissing.
    """
    if sight.audience == CUSTOMER:
        return str(Purpose.CUSTOMER)
    if purpose not in PURPOSES:
        text = _("Choose what you order for: a customer, your own use or resale.")
        raise PurposeMissing(text, field="purpose")
    return purpose


def insist_on_total(gross_minor: int, expected_minor: int | None) -> None:
    """Refuse another total than the one that was shown.

    Raises: PriceChanged.
    """
    if expected_minor is not None and expected_minor != gross_minor:
        text = _("The price has changed since you saw it. Check the new total and order again.")
        raise PriceChanged(text, gross_minor=gross_minor, expected_minor=expected_minor)
