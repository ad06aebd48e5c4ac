"""Who may change the catalogue, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from core.errors import Refusal
from core.models import AuditEntry
from core.policy import ANONYMOUS, NotAllowed
from inventory.public import SkuTaken
from shop.models import Channel, Product, TaxRate
from shop.public import (
    NewCategory,
    NewChannel,
    NewProduct,
    NewProductType,
    NewVariant,
    ProductNotFound,
    ProductText,
    create_category,
    create_channel,
    create_product,
    create_product_type,
    publish_product,
)
from shop.selectors.prices import NoTaxRate
from shop.services.catalogue_entries import BadSlug, SlugTaken, UnknownShelf
from shop.services.product_parts import BadProduct
from tests.db.shop.market import AT, MARKETING, WAREHOUSE

pytestmark = pytest.mark.usefixtures("market")

BALM = NewProduct(
    "balm", "care", "face", "standard", (ProductText("de", "Balsam"),), (NewVariant("BALM", ""),)
)
EDITS: list[Callable[..., object]] = [
    lambda who: create_channel(
        actor=who, channel=NewChannel("at", "Österreich", "EUR", "AT", "de"), at=AT
    ),
    lambda who: create_product_type(actor=who, product_type=NewProductType("food", "Food"), at=AT),
    lambda who: create_category(actor=who, category=NewCategory("feet", ()), at=AT),
    lambda who: create_product(actor=who, product=BALM, at=AT),
]


@pytest.mark.parametrize("edit", EDITS)
def test_marketing_edits_and_leaves_a_trace(edit: Callable[..., object]) -> None:
    before = AuditEntry.objects.count()
    edit(MARKETING)
    assert AuditEntry.objects.count() == before + 1


@pytest.mark.parametrize("actor", [ANONYMOUS, WAREHOUSE])
@pytest.mark.parametrize("edit", EDITS)
def test_nobody_else_edits(edit: Callable[..., object], actor: object) -> None:
    with pytest.raises(NotAllowed):
        edit(actor)


@pytest.mark.parametrize("edit", EDITS)
def test_the_same_slug_is_not_given_twice(edit: Callable[..., object]) -> None:
    edit(MARKETING)
    with pytest.raises(SlugTaken):
        edit(MARKETING)


@pytest.mark.parametrize(
    ("product", "refusal"),
    [
        (replace(BALM, slug="Mit Leer"), BadSlug),
        (replace(BALM, slug=""), BadSlug),
        (replace(BALM, texts=()), BadProduct),
        (replace(BALM, variants=()), BadProduct),
        (replace(BALM, tax_class="none"), BadProduct),
        (replace(BALM, category="feet"), UnknownShelf),
        (replace(BALM, product_type="food"), UnknownShelf),
        (replace(BALM, variants=(NewVariant("CREAM", ""),)), SkuTaken),
    ],
)
def test_a_product_that_cannot_be_leaves_nothing_behind(
    product: NewProduct, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        create_product(actor=MARKETING, product=product, at=AT)
    assert Product.objects.count() == 2


def test_a_channel_needs_its_countrys_tax_rates() -> None:
    with pytest.raises(NoTaxRate, match="US"):
        create_channel(actor=MARKETING, channel=NewChannel("us", "US", "USD", "US", "en"), at=AT)
    assert Channel.objects.count() == 1


def test_an_unknown_product_is_not_published() -> None:
    with pytest.raises(ProductNotFound, match="balm"):
        publish_product(actor=MARKETING, slug="balm", channel="de", at=AT)


def test_publishing_again_changes_nothing() -> None:
    before = AuditEntry.objects.count()
    publish_product(actor=MARKETING, slug="rose-cream", channel="de", at=AT)
    assert AuditEntry.objects.count() == before


def test_a_tax_rate_is_never_edited() -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        TaxRate.objects.update(rate_bp=1)
