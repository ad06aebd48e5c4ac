"""Search as people type: German spelling, parts of words, other forms, a few errors."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shop.public import (
    Declaration,
    LabelText,
    NewProduct,
    NewVariant,
    ProductText,
    Wishes,
    create_product,
    list_products,
    publish_product,
)
from tests.db.shop.market import AT, DECLARED, MARKETING, price, shopper

pytestmark = pytest.mark.django_db

SHELF = [
    ("calendula-cream", "Calendula-Creme", "Pflege mit Ringelblume", "Sonnenblumenöl, Bienenwachs"),
    ("shower-oil", "Duschöl", "Für die Straße", "Mandelöl, Ringelblumenextrakt"),
    ("magnesium", "Magnesium-Kapseln", "Mit Magnesiumcitrat", "Magnesiumcitrat"),
]


@pytest.fixture(autouse=True)
def _shelf(market: None) -> None:
    """Put a few things with ingredients on sale."""
    for slug, name, summary, ingredients in SHELF:
        label = LabelText("de", ingredients=ingredients)
        product = NewProduct(
            slug=slug,
            product_type="care",
            category="face",
            tax_class="standard",
            texts=(ProductText("de", name, summary), ProductText("en", slug.replace("-", " "))),
            variants=(NewVariant(f"QM-{slug[:3]}", "", "90 g"),),
            art="leaf",
            declaration=replace(DECLARED, labels=(label,)),
        )
        create_product(actor=MARKETING, product=product, at=AT)
        price(f"QM-{slug[:3]}", 1000)
        publish_product(actor=MARKETING, slug=slug, channel="de", at=AT)


def found(query: str) -> list[str]:
    """Search and return the slugs in their order."""
    listed = list_products(shopper=shopper(), at=AT, wishes=Wishes(query)).products
    return [card.slug for card in listed.items]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("duschoel", ["shower-oil"]),
        ("DUSCHÖL", ["shower-oil"]),
        ("duschol", ["shower-oil"]),
        ("strasse", ["shower-oil"]),
        ("calen", ["calendula-cream"]),
        ("kapsel", ["magnesium"]),
        ("cremes", ["calendula-cream"]),
        ("QM-cal", ["calendula-cream"]),
        ("qm-CAL", ["calendula-cream"]),
        ("bienenwachs", ["calendula-cream"]),
        ("citrat", ["magnesium"]),
        ("magnesium kapseln", ["magnesium"]),
        ("creams", ["rose-cream", "calendula-cream"]),
        ("magnesium creme", []),
        ("' | !(&", []),
        ("xyzzy", []),
    ],
)
def test_people_find_what_they_mean(query: str, slugs: list[str]) -> None:
    assert found(query) == slugs


@pytest.mark.parametrize(
    ("query", "slug"),
    [("calendla", "calendula-cream"), ("magnesum", "magnesium"), ("kapslen", "magnesium")],
)
def test_a_typing_error_is_forgiven_and_said(query: str, slug: str) -> None:
    listed = list_products(shopper=shopper(), at=AT, wishes=Wishes(query))
    assert listed.is_close
    assert [card.slug for card in listed.products.items] == [slug]


def test_what_fits_exactly_is_not_mixed_with_what_comes_near() -> None:
    listed = list_products(shopper=shopper(), at=AT, wishes=Wishes("creme"))
    assert not listed.is_close
    assert {card.slug for card in listed.products.items} == {"calendula-cream", "rose-cream"}


def test_what_stands_in_the_name_comes_first() -> None:
    assert found("ringelblume") == ["calendula-cream", "shower-oil"]
    sunflower = NewProduct(
        slug="marigold",
        product_type="care",
        category="face",
        tax_class="standard",
        texts=(ProductText("de", "Ringelblumenbad"),),
        variants=(NewVariant("BATH", "", "90 g"),),
        art="leaf",
        declaration=Declaration("moos", has_no_warnings=True),
    )
    create_product(actor=MARKETING, product=sunflower, at=AT)
    price("BATH", 1000)
    publish_product(actor=MARKETING, slug="marigold", channel="de", at=AT)
    assert found("ringelblume")[0] == "marigold"
