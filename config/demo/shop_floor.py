"""Open the demo's shop through the shop's use cases: channels, products, prices, stock."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

import shop.public as shop
from config.demo.goods import Channel, DemoPrice, DemoProduct, DemoVariant, Goods
from core.company import local_date
from core.errors import Conflict
from core.policy import Actor
from inventory.public import receive_stock

STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Keepers:
    """Who keeps the catalogue, and who takes the goods in."""

    catalogue: Actor
    warehouse: Actor


@transaction.atomic
def open_shop(
    goods: Goods, keepers: Keepers, *, sells_from: date, at: datetime, today: datetime | None = None
) -> None:
    """Create and publish everything that is for sale; what is there already stays as it is.

    Some products came later, counted back from `today`: they are published as of that day.
    """
    keeper, warehouse = keepers.catalogue, keepers.warehouse
    for channel in goods.channels:
        _open_channel(channel, keeper, at)
    _put_up_shelves(goods, keeper, at)
    for item in goods.products:
        with suppress(Conflict):
            shop.create_product(actor=keeper, product=item.product, at=at)
        for variant in item.variants:
            for price in variant.prices:
                _say_price(variant, price, keeper=keeper, since=sells_from, at=at)
            _take_in(variant, warehouse, at)
        for channel in goods.channels:
            slug = channel.channel.slug
            launched_at = _launched(item, at, today or at)
            shop.publish_product(actor=keeper, slug=item.product.slug, channel=slug, at=launched_at)
    _relate(goods, keeper, at)


def _launched(item: DemoProduct, at: datetime, today: datetime) -> datetime:
    if not item.launched_days_ago:
        return at
    return max(at, today - timedelta(days=item.launched_days_ago))


def reduce_prices(item: DemoProduct, *, keeper: Actor, at: datetime) -> None:
    """Let the prices of a product fall that have fallen."""
    for variant in item.variants:
        for price in variant.prices:
            if price.before_minor is not None:
                new = _new_price(variant, price, price.gross_minor, local_date(at))
                shop.set_price(actor=keeper, price=new, at=at)


def _relate(goods: Goods, keeper: Actor, at: datetime) -> None:
    for item in goods.products:
        slug = item.product.slug
        shop.relate_products(actor=keeper, slug=slug, related=item.related, at=at)


def _open_channel(channel: Channel, keeper: Actor, at: datetime) -> None:
    with suppress(Conflict):
        shop.create_channel(actor=keeper, channel=channel.channel, at=at)
    for method in channel.shipping:
        shop.save_shipping_method(actor=keeper, method=method, at=at)
    for payment in channel.payments:
        shop.save_payment_method(actor=keeper, method=payment, at=at)


def _put_up_shelves(goods: Goods, keeper: Actor, at: datetime) -> None:
    for category in goods.categories:
        with suppress(Conflict):
            shop.create_category(actor=keeper, category=category, at=at)
    for attribute in goods.attributes:
        with suppress(Conflict):
            shop.create_attribute(actor=keeper, attribute=attribute, at=at)
    for product_type in goods.product_types:
        with suppress(Conflict):
            shop.create_product_type(actor=keeper, product_type=product_type, at=at)
    for manufacturer in goods.manufacturers:
        shop.save_manufacturer(actor=keeper, manufacturer=manufacturer, at=at)


def _say_price(
    variant: DemoVariant, price: DemoPrice, *, keeper: Actor, since: date, at: datetime
) -> None:
    """Set the first price: the one before the reduction, where there was one."""
    first = price.gross_minor if price.before_minor is None else price.before_minor
    shop.set_price(actor=keeper, price=_new_price(variant, price, first, since), at=at)


def _new_price(
    variant: DemoVariant, price: DemoPrice, gross_minor: int, since: date
) -> shop.NewPrice:
    return shop.NewPrice(
        sku=variant.sku,
        channel=price.channel,
        audience=price.audience,
        gross_minor=gross_minor,
        pv_minor=variant.pv_minor,
        cv_minor=variant.pv_minor,
        valid_from=since,
    )


def _take_in(variant: DemoVariant, warehouse: Actor, at: datetime) -> None:
    if variant.stock:
        receive_stock(
            actor=warehouse, sku=variant.sku, quantity=variant.stock, reference="LS-0001", at=at
        )
