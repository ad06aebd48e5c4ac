"""Variants as a cart or an order needs them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from shop.models import ProductChannelListing, ProductVariant
from shop.rules.order_maths import PriceTag
from shop.selectors.channels import Sight
from shop.selectors.prices import current_prices, price_tags, tax_rates
from shop.selectors.texts import product_text


@dataclass(frozen=True, slots=True)
class ShownVariant:
    """A variant with its words and its price now; no price means it is not for sale."""

    variant_id: int
    sku: str
    product_slug: str
    product_name: str
    variant_name: str
    art: str
    weight_grams: int
    tax_rate_bp: int
    tag: PriceTag | None


def published_in(sight: Sight, product: str = "pk") -> Exists:
    """Return a condition: the product is listed in the channel by now."""
    return Exists(
        ProductChannelListing.objects.filter(
            product=OuterRef(product),
            channel=sight.channel.channel_id,
            published_at__lte=sight.at,
        )
    )


def shown_variants(variant_ids: Collection[int], sight: Sight) -> dict[int, ShownVariant]:
    """Return variants by id, in three statements whatever their number.

    Raises: NoTaxRate.
    """
    rates = tax_rates(sight.channel.country, sight.day)
    tags = price_tags(current_prices(sight).filter(variant__in=variant_ids), sight.audience)
    rows = ProductVariant.objects.filter(pk__in=variant_ids).annotate(
        is_published=published_in(sight, "product"),
        product_name=product_text(sight, "name", "product"),
        slug=F("product__slug"),
        art=F("product__art"),
        tax_class=F("product__tax_class"),
    )
    fields = ("pk", "sku", "slug", "product_name", "name", "art", "weight_g", "tax_class",
              "is_published")  # fmt: skip
    return {
        pk: ShownVariant(
            pk, sku, slug, product or slug, name, art, weight, rates[tax_class],
            tags.get(pk) if is_published else None,
        )
        for pk, sku, slug, product, name, art, weight, tax_class, is_published
        in rows.values_list(*fields)
    }  # fmt: skip
