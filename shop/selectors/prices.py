"""Prices and tax rates of a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from shop.models import TaxRate, VariantPrice
from shop.rules.order_maths import PriceTag
from shop.selectors.channels import Sight

EVERYBODY = "customer"


class NoTaxRate(Refused):
    """The country's tax rates are not written down for this day."""

    code = "shop.no_tax_rate"


def current_prices(sight: Sight) -> QuerySet[VariantPrice]:
    """Return the prices of the day for this audience and for customers."""
    return VariantPrice.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=sight.day),
        channel=sight.channel.channel_id,
        audience__in={sight.audience, EVERYBODY},
        valid_from__lte=sight.day,
        superseded_at__isnull=True,
    )


def price_tags(prices: QuerySet[VariantPrice], audience: str) -> dict[int, PriceTag]:
    """Return the price of each variant; without one of its own an audience pays as customers do."""
    tags: dict[int, PriceTag] = {}
    rows = prices.values_list("variant", "audience", "gross_minor", "pv_minor", "cv_minor")
    for variant_id, whose, gross_minor, pv_minor, cv_minor in rows:
        if whose == audience or variant_id not in tags:
            tags[variant_id] = PriceTag(gross_minor, pv_minor, cv_minor)
    return tags


def tax_rates(country: str, day: date) -> dict[str, int]:
    """Return the country's rates by tax class on a day.

    Raises: NoTaxRate.
    """
    rows = TaxRate.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day), country=country, valid_from__lte=day
    )
    rates = dict(rows.values_list("tax_class", "rate_bp"))
    if not rates:
        text = _("No tax rates of %(country)s are known for %(day)s. Add them before selling.")
        raise NoTaxRate(text % {"country": country, "day": day.isoformat()}, country=country)
    return rates
