"""Listing, search, product page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.paging import PageRequest
from network.public import Buyer
from shop.public import (
    CategoryNotFound,
    ChannelNotFound,
    NewProduct,
    NewVariant,
    ProductNotFound,
    ProductText,
    Shopper,
    Wishes,
    create_product,
    list_categories,
    list_products,
    product_detail,
    publish_product,
    unpublish_product,
)
from tests.db.shop.market import (
    AT,
    DECLARED,
    GUEST,
    MARKETING,
    TODAY,
    price,
    sell,
    shopper,
)

pytestmark = pytest.mark.usefixtures("market")

RESELLER = Buyer(None, None, "reseller", None)


def names(query: str = "", **wishes: object) -> list[str]:
    """List the shop and return what is shown."""
    listed = list_products(shopper=shopper(), at=AT, wishes=Wishes(query, **wishes))  # type: ignore[arg-type]
    return [card.name for card in listed.products.items]


def test_products_are_listed_by_name_with_the_consumers_price() -> None:
    page = list_products(shopper=shopper(), at=AT).products
    assert [(c.name, c.gross_minor, c.pv_minor) for c in page.items] == [
        ("Kräutertee", 850, None),
        ("Rosencreme", 2990, None),
    ]
    assert (page.total, page.has_next) == (2, False)


def test_a_partner_sees_partner_prices_and_points(partner: Buyer) -> None:
    page = list_products(shopper=shopper(partner), at=AT).products
    assert [(c.gross_minor, c.pv_minor) for c in page.items] == [(680, 500), (2392, 2000)]


def test_an_audience_without_a_price_of_its_own_pays_as_customers_do() -> None:
    page = list_products(shopper=shopper(RESELLER), at=AT).products
    assert [card.gross_minor for card in page.items] == [850, 2990]


def test_words_are_in_the_shoppers_language_else_in_the_channels() -> None:
    english = list_products(shopper=shopper(language="en"), at=AT).products
    assert [card.name for card in english.items] == ["Herbal tea", "Rose cream"]
    french = list_products(shopper=shopper(language="fr"), at=AT).products
    assert [card.name for card in french.items] == ["Kräutertee", "Rosencreme"]


def balms(*variants: NewVariant) -> NewProduct:
    """Return a balm with everything it needs."""
    texts = (ProductText("de", "Balsam", "kurz", "lang"),)
    return NewProduct(
        "balm", "care", "face", "standard", texts, variants, "leaf", declaration=DECLARED
    )


def test_umlauts_sort_beside_their_vowels() -> None:
    sell("oil", "OIL", ("Öl", "Oil"), gross_minor=100)
    sell("soap", "SOAP", ("Seife", "Soap"), gross_minor=100)
    sell("apple", "APPLE", ("Apfel", "Apple"), gross_minor=100)
    assert names() == ["Apfel", "Kräutertee", "Öl", "Rosencreme", "Seife"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kräuter", ["Kräutertee"]),
        ("KRAEUTER", ["Kräutertee"]),
        ("tee kraut", ["Kräutertee"]),
        ("cream", ["Rosencreme"]),
        ("tea creme", []),
        ("rosencremes", ["Rosencreme"]),
        ("tea-", ["Kräutertee"]),
        ("%", []),
        ("\x00", ["Kräutertee", "Rosencreme"]),
    ],
)
def test_search_forgives_spelling_and_wants_every_word(query: str, found: list[str]) -> None:
    assert names(query) == found


def test_a_category_narrows_the_list() -> None:
    assert names(category="face") == ["Kräutertee", "Rosencreme"]
    with pytest.raises(CategoryNotFound):
        names(category="feet")


def test_categories_with_something_for_sale_are_shown() -> None:
    shown = list_categories(shopper=shopper(language="en"), at=AT)
    assert [(c.slug, c.name) for c in shown] == [("face", "Face")]


def test_what_is_not_published_is_not_there() -> None:
    unpublish_product(actor=MARKETING, slug="rose-cream", channel="de", at=AT)
    assert names() == ["Kräutertee"]
    with pytest.raises(ProductNotFound):
        product_detail(shopper=shopper(), slug="rose-cream", at=AT)


def test_what_is_published_later_is_not_there_yet() -> None:
    unpublish_product(actor=MARKETING, slug="rose-cream", channel="de", at=AT)
    publish_product(actor=MARKETING, slug="rose-cream", channel="de", at=AT + timedelta(days=1))
    assert names() == ["Kräutertee"]


def test_what_has_no_price_is_not_there() -> None:
    tomorrow = TODAY + timedelta(days=1)
    balm = balms(NewVariant("BALM", "", "30 ml"))
    create_product(actor=MARKETING, product=balm, at=AT)
    price("BALM", 900, valid_from=tomorrow)
    publish_product(actor=MARKETING, slug="balm", channel="de", at=AT)
    assert "Balsam" not in names()


def test_the_product_page_shows_every_priced_variant() -> None:
    sizes = [("BALM-S", "30 ml"), ("BALM-L", "90 ml"), ("BALM-X", "1 l")]
    balm = balms(*(NewVariant(sku, size, size) for sku, size in sizes))
    create_product(actor=MARKETING, product=balm, at=AT)
    price("BALM-S", 900)
    price("BALM-L", 1900)
    price("BALM-X", 9900, valid_from=TODAY + timedelta(days=1))
    publish_product(actor=MARKETING, slug="balm", channel="de", at=AT)
    detail = product_detail(shopper=shopper(), slug="balm", at=AT)
    assert [(v.name, v.gross_minor, v.available) for v in detail.variants] == [
        ("30 ml", 900, 0),
        ("90 ml", 1900, 0),
    ]
    assert (detail.tax_rate_bp, detail.category_name, detail.art) == (1900, "Gesicht", "leaf")
    (card,) = list_products(shopper=shopper(), at=AT, wishes=Wishes("balsam")).products.items
    assert (card.gross_minor, card.has_several_prices) == (900, True)


@pytest.mark.parametrize("slug", ["nothing", "", "a\x00b"])
def test_an_unknown_product_is_not_found(slug: str) -> None:
    with pytest.raises(ProductNotFound):
        product_detail(shopper=shopper(), slug=slug, at=AT)


def test_an_unknown_channel_is_not_found() -> None:
    with pytest.raises(ChannelNotFound, match="mars"):
        list_products(shopper=Shopper("mars", "de", GUEST), at=AT)


def test_the_number_of_statements_does_not_grow_with_the_page() -> None:
    for number in range(25):
        sell(f"soap-{number}", f"SOAP-{number}", ("Seife", "Soap"), gross_minor=400)
    with CaptureQueriesContext(connection) as queries:
        listed = list_products(
            shopper=shopper(), at=AT, wishes=Wishes("seife"), page=PageRequest(1, 20)
        )
    page = listed.products
    assert (len(page.items), page.total, page.has_next) == (20, 25, True)
    assert len(queries) <= 7


def test_a_page_too_far_is_empty_and_knows_the_total() -> None:
    listed = list_products(shopper=shopper(), at=AT, page=PageRequest(9, 20))
    assert (listed.products.items, listed.products.total) == ((), 2)


def test_a_product_page_takes_as_many_statements_with_one_variant_as_with_many() -> None:
    with CaptureQueriesContext(connection) as queries:
        product_detail(shopper=shopper(), slug="rose-cream", at=AT)
    few = len(queries)
    assert few <= 16
    sizes = [f"{size} ml" for size in range(10, 200, 10)]
    create_product(
        actor=MARKETING, product=balms(*(NewVariant(size, size, size) for size in sizes)), at=AT
    )
    for size in sizes:
        price(size, 900)
    publish_product(actor=MARKETING, slug="balm", channel="de", at=AT)
    with CaptureQueriesContext(connection) as queries:
        detail = product_detail(shopper=shopper(), slug="balm", at=AT)
    assert len(detail.variants) == len(sizes)
    assert len(queries) <= few
