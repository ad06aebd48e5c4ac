"""Everything that is on sale, to choose from in a form."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef

from shop.models import ProductVariant
from shop.rules.folding import fold
from shop.rules.order_maths import line_name
from shop.selectors.channels import sight_of
from shop.selectors.prices import current_prices
from shop.selectors.variants import published_in, shown_variants
from shop.values.carts import Good
from shop.values.catalogue import Shopper

MOST = 500


def goods_for_sale(*, shopper: Shopper, at: datetime) -> tuple[Good, ...]:
    """Return the variants this shopper may buy, by name; four statements.

    Raises: ChannelNotFound.
    """
    sight = sight_of(shopper, at)
    priced = Exists(current_prices(sight).filter(variant=OuterRef("pk")))
    sold = ProductVariant.objects.filter(published_in(sight, "product"), priced)
    shown = shown_variants(list(sold.order_by("pk").values_list("pk", flat=True)[:MOST]), sight)
    goods = [
        Good(variant.sku, line_name(variant.product_name, variant.variant_name),
             variant.tag.gross_minor)
        for variant in shown.values() if variant.tag
    ]  # fmt: skip
    return tuple(sorted(goods, key=lambda good: (fold(good.name), good.sku)))
