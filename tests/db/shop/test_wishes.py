"""Narrowing and ordering the list: categories as a tree, attributes, price, stock, what is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.paging import PageRequest
from network.public import Buyer
from shop.models import Product
from shop.public import (
    NewAttribute,
    NewAttributeValue,
    NewCategory,
    NewProduct,
    NewProductType,
    NewVariant,
    ProductText,
    Wishes,
    create_attribute,
    create_category,
    create_product,
    create_product_type,
    list_categories,
    list_products,
    publish_product,
)
from shop.services.catalogue_entries import UnknownShelf
from shop.services.product_parts import BadProduct
from tests.db.shop.market import AT, DECLARED, MARKETING, price, sell, shopper

pytestmark = pytest.mark.usefixtures("market")


def value(slug: str, german: str) -> NewAttributeValue:
    """Return a possible answer."""
    return NewAttributeValue(slug, (("de", german), ("en", slug)))


SKIN = NewAttribute(
    "skin",
    (("de", "Haut"), ("en", "Skin")),
    (value("dry", "trocken"), value("oily", "ölig")),
    input_type="multiselect",
)
SCENT = NewAttribute(
    "scent", (("de", "Duft"),), (value("rose", "Rose"), value("none", "ohne")), position=1
)
BALM = NewProduct(
    slug="balm",
    product_type="balms",
    category="face",
    tax_class="standard",
    texts=(ProductText("de", "Balsam"),),
    variants=(NewVariant("BALM", "", "30 ml"),),
    art="leaf",
    attributes=(("skin", ("dry", "oily")), ("scent", ("rose",))),
    declaration=DECLARED,
)


def offer(product: NewProduct, gross_minor: int = 1500) -> None:
    """Create, price and publish; nothing lies in stock."""
    create_product(actor=MARKETING, product=product, at=AT)
    for variant in product.variants:
        price(variant.sku, gross_minor)
    publish_product(actor=MARKETING, slug=product.slug, channel="de", at=AT + timedelta(minutes=-1))


@pytest.fixture
def balms(market: None) -> None:
    """Sell a balm for dry and oily skin, and one for dry skin without scent."""
    for attribute in (SKIN, SCENT):
        create_attribute(actor=MARKETING, attribute=attribute, at=AT)
    kind = NewProductType("balms", "Balms", attributes=("skin", "scent"))
    create_product_type(actor=MARKETING, product_type=kind, at=AT)
    offer(BALM)
    plain = replace(
        BALM,
        slug="plain-balm",
        texts=(ProductText("de", "Balsam pur"),),
        variants=(NewVariant("PLAIN", "", "30 ml"),),
        attributes=(("skin", ("dry",)), ("scent", ("none",))),
    )
    offer(plain, 2500)


def slugs(buyer: Buyer | None = None, **wishes: object) -> list[str]:
    """List and return the slugs in their order."""
    who = shopper(buyer) if buyer else shopper()
    listed = list_products(shopper=who, at=AT, wishes=Wishes(**wishes))  # type: ignore[arg-type]
    return [card.slug for card in listed.products.items]


@pytest.mark.usefixtures("balms")
@pytest.mark.parametrize(
    ("attributes", "found"),
    [
        ((("skin", ("dry",)),), ["balm", "plain-balm"]),
        ((("skin", ("oily",)),), ["balm"]),
        ((("scent", ("rose", "none")),), ["balm", "plain-balm"]),
        ((("skin", ("oily",)), ("scent", ("none",))), []),
        ((("moon", ("full",)),), []),
    ],
)
def test_any_value_of_an_attribute_and_every_attribute(
    attributes: tuple[tuple[str, tuple[str, ...]], ...], found: list[str]
) -> None:
    assert slugs(attributes=attributes) == found


@pytest.mark.usefixtures("balms")
def test_the_list_says_what_it_can_be_narrowed_by() -> None:
    listed = list_products(shopper=shopper(), at=AT)
    assert [
        (facet.name, [(value.name, value.count) for value in facet.values])
        for facet in listed.facets
    ] == [("Haut", [("trocken", 2), ("ölig", 1)]), ("Duft", [("Rose", 1), ("ohne", 1)])]


@pytest.mark.usefixtures("balms")
def test_prices_are_those_of_the_audience(partner: Buyer) -> None:
    assert slugs(from_minor=1500, to_minor=2500) == ["balm", "plain-balm"]
    assert slugs(to_minor=1499) == ["herbal-tea"]
    assert slugs(partner, to_minor=700) == ["herbal-tea"]
    assert slugs(partner, from_minor=2392, to_minor=2400) == ["rose-cream"]
    assert slugs(from_minor=2392, to_minor=2400) == []


@pytest.mark.usefixtures("balms")
def test_only_what_is_in_stock() -> None:
    assert slugs(in_stock=True) == ["herbal-tea", "rose-cream"]


@pytest.mark.usefixtures("balms")
@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("name", ["balm", "plain-balm", "herbal-tea", "rose-cream"]),
        ("price", ["herbal-tea", "balm", "plain-balm", "rose-cream"]),
        ("-price", ["rose-cream", "plain-balm", "balm", "herbal-tea"]),
        ("newest", ["herbal-tea", "rose-cream", "balm", "plain-balm"]),
        ("points", ["balm", "plain-balm", "herbal-tea", "rose-cream"]),
        ("nonsense", ["balm", "plain-balm", "herbal-tea", "rose-cream"]),
    ],
)
def test_the_order_a_shopper_wants(sort: str, found: list[str]) -> None:
    assert slugs(sort=sort) == found


def test_a_partner_may_order_by_points_and_by_own_prices(partner: Buyer) -> None:
    sell("lip-care", "LIPS", ("Lippen", "Lips"), gross_minor=500, pv_minor=4000)
    price("CREAM", 100, audience="partner")
    assert slugs(partner, sort="points") == ["lip-care", "herbal-tea", "rose-cream"]
    assert slugs(partner, sort="price") == ["rose-cream", "lip-care", "herbal-tea"]


def test_a_category_holds_what_stands_below_it() -> None:
    for slug, parent in (("care", ""), ("day", "face"), ("empty", "")):
        names = (("de", slug.title()),)
        create_category(actor=MARKETING, category=NewCategory(slug, names, 5, parent), at=AT)
    Product.objects.filter(slug="rose-cream").update(category_id=category_id("day"))
    assert slugs(category="face") == ["herbal-tea", "rose-cream"]
    assert slugs(category="day") == ["rose-cream"]
    shown = list_categories(shopper=shopper(), at=AT)
    assert [(card.slug, card.depth) for card in shown] == [("face", 0), ("day", 1)]
    listed = list_products(shopper=shopper(), at=AT, wishes=Wishes(category="day"))
    assert [card.name for card in listed.trail] == ["Gesicht", "Day"]


def category_id(slug: str) -> int:
    """Return a category's id."""
    found = Product._meta.get_field("category").related_model.objects.get(slug=slug)  # type: ignore[union-attr]
    return int(found.pk)


@pytest.mark.parametrize(
    ("attributes", "refusal"),
    [
        ((("skin", ("blue",)),), UnknownShelf),
        ((("moon", ("full",)),), UnknownShelf),
        ((("scent", ("rose", "none")),), BadProduct),
    ],
)
@pytest.mark.usefixtures("balms")
def test_answers_must_be_possible(
    attributes: tuple[tuple[str, tuple[str, ...]], ...], refusal: type[Exception]
) -> None:
    odd = replace(BALM, slug="odd", variants=(NewVariant("ODD", ""),), attributes=attributes)
    with pytest.raises(refusal):
        create_product(actor=MARKETING, product=odd, at=AT)


@pytest.mark.usefixtures("balms")
def test_every_wish_at_once_takes_a_bounded_number_of_statements() -> None:
    wishes = Wishes("balsam", "face", (("skin", ("dry",)),), 100, 9900, in_stock=True, sort="price")
    with CaptureQueriesContext(connection) as queries:
        list_products(shopper=shopper(), at=AT, wishes=wishes, page=PageRequest(1, 20))
    assert len(queries) <= 9
