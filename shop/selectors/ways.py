"""The ways of shipping and of payment that a cart may choose from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, OuterRef, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from core.company import Company
from core.errors import Invalid, Refused
from shop.gateways import card_gateway
from shop.models import PaymentMethod, ShippingMethod, ShippingMethodTranslation
from shop.models.payment import PaymentCode
from shop.rules.shipping import Parcel, Tariff, is_too_heavy, missing_minor, price_minor
from shop.selectors.channels import Sight, sight_of
from shop.values.catalogue import Shopper
from shop.values.shipping import PaymentOffer, ShippingOffer


class ShippingNotOffered(Invalid):
    """The wanted way of shipping is not open for this cart."""

    code = "shop.shipping_not_offered"


class PaymentNotOffered(Refused):
    """The wanted way to pay is not open here at the moment."""

    code = "shop.payment_not_offered"


def shipping_offers(sight: Sight, parcel: Parcel) -> tuple[ShippingOffer, ...]:
    """Return the open ways of shipping in the shopper's language, in one statement."""
    preference = Case(
        When(language=sight.language, then=Value(0)),
        When(language=sight.channel.default_language, then=Value(1)),
        default=Value(2),
    )
    texts = ShippingMethodTranslation.objects.filter(method=OuterRef("pk")).order_by(
        preference, "language"
    )
    rows = (
        ShippingMethod.objects.filter(channel=sight.channel.channel_id, is_open=True)
        .annotate(
            shown_name=Subquery(texts.values("name")[:1]),
            shown_note=Subquery(texts.values("note")[:1]),
        )
        .order_by("position", "code")
    )
    return tuple(_offer(row, parcel) for row in rows)


def ways_of_channel(
    *, shopper: Shopper, at: datetime
) -> tuple[tuple[ShippingOffer, ...], tuple[PaymentOffer, ...]]:
    """Return every open way of shipping and of payment, for goods that are not known yet.

    Raises: ChannelNotFound.
    """
    sight = sight_of(shopper, at)
    return shipping_offers(sight, Parcel(0, 0)), payment_offers(sight)


def chosen_shipping(offers: Sequence[ShippingOffer], code: str) -> ShippingOffer:
    """Return the offer of a code.

    Raises: ShippingNotOffered.
    """
    for offer in offers:
        if offer.code == code and not offer.is_too_heavy:
            return offer
    text = _("Choose how we shall send this order.")
    raise ShippingNotOffered(text, field="shipping")


def payment_offers(sight: Sight) -> tuple[PaymentOffer, ...]:
    """Return how one may pay here now: a bank transfer needs an account of the company."""
    rows = PaymentMethod.objects.filter(channel=sight.channel.channel_id, is_open=True)
    offers = rows.order_by("position", "code").values_list("code", "days_to_pay")
    return tuple(PaymentOffer(*row) for row in offers if _is_ready(row[0], sight.ours))


def chosen_payment(offers: Sequence[PaymentOffer], code: str) -> PaymentOffer:
    """Return the offer of a code.

    Raises: PaymentNotOffered.
    """
    for offer in offers:
        if offer.code == code:
            return offer
    text = _("Choose how you want to pay.")
    if not offers:
        text = _("No payment method is available at the moment. Try again later.")
    raise PaymentNotOffered(text, field="payment")


def _offer(row: ShippingMethod, parcel: Parcel) -> ShippingOffer:
    tariff = Tariff(row.gross_minor, row.free_from_minor, row.max_weight_grams)
    return ShippingOffer(
        code=row.code,
        name=row.shown_name or row.code,  # type: ignore[attr-defined]
        note=row.shown_note or "",  # type: ignore[attr-defined]
        gross_minor=price_minor(tariff, parcel),
        free_from_minor=row.free_from_minor,
        missing_minor=missing_minor(tariff, parcel),
        fewest_days=row.fewest_days,
        most_days=row.most_days,
        is_too_heavy=is_too_heavy(tariff, parcel),
    )


def _is_ready(code: str, ours: Company) -> bool:
    if code == PaymentCode.CARD:
        return card_gateway(ours) is not None
    return bool(ours.iban and ours.account_holder)
