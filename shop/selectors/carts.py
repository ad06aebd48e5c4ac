"""Carts: finding the right one, and showing it at today's prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from core.company import company
from core.errors import NotFound, Refused
from inventory.public import available
from network.public import Buyer
from shop.models import Checkout, CheckoutLine, Order
from shop.rules.hostess_credit import used_minor
from shop.rules.order_maths import LineSum, OrderSum, Sale, add_up
from shop.rules.shipping import Parcel
from shop.selectors.channels import Sight, card_of
from shop.selectors.parties import balance_of
from shop.selectors.variants import ShownVariant, shown_variants
from shop.selectors.ways import payment_offers, shipping_offers
from shop.values.carts import Cart, CartLine
from shop.values.catalogue import Shopper

CUSTOMER = "customer"


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
    """Return how an audience sees the cart's own channel, in the cart's language.

    A cart that a partner prepared has customers' prices for everybody.
    """
    whose = audience if checkout.prepared_id is None else CUSTOMER
    return Sight(card_of(checkout.channel), whose, checkout.language, at, company())


def cart(*, token: UUID, shopper: Shopper, at: datetime) -> Cart:
    """Show a cart at today's prices of this shopper.

    Raises: CartNotFound; CartOfOtherChannel.
    """
    checkout = checkout_for(token, shopper.buyer.account_id)
    insist_on_channel(checkout, shopper.channel)
    sight = sight_in(checkout, shopper.buyer.audience, at)
    priced = _priced(checkout, sight)
    sales = [sale_of(row) for row in priced if row.variant.tag]
    offers = shipping_offers(sight, _parcel(priced))
    shipping = next((o for o in offers if o.code == checkout.shipping_code), None)
    if shipping is not None and shipping.is_too_heavy:
        shipping = None
    sums = add_up(sales, shipping.gross_minor if shipping else 0)
    return Cart(
        token=token,
        channel=checkout.channel.slug,
        currency=sight.channel.currency,
        lines=cart_lines(priced, sums, sight),
        taxes=sums.taxes,
        gross_minor=sums.gross_minor,
        net_minor=sums.net_minor,
        tax_minor=sums.tax_minor,
        pv_minor=sums.pv_minor if sight.sees_points else None,
        order_number=_order_number(checkout),
        shipping_offers=offers,
        payment_offers=payment_offers(sight),
        shipping=shipping,
        has_credit=checkout.credit_id is not None,
        credit_minor=_credit_minor(checkout, sums),
    )


def _credit_minor(checkout: Checkout, sums: OrderSum) -> int:
    """Return what the chosen credit would pay of the goods now."""
    if checkout.credit_id is None:
        return 0
    return used_minor(balance_of(checkout.credit_id), sums.gross_minor - sums.shipping.gross_minor)


def cart_quantity(*, token: UUID, buyer: Buyer) -> int:
    """Return how many pieces are in this buyer's open cart, 0 where there is none."""
    ours = Q(checkout__account=None) | Q(checkout__account=buyer.account_id)
    lines = CheckoutLine.objects.filter(
        ours, checkout__token=token, checkout__completed_at__isnull=True
    )
    return lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0


@dataclass(frozen=True, slots=True)
class CartRow:
    """A line of a cart with its variant as it is sold now."""

    line_id: int
    variant: ShownVariant
    quantity: int
    purpose: str


def _priced(checkout: Checkout, sight: Sight) -> list[CartRow]:
    rows = list(checkout.lines.order_by("pk").values_list("pk", "variant", "quantity", "purpose"))
    shown = shown_variants({variant for _pk, variant, _quantity, _purpose in rows}, sight)
    return [
        CartRow(pk, shown[variant], quantity, purpose) for pk, variant, quantity, purpose in rows
    ]


def _parcel(priced: list[CartRow]) -> Parcel:
    sold = [(row.variant, row.variant.tag, row.quantity) for row in priced]
    return Parcel(
        sum(tag.gross_minor * quantity for _variant, tag, quantity in sold if tag),
        sum(variant.weight_grams * quantity for variant, tag, quantity in sold if tag),
    )


def sale_of(row: CartRow) -> Sale:
    """Return a line that is for sale as the maths needs it."""
    assert row.variant.tag is not None
    return Sale(row.variant.tag, row.quantity, row.variant.tax_rate_bp)


def cart_lines(priced: list[CartRow], sums: OrderSum, sight: Sight) -> tuple[CartLine, ...]:
    """Return the lines as they are shown; `sums` has those that are for sale, in their order."""
    free = available(row.variant.sku for row in priced)
    totals = iter(sums.lines)
    return tuple(
        _line(row, next(totals) if row.variant.tag else None, free[row.variant.sku], sight)
        for row in priced
    )


def _line(row: CartRow, total: LineSum | None, free: int, sight: Sight) -> CartLine:
    variant = row.variant
    problem = "out_of_stock" if free < row.quantity else ""
    return CartLine(
        line_id=row.line_id,
        sku=variant.sku,
        product_slug=variant.product_slug,
        product_name=variant.product_name,
        variant_name=variant.variant_name,
        art=variant.art,
        quantity=row.quantity,
        unit_gross_minor=variant.tag.gross_minor if variant.tag else 0,
        gross_minor=total.gross_minor if total else 0,
        pv_minor=total.pv_minor if total and sight.sees_points else None,
        available=free,
        problem=problem if variant.tag else "not_for_sale",
        summary=variant.summary,
        content_milli=variant.content_milli,
        content_unit=variant.content_unit,
        withdrawal_exception=variant.withdrawal_exception,
        purpose=row.purpose,
    )


def _order_number(checkout: Checkout) -> str | None:
    if checkout.completed_at is None:
        return None
    orders = Order.objects.filter(checkout_token=checkout.token)
    return orders.values_list("number", flat=True).first()
