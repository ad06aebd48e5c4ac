"""Put something into a cart, change how much of it, take it out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from core.errors import Invalid, NotFound, Refused
from core.locks import Lock, take
from network.public import Buyer
from shop.models import Checkout, CheckoutLine, ProductVariant
from shop.models.checkout import MAX_QUANTITY
from shop.selectors.carts import checkout_for, insist_on_channel
from shop.selectors.channels import Sight, channel_card, sight_of
from shop.selectors.prices import current_prices
from shop.selectors.variants import published_in
from shop.values.carts import TakenOut
from shop.values.catalogue import Shopper

MAX_LINES = 100


class BadQuantity(Invalid):
    """Nobody orders none, less than none or thousands of one thing."""

    code = "shop.bad_quantity"


class UnknownSku(NotFound):
    """The catalogue has no such variant."""

    code = "shop.unknown_sku"


class NotForSale(Refused):
    """The variant is not published here or has no price for this buyer."""

    code = "shop.not_for_sale"


class CartFull(Refused):
    """A cart holds a bounded number of lines."""

    code = "shop.cart_full"


class CartLineNotFound(NotFound):
    """The cart has no such line."""

    code = "shop.cart_line_not_found"


class CartIsOrdered(Refused):
    """The cart was ordered and stays as it was."""

    code = "shop.cart_is_ordered"


@transaction.atomic
def add_to_cart(
    *, token: UUID | None, sku: str, quantity: int, shopper: Shopper, at: datetime
) -> UUID:
    """Put pieces of a variant into the cart and return its token.

    Without a token, or with that of a cart that was ordered, a new cart is started. A cart that
    had no owner becomes that of the signed-in shopper.

    Raises: BadQuantity; UnknownSku; NotForSale; CartNotFound; CartOfOtherChannel; CartFull.
    """
    insist_on_quantity(quantity)
    sight = sight_of(shopper, at)
    variant_id = _sellable(sku, sight)
    checkout = _open_cart(token, shopper) or _new_cart(sight, shopper.buyer)
    held = _held(checkout, variant_id)
    insist_on_quantity(held + quantity)
    line = CheckoutLine(checkout=checkout, variant_id=variant_id, quantity=held + quantity)
    CheckoutLine.objects.bulk_create(
        [line],
        update_conflicts=True,
        unique_fields=["checkout", "variant"],
        update_fields=["quantity"],
    )
    return checkout.token


@transaction.atomic
def set_quantity(*, token: UUID, line_id: int, quantity: int, buyer: Buyer) -> None:
    """Set how many pieces a line holds.

    Raises: BadQuantity; CartNotFound; CartLineNotFound; CartIsOrdered.
    """
    insist_on_quantity(quantity)
    line = _line(token, line_id, buyer)
    line.quantity = quantity
    line.save()


@transaction.atomic
def remove_line(*, token: UUID, line_id: int, buyer: Buyer) -> TakenOut:
    """Take a line out of the cart; what is returned can be added again.

    Raises: CartNotFound; CartLineNotFound; CartIsOrdered.
    """
    line = _line(token, line_id, buyer)
    taken = TakenOut(line.variant.sku, line.quantity)
    line.delete()
    return taken


@transaction.atomic
def move_cart(*, token: UUID, channel: str, buyer: Buyer) -> None:
    """Take a cart along to another channel, with its own prices and ways of delivery.

    What is not sold there stays in the cart, marked. The address and the choices that were made
    belonged to the other country and are asked for again.

    Raises: CartNotFound; ChannelNotFound; CartIsOrdered.
    """
    checkout = open_cart_of(token, buyer)
    checkout.channel_id = channel_card(channel).channel_id
    checkout.shipping_code = checkout.payment_code = ""
    checkout.save(update_fields=["channel", "shipping_code", "payment_code"])


def insist_on_quantity(quantity: int) -> None:
    """Refuse numbers that no order can have.

    Raises: BadQuantity.
    """
    if not 1 <= quantity <= MAX_QUANTITY:
        text = _("%(quantity)s pieces cannot be ordered. Enter a number from 1 to %(most)s.")
        raise BadQuantity(text % {"quantity": quantity, "most": MAX_QUANTITY}, quantity=quantity)


def unknown_sku(sku: str) -> UnknownSku:
    """Return the refusal for a number that the catalogue does not have."""
    text = _("There is no product with the number “%(sku)s”. Choose one from the catalogue.")
    return UnknownSku(text % {"sku": sku[:80]}, field="sku")


def _sellable(sku: str, sight: Sight) -> int:
    readable = sku if sku.isprintable() else ""
    prices = current_prices(sight).filter(variant=OuterRef("pk"))
    found = (
        ProductVariant.objects.filter(sku=readable)
        .annotate(is_sold=Q(published_in(sight, "product")) & Q(Exists(prices)))
        .values_list("pk", "is_sold")
        .first()
    )
    if found is None:
        raise unknown_sku(readable)
    variant_id, is_sold = found
    if not is_sold:
        text = _("%(sku)s is not for sale here at the moment. Choose something else.")
        raise NotForSale(text % {"sku": sku}, sku=sku)
    return variant_id


def _held(checkout: Checkout, variant_id: int) -> int:
    """Return how many pieces of a variant are in the cart; a full one takes no other variant."""
    ours = Q(variant=variant_id)
    found = checkout.lines.aggregate(lines=Count("pk"), held=Sum("quantity", filter=ours))
    if found["held"] is None and found["lines"] >= MAX_LINES:
        raise CartFull(_("The cart is full. Order what is in it and start another one."))
    return found["held"] or 0


def _open_cart(token: UUID | None, shopper: Shopper) -> Checkout | None:
    """Return the shopper's cart, locked; none where a new one has to be started."""
    if token is None:
        return None
    checkout = _locked(token, shopper.buyer)
    insist_on_channel(checkout, shopper.channel)
    if checkout.completed_at is not None:
        return None
    if checkout.account_id is None and shopper.buyer.account_id is not None:
        checkout.account_id = shopper.buyer.account_id
        checkout.save(update_fields=["account"])
    return checkout


def _new_cart(sight: Sight, buyer: Buyer) -> Checkout:
    return Checkout.objects.create(
        channel_id=sight.channel.channel_id,
        account_id=buyer.account_id,
        language=sight.language,
        created_at=sight.at,
    )


def _locked(token: UUID, buyer: Buyer) -> Checkout:
    """Return the cart once nobody else changes or orders it."""
    take(Lock.ORDER, f"checkout:{token}")
    return checkout_for(token, buyer.account_id)


def open_cart_of(token: UUID, buyer: Buyer) -> Checkout:
    """Return a cart that may still be changed, locked.

    Raises: CartNotFound; CartIsOrdered.
    """
    checkout = _locked(token, buyer)
    if checkout.completed_at is not None:
        raise CartIsOrdered(_("This cart was ordered already and cannot be changed any more."))
    return checkout


def _line(token: UUID, line_id: int, buyer: Buyer) -> CheckoutLine:
    checkout = open_cart_of(token, buyer)
    line = checkout.lines.select_related("variant").filter(pk=line_id).first()
    if line is None:
        raise CartLineNotFound(_("This line is not in the cart any more. Load the cart again."))
    return line
