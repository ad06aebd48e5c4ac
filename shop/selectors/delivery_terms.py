"""How long goods travel and what that costs at least, before anybody has a cart."""

from __future__ import annotations

from django.db.models import Max, Min

from shop.models import ShippingMethod
from shop.selectors.channels import channel_card
from shop.values.catalogue import DeliveryTerms, Shopper


def delivery_terms(*, shopper: Shopper) -> DeliveryTerms | None:
    """Return the terms of a channel's open ways of shipping; None where there is none.

    Raises: ChannelNotFound.
    """
    channel = channel_card(shopper.channel)
    found = ShippingMethod.objects.filter(channel=channel.channel_id, is_open=True).aggregate(
        fewest=Min("fewest_days"),
        most=Max("most_days"),
        cheapest=Min("gross_minor"),
        free_from=Min("free_from_minor"),
    )
    if found["fewest"] is None:
        return None
    return DeliveryTerms(
        found["fewest"], found["most"], found["cheapest"], found["free_from"], channel.currency
    )
