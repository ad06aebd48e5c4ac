"""Every page of the catalogue that search engines may know."""

from __future__ import annotations

from datetime import datetime

from shop.selectors.cards import for_sale
from shop.selectors.channels import sight_of
from shop.selectors.shelves import all_shelves
from shop.values.catalogue import CatalogueMap, Shopper

MOST_PRODUCTS = 40_000  # a sitemap holds fifty thousand addresses


def catalogue_map(*, shopper: Shopper, at: datetime) -> CatalogueMap:
    """Return the slugs of products for sale and of categories that hold some.

    Raises: ChannelNotFound.
    """
    sight = sight_of(shopper, at)
    products = for_sale(sight)
    filled = set(products.order_by().values_list("category", flat=True).distinct())
    return CatalogueMap(
        products=tuple(products.order_by("slug").values_list("slug", flat=True)[:MOST_PRODUCTS]),
        categories=tuple(card.slug for card in all_shelves(sight).in_order(filled)),
    )
