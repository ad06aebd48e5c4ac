"""A small market for the tests of the shop, made through the use cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from core.addresses import Address
from core.company import Company, save_company
from core.policy import Actor
from inventory.public import receive_stock
from network.public import Buyer
from shop import public as shop
from shop.public import (
    Choices,
    Contact,
    Declaration,
    NewCategory,
    NewChannel,
    NewManufacturer,
    NewPaymentMethod,
    NewPrice,
    NewProduct,
    NewShippingMethod,
    NewVariant,
    PlacedOrder,
    ProductText,
    ShippingText,
    Shopper,
)

AT = datetime(2026, 3, 2, 11, tzinfo=UTC)
TODAY = date(2026, 3, 2)
LATER = AT + timedelta(hours=1)
SYSTEM = Actor.system("tests")
MARKETING = Actor(-3, frozenset({"marketing"}), None, "account:-3")
WAREHOUSE = Actor(-4, frozenset({"warehouse"}), None, "account:-4")
SUPPORT = Actor(-5, frozenset({"support"}), None, "account:-5")
DEMO = Company(
    name="Moos GmbH",
    currency="EUR",
    country="DE",
    street="Moosweg 12",
    postcode="79098",
    town="Freiburg",
    tax_number="06/123/45678",
    is_demo=True,
)
MAKER = NewManufacturer(
    "moos", "Moos GmbH", "Am Bach 1, 79098 Freiburg", "DE", "service@moos.example"
)
DECLARED = Declaration("moos", has_no_warnings=True)
ANNA = Contact("anna@example.com", Address("Anna Muster", "Am Bach 1", "79098", "Freiburg", "DE"))
FREELY = Choices("free", "card", "own_use")
GUEST = Buyer(None, None, "customer", None)


def found_market() -> None:
    """Found a demo company, open the channel, put cream and tea on sale and on the shelf."""
    save_company(actor=SYSTEM, settings=DEMO, at=AT)
    channel = NewChannel("de", "Deutschland", "EUR", "DE", "de")
    shop.create_channel(actor=MARKETING, channel=channel, at=AT)
    care = shop.NewProductType("care", "Care")
    shop.create_product_type(actor=MARKETING, product_type=care, at=AT)
    ship("free")
    shop.save_payment_method(actor=SYSTEM, method=NewPaymentMethod("de", "card"), at=AT)
    category = NewCategory("face", (("de", "Gesicht"), ("en", "Face")))
    shop.create_category(actor=MARKETING, category=category, at=AT)
    shop.save_manufacturer(actor=MARKETING, manufacturer=MAKER, at=AT)
    sell("rose-cream", "CREAM", ("Rosencreme", "Rose cream"), gross_minor=2990, pv_minor=2000)
    sell("herbal-tea", "TEA", ("Kräutertee", "Herbal tea"), gross_minor=850, pv_minor=500,
         tax_class="reduced")  # fmt: skip


def ship(code: str, gross_minor: int = 0, **limits: Any) -> None:
    """Set up a way of shipping."""
    words = (ShippingText("de", f"Versand {code}"),)
    method = NewShippingMethod("de", code, words, gross_minor=gross_minor, **limits)
    shop.save_shipping_method(actor=SYSTEM, method=method, at=AT)


def be_a_real_company() -> None:
    """Turn the demo into a company with real customers."""
    save_company(actor=SYSTEM, settings=replace(DEMO, is_demo=False), at=AT)


def sell(  # noqa: PLR0913 — all that is said of a product, in one line of a test
    slug: str,
    sku: str,
    names: tuple[str, str],
    *,
    gross_minor: int,
    pv_minor: int = 0,
    tax_class: str = "standard",
    category: str = "face",
) -> None:
    """Create, price, publish and stock a product of one variant; partners pay a fifth less."""
    texts = (ProductText("de", names[0], f"{names[0]}: kurz"), ProductText("en", names[1]))
    variants = (NewVariant(sku, "", "90 g"),)
    product = NewProduct(
        slug, "care", category, tax_class, texts, variants, "moss", declaration=DECLARED
    )
    shop.create_product(actor=MARKETING, product=product, at=AT)
    price(sku, gross_minor, pv_minor=pv_minor)
    price(sku, gross_minor * 4 // 5, pv_minor=pv_minor, audience="partner")
    shop.publish_product(actor=MARKETING, slug=slug, channel="de", at=AT)
    receive_stock(actor=WAREHOUSE, sku=sku, quantity=100, reference="first", at=AT)


def price(
    sku: str,
    gross_minor: int,
    *,
    pv_minor: int = 0,
    audience: str = "customer",
    valid_from: date = TODAY,
    channel: str = "de",
) -> None:
    """Set a price; nine tenths of the points are commissionable."""
    new = NewPrice(
        sku, channel, audience, gross_minor, pv_minor, pv_minor * 9 // 10, valid_from=valid_from
    )
    shop.set_price(actor=MARKETING, price=new, at=AT)


def shopper(buyer: Buyer = GUEST, language: str = "de") -> Shopper:
    """Return somebody who looks at the German channel."""
    return Shopper("de", language, buyer)


def cart_with(*lines: tuple[str, int], buyer: Buyer = GUEST, token: UUID | None = None) -> UUID:
    """Fill a cart."""
    for sku, quantity in lines:
        token = shop.add_to_cart(
            token=token, sku=sku, quantity=quantity, shopper=shopper(buyer), at=AT
        )
    assert token is not None
    return token


def order_of(token: UUID, buyer: Buyer = GUEST, at: datetime = AT) -> PlacedOrder:
    """Order a cart."""
    return shop.place_order(token=token, contact=ANNA, choices=FREELY, buyer=buyer, at=at)


def placed(*lines: tuple[str, int], buyer: Buyer = GUEST) -> PlacedOrder:
    """Fill a cart and order it."""
    return order_of(cart_with(*(lines or (("CREAM", 1),)), buyer=buyer), buyer)


def paid(*lines: tuple[str, int], buyer: Buyer = GUEST) -> PlacedOrder:
    """Order and pay."""
    order = placed(*lines, buyer=buyer)
    shop.gateway_decide(token=order.payment_token, approve=True, at=AT)
    return order
