"""Put something into a cart, change how much of it, take it out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Invalid, NotFound, Refused
from core.locks import Lock, take
from network.public import Buyer
from shop.models import Checkout, CheckoutLine, ProductVariant
from shop.models.checkout import MAX_QUANTITY
from shop.selectors.carts import checkout_for, insist_on_channel
from shop.selectors.channels import Sight, sight_of
from shop.selectors.variants import shown_variants
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
    line = checkout.lines.filter(variant=variant_id).first()
    if line is None:
        if checkout.lines.count() >= MAX_LINES:
            raise CartFull(_("The cart is full. Order what is in it and start another one."))
        line = CheckoutLine(checkout=checkout, variant_id=variant_id, quantity=0)
    insist_on_quantity(line.quantity + quantity)
    line.quantity += quantity
    line.save()
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
def remove_line(*, token: UUID, line_id: int, buyer: Buyer) -> None:
    """Take a line out of the cart.

    Raises: CartNotFound; CartLineNotFound; CartIsOrdered.
    """
    _line(token, line_id, buyer).delete()


def insist_on_quantity(quantity: int) -> None:
    """Refuse numbers that no order can have.

    Raises: BadQuantity.
    """
    if not 1 <= quantity <= MAX_QUANTITY:
        text = _("%(quantity)s pieces cannot be ordered. Enter a number from 1 to %(most)s.")
        raise BadQuantity(text % {"quantity": quantity, "most": MAX_QUANTITY}, quantity=quantity)


def _sellable(sku: str, sight: Sight) -> int:
    readable = sku if sku.isprintable() else ""
    found = ProductVariant.objects.filter(sku=readable).values_list("pk", flat=True).first()
    if found is None:
        text = _("There is no product with the number “%(sku)s”. Choose one from the catalogue.")
        raise UnknownSku(text % {"sku": readable[:80]})
    if shown_variants([found], sight)[found].tag is None:
        text = _("%(sku)s is not for sale here at the moment. Choose something else.")
        raise NotForSale(text % {"sku": sku}, sku=sku)
    return found


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


def _line(token: UUID, line_id: int, buyer: Buyer) -> CheckoutLine:
    checkout = _locked(token, buyer)
    if checkout.completed_at is not None:
        raise CartIsOrdered(_("This cart was ordered already and cannot be changed any more."))
    line = checkout.lines.filter(pk=line_id).first()
    if line is None:
        raise CartLineNotFound(_("This line is not in the cart any more. Load the cart again."))
    return line
