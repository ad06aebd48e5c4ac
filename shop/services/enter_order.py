"""Orders that staff enter: by phone at normal prices, and goods that are given away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.company import company
from core.errors import Invalid
from core.locks import Lock, take
from core.policy import Actor
from network.public import Buyer, buyer_for
from shop.models import Order, OrderLine, ProductVariant
from shop.models.order import PlacedVia, Purpose
from shop.rules.order_kinds import FREE, REPLACEMENT, RULES, SALE, beyond_original
from shop.rules.order_maths import OrderSum, PriceTag, Sale
from shop.selectors.channels import Sight, channel_card
from shop.selectors.variants import ShownVariant, shown_variants
from shop.services.change_cart import MAX_LINES, insist_on_quantity, unknown_sku
from shop.services.conclude_order import (
    chosen_shipment,
    conclude,
    due_payment,
    next_order_id,
    placed,
    sum_of,
)
from shop.services.contact import checked_contact
from shop.services.place_order import (
    CartIsEmpty,
    insist_on_sale,
    insist_on_total,
    purpose_for,
)
from shop.services.write_order import Shipment, SoldLine, Writing
from shop.values.orders import PlacedOrder, StaffOrder, StaffQuote

ENTER, GIVE_AWAY = "shop.enter_order", "shop.give_goods_away"
MOST_SIGNS = 300


class BadStaffOrder(Invalid):
    """Something is missing that an order of this kind needs; facts name the field."""

    code = "shop.bad_staff_order"


@dataclass(frozen=True, slots=True)
class _Deal:
    """An order that staff want, priced."""

    sight: Sight
    buyer: Buyer
    sold: Sequence[SoldLine]
    shipment: Shipment
    sums: OrderSum
    replaces_id: int | None


def quote_order(*, actor: Actor, order: StaffOrder, at: datetime) -> StaffQuote:
    """Return what an order would cost, before it is entered.

    Raises: as `enter_order`, but for stock.
    """
    deal = _agree(actor, order, at)
    return StaffQuote(
        lines=tuple(
            (line.variant.product_name, line.sale.quantity, total.gross_minor)
            for line, total in zip(deal.sold, deal.sums.lines, strict=True)
        ),
        shipping_name=deal.shipment.name,
        shipping_minor=deal.sums.shipping.gross_minor,
        taxes=deal.sums.taxes,
        gross_minor=deal.sums.gross_minor,
        pv_minor=deal.sums.pv_minor,
        currency=deal.sight.channel.currency,
    )


@transaction.atomic
def enter_order(
    *, actor: Actor, order: StaffOrder, key: UUID, at: datetime, expected_gross_minor: int
) -> PlacedOrder:
    """Order for somebody who called, or give goods away; the same key gives the same order.

    A sale has the buyer's normal prices, points and credit. Samples, gifts and replacements cost
    and score nothing, need a reason, and a replacement at most what the original held.

    Raises: NotAllowed; BadStaffOrder; UnknownSku; NotForSale; OutOfStock; PriceChanged; and what
    `place_order` raises about contact, shipping, payment and purpose.
    """
    policy.require(actor, _action(order.kind))
    originals = [f"replaces:{order.replaces}"] if order.replaces else []
    take(Lock.ORDER, f"checkout:{key}", *originals)
    before = Order.objects.filter(checkout_token=key).first()
    if before is not None:
        return placed(before)
    deal = _agree(actor, order, at)
    insist_on_total(deal.sums.gross_minor, expected_gross_minor)
    source = Writing(
        order_id=next_order_id(),
        sight=deal.sight,
        buyer=deal.buyer,
        contact=checked_contact(order.contact, deal.sight.channel.country),
        shipment=deal.shipment,
        due=due_payment(deal.sight, order.choices, deal.sums.gross_minor),
        actor=actor.label,
        checkout_token=key,
        kind=order.kind,
        reason=order.reason.strip(),
        replaces_id=deal.replaces_id,
        placed_via=str(PlacedVia.PHONE),
    )
    written = conclude(source, deal.sold, deal.sums)
    audit.record(
        actor=actor, action=_action(order.kind), subject=f"order:{written.pk}", at=at,
        facts={"kind": order.kind, "gross_minor": written.gross_minor},
    )  # fmt: skip
    return placed(written)


def _action(kind: str) -> str:
    return ENTER if kind == SALE else GIVE_AWAY


def _agree(actor: Actor, order: StaffOrder, at: datetime) -> _Deal:
    _check(order)
    policy.require(actor, _action(order.kind))
    ours = company()
    buyer = buyer_for(order.account_id, None, ours.day_of(at))
    sight = Sight(channel_card(order.channel), buyer.audience, order.language, at, ours)
    wanted = _wanted(order)
    replaces_id = _original(order.replaces, wanted) if order.kind == REPLACEMENT else None
    sold = _sold(order, wanted, sight)
    is_charged = RULES[order.kind].is_charged
    shipment = Shipment("", "", 0)
    if is_charged:
        shipment = chosen_shipment(sight, sold, order.choices.shipping)
    return _Deal(sight, buyer, sold, shipment, sum_of(sold, shipment), replaces_id)


def _check(order: StaffOrder) -> None:
    rules = RULES.get(order.kind)
    if rules is None:
        raise BadStaffOrder(_("There is no such kind of order."), field="kind")
    reason = order.reason.strip()
    if rules.needs_reason and not reason:
        raise BadStaffOrder(_("Write why the goods are given away."), field="reason")
    if len(reason) > MOST_SIGNS or not reason.isprintable():
        text = _("Write the reason in one line of at most %(most)s characters.")
        raise BadStaffOrder(text % {"most": MOST_SIGNS}, field="reason")
    if rules.names_original != bool(order.replaces):
        text = _("Name the order that is replaced, for a replacement only.")
        raise BadStaffOrder(text, field="replaces")


def _wanted(order: StaffOrder) -> Counter[str]:
    wanted: Counter[str] = Counter()
    for sku, quantity in order.lines:
        insist_on_quantity(quantity)
        wanted[sku] += quantity
    if not wanted:
        raise CartIsEmpty(_("Enter at least one product."))
    if len(wanted) > MAX_LINES:
        raise BadStaffOrder(_("Split it: an order holds at most 100 products."), field="lines")
    return wanted


def _sold(order: StaffOrder, wanted: Counter[str], sight: Sight) -> list[SoldLine]:
    readable = [sku for sku in wanted if sku.isprintable()]
    ids = dict(ProductVariant.objects.filter(sku__in=readable).values_list("sku", "pk"))
    for sku in wanted:
        if sku not in ids:
            raise unknown_sku(sku)
    shown = shown_variants(ids.values(), sight)
    purpose = str(Purpose.CUSTOMER)
    if order.kind == SALE:
        purpose = purpose_for(sight, order.choices.purpose)
    return [
        SoldLine(variant, Sale(_tag(order.kind, variant), quantity, variant.tax_rate_bp), purpose)
        for variant, quantity in ((shown[ids[sku]], pieces) for sku, pieces in wanted.items())
    ]


def _tag(kind: str, variant: ShownVariant) -> PriceTag:
    """Return price and points of a piece; what is given away need not be on sale any more."""
    return insist_on_sale(variant) if RULES[kind].is_charged else FREE


def _original(number: str, wanted: Counter[str]) -> int:
    """Return the order that is replaced, if it held what is wanted.

    Raises: BadStaffOrder.
    """
    readable = number.strip() if number.isprintable() else ""
    original = Order.objects.filter(number=readable, kind=SALE, paid_at__isnull=False).first()
    if original is None:
        text = _("There is no paid order with the number “%(number)s”.")
        raise BadStaffOrder(text % {"number": readable[:40]}, field="replaces")
    over = beyond_original(wanted, _pieces(order=original), _pieces(order__replaces=original))
    if over:
        text = _("Order %(number)s holds no more of %(skus)s that could be replaced.")
        said = {"number": original.number, "skus": ", ".join(sorted(over))}
        raise BadStaffOrder(text % said, field="replaces")
    return original.pk


def _pieces(**which: object) -> Counter[str]:
    pieces: Counter[str] = Counter()
    for sku, quantity in OrderLine.objects.filter(**which).values_list("sku", "quantity"):
        pieces[sku] += quantity
    return pieces
