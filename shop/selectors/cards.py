"""Products as cards: what a list shows of them."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from shop.models import Product, ProductMedia, VariantPrice
from shop.selectors.channels import Sight
from shop.selectors.offers import offers_of
from shop.selectors.prices import EVERYBODY, current_prices
from shop.selectors.texts import product_text
from shop.selectors.variants import published_in
from shop.values.catalogue import ProductCard, VariantOffer


def for_sale(sight: Sight) -> QuerySet[Product]:
    """Return what is published in the channel and has a price for this shopper."""
    priced = current_prices(sight).filter(variant__product=OuterRef("pk"))
    return Product.objects.filter(published_in(sight), Exists(priced))


def own_prices(sight: Sight) -> QuerySet[VariantPrice]:
    """Return the one price of each variant that this shopper pays."""
    prices = current_prices(sight)
    if sight.audience == EVERYBODY:
        return prices
    own = prices.filter(variant=OuterRef("variant"), audience=sight.audience)
    return prices.filter(Q(audience=sight.audience) | ~Exists(own))


def lowest(sight: Sight, column: str) -> Subquery:
    """Return a column of the lowest price of a product, as a column."""
    prices = own_prices(sight).filter(variant__product=OuterRef("pk"))
    return Subquery(prices.order_by("gross_minor", "variant").values(column)[:1])


def with_words(products: QuerySet[Product], sight: Sight) -> QuerySet[Any]:
    """Add what a card says of a product."""
    pictures = ProductMedia.objects.filter(product=OuterRef("pk")).order_by("position", "pk")
    return products.annotate(
        shown_name=product_text(sight, "name"),
        shown_summary=product_text(sight, "summary"),
        sort_key=product_text(sight, "sort_key"),
        category_slug=F("category__slug"),
        picture=Subquery(pictures.values("digest")[:1]),
    )


def cards_of(products: Iterable[Product], sight: Sight) -> list[ProductCard]:
    """Return cards in the same order, in two statements beside the one that reads the products."""
    shown = list(products)
    offers = offers_of([product.pk for product in shown], sight)
    return [_card(product, offers[product.pk], sight) for product in shown if product.pk in offers]


def _card(product: Product, offers: tuple[VariantOffer, ...], sight: Sight) -> ProductCard:
    cheapest = min(offers, key=attrgetter("gross_minor"))
    name, summary, picture, category = attrgetter(
        "shown_name", "shown_summary", "picture", "category_slug"
    )(product)
    return ProductCard(
        slug=product.slug,
        name=name or product.slug,
        summary=summary or "",
        art=product.art,
        picture=picture or "",
        category=category,
        sku=offers[0].sku if len(offers) == 1 else None,
        gross_minor=cheapest.gross_minor,
        has_several_prices=len({offer.gross_minor for offer in offers}) > 1,
        unit_price=cheapest.unit_price,
        reduction=cheapest.reduction,
        currency=sight.channel.currency,
        pv_minor=cheapest.pv_minor,
        available=sum(offer.available for offer in offers),
    )
