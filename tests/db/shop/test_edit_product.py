"""Changing what is there: every edit is found, traced, and lets nothing unready stay on sale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.models import AuditEntry
from core.policy import NotAllowed
from shop.public import (
    CategoryChanges,
    Declaration,
    LabelText,
    NewAttribute,
    NewAttributeValue,
    NewCategory,
    NewVariant,
    NotReady,
    NutrientAmount,
    ProductChanges,
    ProductNotFound,
    ProductText,
    Wishes,
    add_attribute_value,
    add_variant,
    change_category,
    change_product,
    change_variant,
    create_attribute,
    create_category,
    declare_product,
    list_products,
    product_detail,
    relate_products,
    set_product_texts,
)
from shop.rules.contents import Content
from shop.services.declare_product import BadDeclaration
from shop.services.edit_catalogue import BadShelf
from shop.services.product_parts import BadProduct
from tests.db.shop.market import AT, DECLARED, MARKETING, WAREHOUSE, price, sell, shopper

pytestmark = pytest.mark.usefixtures("market")

SMALL = NewVariant("CREAM-S", "klein", "30 ml", 60, (("en", "small"),))
EDITS: list[Callable[..., object]] = [
    lambda who: change_product(
        actor=who, slug="rose-cream", changes=ProductChanges("face", "reduced", "moss"), at=AT
    ),
    lambda who: set_product_texts(
        actor=who, slug="rose-cream", texts=[ProductText("de", "Rosenbalsam")], at=AT
    ),
    lambda who: add_variant(actor=who, slug="rose-cream", variant=SMALL, at=AT),
    lambda who: change_variant(
        actor=who, slug="rose-cream", variant=replace(SMALL, sku="CREAM"), at=AT
    ),
    lambda who: declare_product(actor=who, slug="rose-cream", declaration=DECLARED, at=AT),
    lambda who: relate_products(actor=who, slug="rose-cream", related=["herbal-tea"], at=AT),
    lambda who: change_category(
        actor=who, slug="face", changes=CategoryChanges((("de", "Antlitz"),)), at=AT
    ),
]


@pytest.mark.parametrize("edit", EDITS)
def test_marketing_edits_and_leaves_a_trace(edit: Callable[..., object]) -> None:
    before = AuditEntry.objects.count()
    edit(MARKETING)
    assert AuditEntry.objects.count() == before + 1
    with pytest.raises(NotAllowed):
        edit(WAREHOUSE)


def found(query: str) -> list[str]:
    """Search."""
    listed = list_products(shopper=shopper(), at=AT, wishes=Wishes(query)).products
    return [card.slug for card in listed.items]


def test_search_reads_what_was_written_last() -> None:
    set_product_texts(
        actor=MARKETING, slug="rose-cream", texts=[ProductText("de", "Rosenbalsam")], at=AT
    )
    add_variant(actor=MARKETING, slug="rose-cream", variant=SMALL, at=AT)
    label = LabelText("de", ingredients="**Mandel**öl")
    declaration = replace(DECLARED, labels=(label,))
    declare_product(actor=MARKETING, slug="rose-cream", declaration=declaration, at=AT)
    assert found("rosencreme") == []
    for query in ("rosenbalsam", "cream-s", "mandelöl"):
        assert found(query) == ["rose-cream"]


def test_a_new_variant_is_offered_once_it_has_a_price_in_its_own_words() -> None:
    add_variant(actor=MARKETING, slug="rose-cream", variant=SMALL, at=AT)
    assert len(product_detail(shopper=shopper(), slug="rose-cream", at=AT).variants) == 1
    price("CREAM-S", 990)
    variants = product_detail(shopper=shopper(language="en"), slug="rose-cream", at=AT).variants
    assert [(one.name, one.content) for one in variants] == [
        ("", Content(90_000, "g")),
        ("small", Content(30_000, "ml")),
    ]
    assert [
        one.name for one in product_detail(shopper=shopper(), slug="rose-cream", at=AT).variants
    ] == ["", "klein"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda: declare_product(
            actor=MARKETING, slug="rose-cream", declaration=Declaration(), at=AT
        ),
        lambda: add_variant(
            actor=MARKETING, slug="rose-cream", variant=replace(SMALL, content=""), at=AT
        ),
        lambda: change_variant(
            actor=MARKETING, slug="rose-cream", variant=NewVariant("CREAM", ""), at=AT
        ),
        lambda: change_product(
            actor=MARKETING, slug="rose-cream", changes=ProductChanges("face", "reduced"), at=AT
        ),
    ],
)
def test_what_is_on_sale_cannot_be_made_to_tell_too_little(edit: Callable[[], object]) -> None:
    with pytest.raises(NotReady):
        edit()


def test_neighbours_are_shown_until_somebody_recommends() -> None:
    sell("soap", "SOAP", ("Seife", "Soap"), gross_minor=400)
    sell("oil", "OIL", ("Öl", "Oil"), gross_minor=400)

    def related() -> list[str]:
        detail = product_detail(shopper=shopper(), slug="rose-cream", at=AT)
        return [card.slug for card in detail.related]

    assert related() == ["herbal-tea", "oil", "soap"]
    chosen = ["soap", "rose-cream", "herbal-tea", "soap"]
    relate_products(actor=MARKETING, slug="rose-cream", related=chosen, at=AT)
    assert related() == ["soap", "herbal-tea"]
    with pytest.raises(ProductNotFound):
        relate_products(actor=MARKETING, slug="rose-cream", related=["mars"], at=AT)


@pytest.mark.parametrize(
    ("declaration", "refusal"),
    [
        (replace(DECLARED, nutrients=(NutrientAmount("magnesium", "much"),)), BadDeclaration),
        (replace(DECLARED, nutrients=(NutrientAmount("moonlight", "1 mg"),)), BadDeclaration),
        (replace(DECLARED, nutrients=(NutrientAmount("zinc", "1 mg"),) * 2), BadDeclaration),
        (replace(DECLARED, nutrients_per="day"), BadDeclaration),
    ],
)
def test_amounts_that_cannot_be_read_are_refused(
    declaration: Declaration, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        declare_product(actor=MARKETING, slug="rose-cream", declaration=declaration, at=AT)


def test_the_page_tells_everything_that_was_declared() -> None:
    label = LabelText("de", "Bezeichnung", "Hafer, **Milch**", "Täglich", "Nicht essen.", "Darum.")
    nutrients = (
        NutrientAmount("magnesium", "300 mg"),
        NutrientAmount("moonlight", "0,5 g", (("de", "Mondlicht"),)),
    )
    declaration = Declaration("moos", (label,), nutrients=nutrients)
    declare_product(actor=MARKETING, slug="rose-cream", declaration=declaration, at=AT)
    said = product_detail(shopper=shopper(language="en"), slug="rose-cream", at=AT)
    view = said.declaration
    assert view.maker is not None and view.maker.name == "Moos GmbH"
    assert view.ingredients == (("Hafer, ", False), ("Milch", True))
    assert [(row.name, row.percent) for row in view.nutrients] == [
        ("Magnesium", 80),
        ("Mondlicht", None),
    ]
    assert (view.usage, view.warnings) == ("Täglich", "Nicht essen.")
    assert said.withdrawal_reason == "Darum."


def test_a_category_is_renamed_and_cannot_stand_within_itself() -> None:
    day = NewCategory("day", (("de", "Tag"),), parent="face")
    create_category(actor=MARKETING, category=day, at=AT)
    changes = CategoryChanges((("de", "Antlitz"),), 3)
    change_category(actor=MARKETING, slug="face", changes=changes, at=AT)
    assert product_detail(shopper=shopper(), slug="rose-cream", at=AT).category_name == "Antlitz"
    for parent in ("face", "day"):
        with pytest.raises(BadShelf):
            change_category(
                actor=MARKETING, slug="face", changes=replace(changes, parent=parent), at=AT
            )


def test_an_attribute_gets_another_answer() -> None:
    skin = NewAttribute("skin", (("de", "Haut"),), ())
    create_attribute(actor=MARKETING, attribute=skin, at=AT)
    dry = NewAttributeValue("dry", (("de", "trocken"),))
    add_attribute_value(actor=MARKETING, attribute="skin", value=dry, at=AT)


def test_a_variant_of_another_product_is_not_changed() -> None:
    with pytest.raises(ProductNotFound):
        change_variant(actor=MARKETING, slug="rose-cream", variant=NewVariant("TEA", ""), at=AT)
    with pytest.raises(BadProduct, match="content"):
        change_variant(
            actor=MARKETING, slug="rose-cream", variant=NewVariant("CREAM", "", "much"), at=AT
        )
