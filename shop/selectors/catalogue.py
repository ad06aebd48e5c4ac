"""Listing and search: what is for sale, by a shopper's wishes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Count, IntegerField, OrderBy, OuterRef, QuerySet, Subquery, Window
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from core.paging import Page, PageRequest
from inventory.public import available
from shop.models import Product, ProductAttributeValue, ProductChannelListing, ProductVariant
from shop.selectors.cards import cards_of, for_sale, lowest, own_prices, with_words
from shop.selectors.channels import Sight, sight_of
from shop.selectors.search import matching, nearly_matching, relevance, words_of
from shop.selectors.shelves import Shelves, all_shelves, facets
from shop.values.catalogue import (
    ANYTHING,
    CategoryCard,
    Listing,
    ProductCard,
    Shopper,
    Wishes,
)

FIRST_PAGE = PageRequest()


class ProductNotFound(NotFound):
    """There is no such product for this shopper."""

    code = "shop.product_not_found"


class CategoryNotFound(NotFound):
    """There is no such category."""

    code = "shop.category_not_found"


def list_products(
    *, shopper: Shopper, at: datetime, wishes: Wishes = ANYTHING, page: PageRequest = FIRST_PAGE
) -> Listing:
    """List what is for sale, with what the list can be narrowed by.

    Seven statements whatever the size of the page; two more where only what is in stock is wanted,
    one more where nothing says exactly the words that were looked for.

    Raises: ChannelNotFound; CategoryNotFound.
    """
    sight = sight_of(shopper, at)
    shelves = all_shelves(sight)
    words = words_of(wishes.query)
    shelf = in_category(for_sale(sight), wishes.category, shelves)
    base = matching(shelf, words)
    found = _page(narrowed(base, wishes, sight), wishes, sight, page)
    is_close = not found.total and bool(words)
    if is_close:
        base = nearly_matching(shelf, words)
        found = _page(narrowed(base, wishes, sight), wishes, sight, page)
    return Listing(
        products=found,
        facets=facets(base, sight),
        trail=_trail(wishes.category, shelves),
        is_close=is_close and bool(found.total),
    )


def list_categories(*, shopper: Shopper, at: datetime) -> tuple[CategoryCard, ...]:
    """Return the categories that have something for sale, each below the one it stands in.

    Raises: ChannelNotFound.
    """
    sight = sight_of(shopper, at)
    filled = set(for_sale(sight).order_by().values_list("category", flat=True).distinct())
    return tuple(all_shelves(sight).in_order(filled))


def in_category(products: QuerySet[Product], slug: str, shelves: Shelves) -> QuerySet[Product]:
    """Keep what stands in a category or below it.

    Raises: CategoryNotFound.
    """
    if not slug:
        return products
    top = shelves.by_slug(slug)
    if top is None:
        raise CategoryNotFound(_("There is no such category. Look through the catalogue."))
    return products.filter(category__in=shelves.within(top))


def narrowed(products: QuerySet[Product], wishes: Wishes, sight: Sight) -> QuerySet[Product]:
    """Keep what has the wanted attributes, price and stock."""
    for attribute, values in wishes.attributes:
        answers = ProductAttributeValue.objects.filter(
            value__attribute__slug=attribute, value__slug__in=values
        )
        products = products.filter(pk__in=answers.values("product"))
    prices = own_prices(sight)
    if wishes.from_minor is not None:
        prices = prices.filter(gross_minor__gte=wishes.from_minor)
    if wishes.to_minor is not None:
        prices = prices.filter(gross_minor__lte=wishes.to_minor)
    if wishes.from_minor is not None or wishes.to_minor is not None:
        products = products.filter(pk__in=prices.values("variant__product"))
    return _in_stock(products) if wishes.in_stock else products


def _in_stock(products: QuerySet[Product]) -> QuerySet[Product]:
    """Ask the inventory, which knows SKUs and not products."""
    rows = ProductVariant.objects.filter(product__in=products.order_by().values("pk"))
    owners = dict(rows.values_list("sku", "product"))
    free = available(owners)
    return products.filter(pk__in={owners[sku] for sku, count in free.items() if count > 0})


def _page(
    products: QuerySet[Product], wishes: Wishes, sight: Sight, page: PageRequest
) -> Page[ProductCard]:
    """Read one page with its total in one statement; a page too far asks once more."""
    start, stop = page.bounds
    ordered = with_words(products, sight).annotate(
        total=Window(Count("pk"), output_field=IntegerField())
    )
    shown = list(ordered.order_by(*_order(wishes, sight))[start:stop])
    total = shown[0].total if shown else products.count() if start else 0
    cards = cards_of(shown[: page.page_size], sight)
    found = page.page(cards, total=total)
    return Page(found.items, found.number, found.size, total, len(shown) > page.page_size)


def _order(wishes: Wishes, sight: Sight) -> list[OrderBy | str]:
    words = words_of(wishes.query)
    sort = wishes.sort
    if sort == "points" and not sight.sees_points:
        sort = ""
    if sort in _ORDERS:
        return [_ORDERS[sort](sight), "sort_key", "pk"]
    if sort != "name" and words:
        return [OrderBy(relevance(words), descending=True, nulls_last=True), "sort_key", "pk"]
    return ["sort_key", "pk"]


def _published(sight: Sight) -> Subquery:
    listings = ProductChannelListing.objects.filter(
        product=OuterRef("pk"), channel=sight.channel.channel_id
    )
    return Subquery(listings.values("published_at")[:1])


_ORDERS: dict[str, Callable[[Sight], OrderBy]] = {
    "price": lambda sight: OrderBy(lowest(sight, "gross_minor")),
    "-price": lambda sight: OrderBy(lowest(sight, "gross_minor"), descending=True),
    "newest": lambda sight: OrderBy(_published(sight), descending=True, nulls_last=True),
    "points": lambda sight: OrderBy(lowest(sight, "pv_minor"), descending=True),
}


def newest(sight: Sight, most: int) -> QuerySet[Any]:
    """Return what was published last."""
    order = _ORDERS["newest"](sight)
    return with_words(for_sale(sight), sight).order_by(order, "sort_key", "pk")[:most]


def _trail(category: str, shelves: Shelves) -> tuple[CategoryCard, ...]:
    pk = shelves.by_slug(category) if category else None
    return shelves.trail(pk) if pk is not None else ()
