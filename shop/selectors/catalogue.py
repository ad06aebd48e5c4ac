"""Listing, search and product pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from core.paging import Page, PageRequest
from inventory.public import available
from shop.models import Category, Product, ProductTranslation, ProductVariant
from shop.rules.folding import fold
from shop.rules.order_maths import PriceTag
from shop.selectors.channels import Sight, sight_of
from shop.selectors.prices import current_prices, price_tags, tax_rates
from shop.selectors.texts import category_text, product_text
from shop.selectors.variants import published_in
from shop.values.catalogue import (
    CategoryCard,
    ProductCard,
    ProductDetail,
    Shopper,
    VariantOffer,
)

MAX_QUERY_WORDS = 8
FIRST_PAGE = PageRequest()


class ProductNotFound(NotFound):
    """There is no such product for this shopper."""

    code = "shop.product_not_found"


def list_products(
    *,
    shopper: Shopper,
    at: datetime,
    query: str = "",
    category: str | None = None,
    page: PageRequest = FIRST_PAGE,
) -> Page[ProductCard]:
    """List what is for sale by name; six statements whatever the size of the page.

    Raises: ChannelNotFound.
    """
    sight = sight_of(shopper, at)
    products = _for_sale(sight)
    if category:
        products = products.filter(category__slug=category.replace("\x00", ""))
    for word in fold(query.replace("\x00", "")).split()[:MAX_QUERY_WORDS]:
        matching = ProductTranslation.objects.filter(product=OuterRef("pk"))
        products = products.filter(Exists(matching.filter(search_key__contains=word)))
    start, stop = page.bounds
    shown = products.annotate(
        shown_name=product_text(sight, "name"),
        shown_summary=product_text(sight, "summary"),
        sort_key=product_text(sight, "sort_key"),
        category_slug=F("category__slug"),
    ).order_by("sort_key", "pk")[start:stop]
    return page.page(_cards(shown, sight), total=products.count())


def product_detail(*, shopper: Shopper, slug: str, at: datetime) -> ProductDetail:
    """Return a product's page with every variant that has a price.

    Raises: ProductNotFound — unknown, not published here, or without a price; ChannelNotFound.
    """
    sight = sight_of(shopper, at)
    product = _for_sale(sight).filter(slug=slug.replace("\x00", "")).annotate(
        shown_name=product_text(sight, "name"),
        shown_summary=product_text(sight, "summary"),
        shown_description=product_text(sight, "description"),
        category_slug=F("category__slug"),
        category_name=category_text(sight, "category"),
    ).first()  # fmt: skip
    if product is None:
        raise ProductNotFound(_("This product is not on sale here. Look through the catalogue."))
    return ProductDetail(
        slug=product.slug,
        name=product.shown_name or product.slug,
        summary=product.shown_summary or "",
        description=product.shown_description or "",
        art=product.art,
        category=product.category_slug,
        category_name=product.category_name or product.category_slug,
        currency=sight.channel.currency,
        tax_rate_bp=tax_rates(sight.channel.country, sight.day)[product.tax_class],
        variants=_offers([product.pk], sight)[product.pk],
    )


def list_categories(*, shopper: Shopper, at: datetime) -> tuple[CategoryCard, ...]:
    """Return the categories that have something for sale, in their order.

    Raises: ChannelNotFound.
    """
    sight = sight_of(shopper, at)
    rows = (
        Category.objects.filter(Exists(_for_sale(sight).filter(category=OuterRef("pk"))))
        .annotate(shown_name=category_text(sight))
        .order_by("position", "slug")
        .values_list("slug", "shown_name")
    )
    return tuple(CategoryCard(slug, name or slug) for slug, name in rows)


def _for_sale(sight: Sight) -> QuerySet[Product]:
    priced = current_prices(sight).filter(variant__product=OuterRef("pk"))
    return Product.objects.filter(published_in(sight), Exists(priced))


def _cards(products: Iterable[Product], sight: Sight) -> list[ProductCard]:
    shown = list(products)
    offers = _offers([product.pk for product in shown], sight)
    return [_card(product, offers[product.pk], sight) for product in shown]


def _card(product: Product, offers: tuple[VariantOffer, ...], sight: Sight) -> ProductCard:
    lowest = min(offers, key=lambda offer: offer.gross_minor)
    return ProductCard(
        slug=product.slug,
        name=product.shown_name or product.slug,  # type: ignore[attr-defined]
        summary=product.shown_summary or "",  # type: ignore[attr-defined]
        art=product.art,
        category=product.category_slug,  # type: ignore[attr-defined]
        gross_minor=lowest.gross_minor,
        has_several_prices=len({offer.gross_minor for offer in offers}) > 1,
        currency=sight.channel.currency,
        pv_minor=lowest.pv_minor,
        available=sum(offer.available for offer in offers),
    )


def _offers(product_ids: list[int], sight: Sight) -> dict[int, tuple[VariantOffer, ...]]:
    """Return each product's variants that have a price, in three statements."""
    prices = current_prices(sight).filter(variant__product__in=product_ids)
    tags = price_tags(prices, sight.audience)
    rows = ProductVariant.objects.filter(pk__in=tags).order_by("product", "position", "pk")
    variants = list(rows.values_list("pk", "product", "sku", "name"))
    free = available(sku for _pk, _product, sku, _name in variants)
    offers: dict[int, list[VariantOffer]] = defaultdict(list)
    for pk, product_id, sku, name in variants:
        offers[product_id].append(_offer(sku, name, tags[pk], free[sku], sight))
    return {product_id: tuple(found) for product_id, found in offers.items()}


def _offer(sku: str, name: str, tag: PriceTag, free: int, sight: Sight) -> VariantOffer:
    points = tag.pv_minor if sight.sees_points else None
    return VariantOffer(sku, name, tag.gross_minor, points, free)
