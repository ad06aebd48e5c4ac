"""Carts: finding the right one, and showing it at today's prices."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.company import company
from core.errors import NotFound, Refused
from inventory.public import available
from shop.models import Checkout, Order
from shop.rules.order_maths import OrderSum, Sale, add_up
from shop.rules.shipping import Parcel
from shop.selectors.channels import Sight
from shop.selectors.variants import ShownVariant, shown_variants
from shop.selectors.ways import payment_offers, shipping_offers
from shop.values.carts import Cart, CartLine
from shop.values.catalogue import ChannelCard, Shopper


class CartNotFound(NotFound):
    """There is no such cart, or it is somebody else's."""

    code = "shop.cart_not_found"


class CartOfOtherChannel(Refused):
    """The cart was started in another channel, with other prices and taxes."""

    code = "shop.cart_of_other_channel"


def checkout_for(token: UUID, account_id: int | None) -> Checkout:
    """Return the cart of a token, if this buyer may use it.

    Raises: CartNotFound — unknown, or taken by another account.
    """
    found = Checkout.objects.select_related("channel").filter(token=token).first()
    if found is None or found.account_id not in {None, account_id}:
        raise CartNotFound(_("This cart is not here any more. Start a new one."))
    return found


def insist_on_channel(checkout: Checkout, channel: str) -> None:
    """Refuse to mix channels in one cart.

    Raises: CartOfOtherChannel.
    """
    if checkout.channel.slug != channel:
        text = _("This cart belongs to the channel “%(slug)s”. Order it there or start a new one.")
        raise CartOfOtherChannel(text % {"slug": checkout.channel.slug})


def sight_in(checkout: Checkout, audience: str, at: datetime) -> Sight:
    """Return how an audience sees the cart's own channel, in the cart's language."""
    channel = checkout.channel
    card = ChannelCard(
        channel.pk, channel.slug, channel.name, channel.currency, channel.country,
        channel.default_language,
    )  # fmt: skip
    return Sight(card, audience, checkout.language, at, company())


def cart(*, token: UUID, shopper: Shopper, at: datetime) -> Cart:
    """Show a cart at today's prices of this shopper.

    Raises: CartNotFound; CartOfOtherChannel.
    """
    checkout = checkout_for(token, shopper.buyer.account_id)
    insist_on_channel(checkout, shopper.channel)
    sight = sight_in(checkout, shopper.buyer.audience, at)
    rows = list(checkout.lines.order_by("pk").values_list("pk", "variant", "quantity"))
    shown = shown_variants({variant for _pk, variant, _quantity in rows}, sight)
    priced = [(pk, shown[variant], quantity) for pk, variant, quantity in rows]
    sums = add_up([_sale(variant, quantity) for _pk, variant, quantity in priced if variant.tag])
    return Cart(
        token=token,
        channel=checkout.channel.slug,
        currency=sight.channel.currency,
        lines=_lines(priced, sums, sight),
        taxes=sums.taxes,
        gross_minor=sums.gross_minor,
        net_minor=sums.net_minor,
        tax_minor=sums.tax_minor,
        pv_minor=sums.pv_minor if sight.sees_points else None,
        order_number=_order_number(checkout),
        shipping_offers=shipping_offers(sight, _parcel(priced, sums)),
        payment_offers=payment_offers(sight),
    )


def _parcel(priced: list[tuple[int, ShownVariant, int]], sums: OrderSum) -> Parcel:
    sold = [(variant, quantity) for _pk, variant, quantity in priced if variant.tag]
    return Parcel(
        sums.gross_minor, sum(variant.weight_grams * quantity for variant, quantity in sold)
    )


def _sale(variant: ShownVariant, quantity: int) -> Sale:
    assert variant.tag is not None
    return Sale(variant.tag, quantity, variant.tax_rate_bp)


def _lines(
    priced: list[tuple[int, ShownVariant, int]], sums: OrderSum, sight: Sight
) -> tuple[CartLine, ...]:
    free = available(variant.sku for _pk, variant, _quantity in priced)
    totals = iter(sums.lines)
    lines = []
    for pk, variant, quantity in priced:
        total = next(totals) if variant.tag else None
        problem = "out_of_stock" if free[variant.sku] < quantity else ""
        lines.append(
            CartLine(
                line_id=pk,
                sku=variant.sku,
                product_slug=variant.product_slug,
                product_name=variant.product_name,
                variant_name=variant.variant_name,
                art=variant.art,
                quantity=quantity,
                unit_gross_minor=variant.tag.gross_minor if variant.tag else 0,
                gross_minor=total.gross_minor if total else 0,
                pv_minor=total.pv_minor if total and sight.sees_points else None,
                available=free[variant.sku],
                problem=problem if variant.tag else "not_for_sale",
            )
        )
    return tuple(lines)


def _order_number(checkout: Checkout) -> str | None:
    if checkout.completed_at is None:
        return None
    orders = Order.objects.filter(checkout_token=checkout.token)
    return orders.values_list("number", flat=True).first()
