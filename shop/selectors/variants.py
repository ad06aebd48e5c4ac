"""Variants as a cart or an order needs them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery

from shop.models import ProductChannelListing, ProductMedia, ProductVariant
from shop.rules.order_maths import PriceTag
from shop.selectors.channels import Sight
from shop.selectors.prices import current_prices, price_tags, tax_rates
from shop.selectors.texts import product_text, variant_text

_FIELDS = (
    "pk", "sku", "slug", "product_name", "name", "translated_name", "art", "weight_g", "tax_class",
    "is_published", "withdrawal_exception", "picture", "summary", "content_milli", "content_unit",
)  # fmt: skip


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
    withdrawal_exception: str = ""
    picture: str = ""
    summary: str = ""
    content_milli: int = 0
    content_unit: str = ""


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
    pictures = ProductMedia.objects.filter(product=OuterRef("product")).order_by("position", "pk")
    rows = ProductVariant.objects.filter(pk__in=variant_ids).annotate(
        is_published=published_in(sight, "product"),
        product_name=product_text(sight, "name", "product"),
        summary=product_text(sight, "summary", "product"),
        slug=F("product__slug"),
        art=F("product__art"),
        tax_class=F("product__tax_class"),
        translated_name=variant_text(sight),
        withdrawal_exception=F("product__withdrawal_exception"),
        picture=Subquery(pictures.values("digest")[:1]),
    )
    return {row["pk"]: _shown(row, rates, tags) for row in rows.values(*_FIELDS)}


def _shown(row: dict[str, Any], rates: dict[str, int], tags: dict[int, PriceTag]) -> ShownVariant:
    return ShownVariant(
        variant_id=row["pk"],
        sku=row["sku"],
        product_slug=row["slug"],
        product_name=row["product_name"] or row["slug"],
        variant_name=row["translated_name"] or row["name"],
        art=row["art"],
        weight_grams=row["weight_g"],
        tax_rate_bp=rates[row["tax_class"]],
        tag=tags.get(row["pk"]) if row["is_published"] else None,
        withdrawal_exception=row["withdrawal_exception"],
        picture=row["picture"] or "",
        summary=row["summary"] or "",
        content_milli=row["content_milli"],
        content_unit=row["content_unit"],
    )
