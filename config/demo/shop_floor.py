"""Open the demo's shop through the shop's use cases: channel, products, prices, stock."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import shop.public as shop
from config.demo.catalogue import CATEGORIES, CHANNEL, MAKER, PRODUCT_TYPE, PRODUCTS, DemoProduct
from core.errors import Conflict
from core.policy import Actor
from inventory.public import receive_stock

STANDARD = "standard"


def open_shop(*, keeper: Actor, warehouse: Actor, sells_from: date, at: datetime) -> None:
    """Create and publish everything that is for sale; what is there already stays as it is."""
    channel = shop.NewChannel(CHANNEL, "Quellmoos Deutschland", "EUR", "DE", "de")
    with suppress(Conflict):
        shop.create_channel(actor=keeper, channel=channel, at=at)
    _say_how_to_ship_and_pay(keeper, at)
    with suppress(Conflict):
        kind = shop.NewProductType(PRODUCT_TYPE, "Naturprodukte")
        shop.create_product_type(actor=keeper, product_type=kind, at=at)
    shop.save_manufacturer(actor=keeper, manufacturer=MAKER, at=at)
    for category in CATEGORIES:
        with suppress(Conflict):
            shop.create_category(actor=keeper, category=category, at=at)
    for item in PRODUCTS:
        _put_on_sale(item, keeper=keeper, sells_from=sells_from, at=at)
        receive_stock(
            actor=warehouse, sku=item.sku, quantity=item.stock, reference="LS-0001", at=at
        )


def _say_how_to_ship_and_pay(keeper: Actor, at: datetime) -> None:
    words = (
        shop.ShippingText("de", "Standardversand", "mit DHL"),
        shop.ShippingText("en", "Standard delivery", "by DHL"),
    )
    standard = shop.NewShippingMethod(CHANNEL, STANDARD, words, gross_minor=0)
    shop.save_shipping_method(actor=keeper, method=standard, at=at)
    for position, (code, days) in enumerate((("card", 3), ("prepayment", 7))):
        way = shop.NewPaymentMethod(CHANNEL, code, days_to_pay=days, position=position)
        shop.save_payment_method(actor=keeper, method=way, at=at)


def _put_on_sale(item: DemoProduct, *, keeper: Actor, sells_from: date, at: datetime) -> None:
    with suppress(Conflict):
        shop.create_product(actor=keeper, product=item.product, at=at)
    prices = {
        "customer": item.consumer_minor,
        "partner": item.partner_minor,
        "reseller": item.reseller_minor,
    }
    for audience, gross_minor in prices.items():
        price = shop.NewPrice(
            sku=item.sku,
            channel=CHANNEL,
            audience=audience,
            gross_minor=gross_minor,
            pv_minor=item.pv_minor,
            cv_minor=item.pv_minor,
            valid_from=sells_from,
        )
        shop.set_price(actor=keeper, price=price, at=at)
    shop.publish_product(actor=keeper, slug=item.product.slug, channel=CHANNEL, at=at)
