"""A product is on sale only when it tells what the law wants to be told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.policy import ANONYMOUS, NotAllowed
from shop.public import (
    Declaration,
    LabelText,
    NewManufacturer,
    NewProduct,
    NewProductType,
    NewVariant,
    NotReady,
    NutrientAmount,
    ProductNotFound,
    ProductText,
    create_product,
    create_product_type,
    publish_checks,
    publish_product,
    save_manufacturer,
)
from tests.db.shop.market import AT, MARKETING, price

pytestmark = pytest.mark.usefixtures("market")

LABEL = LabelText(
    "de", "Nahrungsergänzungsmittel mit Magnesium", "Magnesiumcitrat, **Soja**", "2 Kapseln täglich"
)
CAPSULES = NewProduct(
    slug="capsules",
    product_type="supplement",
    category="face",
    tax_class="reduced",
    texts=(ProductText("de", "Magnesium"),),
    variants=(NewVariant("CAPS", "120 Kapseln", "90 g"),),
    art="moss",
    declaration=Declaration("moos", (LABEL,), nutrients=(NutrientAmount("magnesium", "300 mg"),)),
)


def offered(product: NewProduct) -> None:
    """Create, price and publish."""
    supplement = NewProductType("supplement", "Supplement", "food_supplement")
    create_product_type(actor=MARKETING, product_type=supplement, at=AT)
    create_product(actor=MARKETING, product=product, at=AT)
    price("CAPS", 2990)
    publish_product(actor=MARKETING, slug="capsules", channel="de", at=AT)


def checks() -> dict[str, bool]:
    """Return what is there and what is not."""
    found = publish_checks(actor=MARKETING, slug="capsules", channel="de", at=AT)
    return {check.code: check.is_done for check in found}


def declared(**changes: object) -> NewProduct:
    """Return the capsules with another declaration."""
    return replace(CAPSULES, declaration=replace(CAPSULES.declaration, **changes))  # type: ignore[arg-type]


def test_a_supplement_that_tells_everything_is_published() -> None:
    offered(CAPSULES)
    assert all(checks().values())


@pytest.mark.parametrize(
    ("product", "lacking"),
    [
        (replace(CAPSULES, variants=(NewVariant("CAPS", "120 Kapseln"),)), ["content"]),
        (replace(CAPSULES, variants=(NewVariant("CAPS", "1", "1 piece"),)), ["content"]),
        (replace(CAPSULES, art=""), ["picture"]),
        (replace(CAPSULES, texts=(ProductText("en", "Magnesium"),)), ["name"]),
        (declared(manufacturer=""), ["manufacturer"]),
        (declared(nutrients=()), ["nutrients"]),
        (declared(labels=()), ["denomination", "ingredients", "daily_portion"]),
        (declared(labels=(LABEL, replace(LABEL, language="en", ingredients="soy"))), ["allergens"]),
    ],
)
def test_what_is_missing_is_said_and_keeps_it_off_the_shelf(
    product: NewProduct, lacking: list[str]
) -> None:
    with pytest.raises(NotReady) as refused:
        offered(product)
    assert refused.value.facts["missing"] == lacking
    assert [code for code, is_done in checks().items() if not is_done] == lacking


def test_a_maker_overseas_needs_a_responsible_person_for_cosmetics_only() -> None:
    maker = NewManufacturer("far", "Far Inc.", "1 Bay Road, Springfield", "US", "far.example")
    save_manufacturer(actor=MARKETING, manufacturer=maker, at=AT)
    offered(declared(manufacturer="far"))
    cosmetic = NewProductType("cosmetic", "Cosmetic", "cosmetic")
    create_product_type(actor=MARKETING, product_type=cosmetic, at=AT)
    cream = replace(
        CAPSULES,
        slug="capsules-2",
        product_type="cosmetic",
        variants=(NewVariant("CAPS-2", "", "50 ml"),),
        declaration=Declaration("far", has_no_warnings=True),
    )
    create_product(actor=MARKETING, product=cream, at=AT)
    price("CAPS-2", 2990)
    with pytest.raises(NotReady, match="answers for"):
        publish_product(actor=MARKETING, slug="capsules-2", channel="de", at=AT)
    answered = replace(
        maker,
        responsible_name="Near GmbH",
        responsible_postal_address="Am Tor 1, 79098 Freiburg",
        responsible_electronic_address="near.example",
    )
    save_manufacturer(actor=MARKETING, manufacturer=answered, at=AT)
    publish_product(actor=MARKETING, slug="capsules-2", channel="de", at=AT)


def test_the_checks_are_for_staff_and_for_products_that_exist() -> None:
    with pytest.raises(NotAllowed):
        publish_checks(actor=ANONYMOUS, slug="rose-cream", channel="de", at=AT)
    with pytest.raises(ProductNotFound):
        publish_checks(actor=MARKETING, slug="mars\x00", channel="de", at=AT)
