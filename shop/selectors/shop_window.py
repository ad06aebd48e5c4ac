"""What the home page shows: what is new, and what sells."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count

from shop.models import OrderLine
from shop.selectors.cards import cards_of, for_sale, with_words
from shop.selectors.catalogue import newest
from shop.selectors.channels import sight_of
from shop.values.catalogue import ProductCard, Shopper, ShopWindow

LATEST_LINES = 2000


def shop_window(*, shopper: Shopper, at: datetime, most: int = 4) -> ShopWindow:
    """Return the newest products and the best sellers, in five statements.

    Raises: ChannelNotFound.
    """
    sight = sight_of(shopper, at)
    ranked = _best_sold(most * 2)
    selling = {row.pk: row for row in with_words(for_sale(sight).filter(pk__in=ranked), sight)}
    best = [selling[pk] for pk in ranked if pk in selling][:most]
    new = list(newest(sight, most * 2))
    shown = {card.slug: card for card in cards_of({row.pk: row for row in [*best, *new]}.values(),
                                                  sight)}  # fmt: skip
    best_slugs = [row.slug for row in best]
    new_slugs = [row.slug for row in new if row.slug not in best_slugs][:most]
    return ShopWindow(
        newest=_cards(new_slugs, shown),
        best_sellers=_cards(best_slugs, shown),
    )


def _cards(slugs: list[str], shown: dict[str, ProductCard]) -> tuple[ProductCard, ...]:
    return tuple(shown[slug] for slug in slugs if slug in shown)


def _best_sold(most: int) -> list[int]:
    """Return the products in most paid orders, among the latest lines sold.

    A bounded look back keeps the page as quick on a million orders as on ten.
    """
    latest = OrderLine.objects.filter(variant__isnull=False).order_by("-pk")[:LATEST_LINES]
    rows = (
        OrderLine.objects.filter(pk__in=latest.values("pk"), order__paid_at__isnull=False)
        .values("variant__product")
        .annotate(orders=Count("order", distinct=True))
        .order_by("-orders", "variant__product")
    )
    return list(rows.values_list("variant__product", flat=True)[:most])
