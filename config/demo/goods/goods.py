"""The shapes of what the demo company sells."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from shop.public import (
    NewAttribute,
    NewCategory,
    NewChannel,
    NewManufacturer,
    NewPaymentMethod,
    NewProduct,
    NewProductType,
    NewShippingMethod,
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A market with its ways to ship and to pay."""

    channel: NewChannel
    shipping: tuple[NewShippingMethod, ...]
    payments: tuple[NewPaymentMethod, ...]


@dataclass(frozen=True, slots=True)
class DemoPrice:
    """What an audience pays in a channel now, and what it paid before a reduction, if any."""

    channel: str
    audience: str
    gross_minor: int
    before_minor: int | None = None


@dataclass(frozen=True, slots=True)
class DemoVariant:
    """What is put into a cart: its points are the same for everybody, its prices are not.

    `reduced_days_ago` is when the price fell, counted back from the day of the load.
    """

    sku: str
    stock: int
    pv_minor: int
    prices: tuple[DemoPrice, ...]
    reduced_days_ago: int = 0


@dataclass(frozen=True, slots=True)
class DemoProduct:
    """A product, its variants' prices and stock, and what is recommended beside it.

    `launched_days_ago` counts back from the day of the load; 0: there from the first day.
    """

    product: NewProduct
    variants: tuple[DemoVariant, ...]
    related: tuple[str, ...]
    launched_days_ago: int = 0


@dataclass(frozen=True, slots=True)
class Goods:
    """Everything that is for sale, with the shelves it stands on."""

    channels: tuple[Channel, ...]
    categories: tuple[NewCategory, ...]
    attributes: tuple[NewAttribute, ...]
    product_types: tuple[NewProductType, ...]
    manufacturers: tuple[NewManufacturer, ...]
    products: tuple[DemoProduct, ...]

    def only(self, slugs: Collection[str], channels: tuple[Channel, ...]) -> Goods:
        """Return a smaller shop: some of the products, in these channels."""
        known = {channel.channel.slug for channel in channels}
        products = tuple(
            _in_channels(item, known, slugs) for item in self.products if item.product.slug in slugs
        )
        return replace(self, channels=channels, products=products)


def _in_channels(
    item: DemoProduct, channels: Collection[str], slugs: Collection[str]
) -> DemoProduct:
    variants = tuple(
        replace(one, prices=tuple(price for price in one.prices if price.channel in channels))
        for one in item.variants
    )
    related = tuple(slug for slug in item.related if slug in slugs)
    return replace(item, variants=variants, related=related)
