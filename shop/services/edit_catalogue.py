"""Open channels, create what is sold, put it on sale."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.company import local_date
from core.errors import Conflict, Invalid, NotFound
from core.money import exponent
from core.policy import Actor
from inventory.public import create_item
from shop.models import (
    Category,
    CategoryTranslation,
    Channel,
    Product,
    ProductChannelListing,
    ProductTranslation,
    ProductType,
    ProductVariant,
)
from shop.models.catalogue import TaxClass
from shop.rules.folding import fold, search_key
from shop.selectors.catalogue import ProductNotFound
from shop.selectors.channels import channel_card
from shop.selectors.prices import tax_rates
from shop.values.catalogue import NewCategory, NewChannel, NewProduct, ProductText

Shelf = TypeVar("Shelf", ProductType, Category)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class BadSlug(Invalid):
    """The slug cannot be part of an address."""

    code = "shop.bad_slug"


class SlugTaken(Conflict):
    """There is a thing of this kind with this slug already."""

    code = "shop.slug_taken"


class BadProduct(Invalid):
    """Something is missing that a product needs."""

    code = "shop.bad_product"


class UnknownShelf(NotFound):
    """There is no such category or product type."""

    code = "shop.unknown_shelf"


@transaction.atomic
def create_channel(*, actor: Actor, channel: NewChannel, at: datetime) -> int:
    """Open a sales channel and return its id.

    Raises: NotAllowed; BadSlug; SlugTaken; BadMoney — unknown currency; NoTaxRate — nobody wrote
    down the country's tax rates.
    """
    policy.require(actor, "shop.edit_catalogue")
    _insist_on_slug(channel.slug)
    exponent(channel.currency)
    tax_rates(channel.country, local_date(at))
    row, is_new = Channel.objects.get_or_create(
        slug=channel.slug,
        defaults={
            "name": channel.name, "currency": channel.currency, "country": channel.country,
            "default_language": channel.default_language,
        },
    )  # fmt: skip
    _insist_on_new(is_new, channel.slug)
    _audit(actor, "shop.create_channel", f"channel:{channel.slug}", at)
    return row.pk


@transaction.atomic
def create_product_type(*, actor: Actor, slug: str, name: str, at: datetime) -> int:
    """Add a kind of product and return its id.

    Raises: NotAllowed; BadSlug; SlugTaken.
    """
    policy.require(actor, "shop.edit_catalogue")
    _insist_on_slug(slug)
    row, is_new = ProductType.objects.get_or_create(slug=slug, defaults={"name": name})
    _insist_on_new(is_new, slug)
    _audit(actor, "shop.create_product_type", f"product_type:{slug}", at)
    return row.pk


@transaction.atomic
def create_category(*, actor: Actor, category: NewCategory, at: datetime) -> int:
    """Add a category with its names and return its id.

    Raises: NotAllowed; BadSlug; SlugTaken.
    """
    policy.require(actor, "shop.edit_catalogue")
    _insist_on_slug(category.slug)
    row, is_new = Category.objects.get_or_create(
        slug=category.slug, defaults={"position": category.position}
    )
    _insist_on_new(is_new, category.slug)
    CategoryTranslation.objects.bulk_create(
        CategoryTranslation(category=row, language=language, name=name)
        for language, name in category.names
    )
    _audit(actor, "shop.create_category", f"category:{category.slug}", at)
    return row.pk


@transaction.atomic
def create_product(*, actor: Actor, product: NewProduct, at: datetime) -> int:
    """Add a product with its texts and variants, each an item of the inventory; return its id.

    It is not on sale before it is published and priced.

    Raises: NotAllowed; BadSlug; SlugTaken; BadProduct; UnknownShelf; BadSku; SkuTaken.
    """
    policy.require(actor, "shop.edit_catalogue")
    _insist_on_slug(product.slug)
    _insist_on_parts(product)
    row, is_new = Product.objects.get_or_create(
        slug=product.slug,
        defaults={
            "product_type": _shelf(ProductType, product.product_type),
            "category": _shelf(Category, product.category),
            "tax_class": product.tax_class,
            "art": product.art,
        },
    )
    _insist_on_new(is_new, product.slug)
    skus = [variant.sku for variant in product.variants]
    ProductTranslation.objects.bulk_create(_text(row, text, skus) for text in product.texts)
    for position, variant in enumerate(product.variants):
        name = f"{product.texts[0].name} {variant.name}".strip()
        create_item(sku=variant.sku, name=name, at=at)
        ProductVariant.objects.create(
            product=row, sku=variant.sku, name=variant.name, position=position
        )
    _audit(actor, "shop.create_product", f"product:{product.slug}", at)
    return row.pk


@transaction.atomic
def publish_product(*, actor: Actor, slug: str, channel: str, at: datetime) -> None:
    """Put a product on sale in a channel from now on; again changes nothing.

    Raises: NotAllowed; ProductNotFound; ChannelNotFound.
    """
    policy.require(actor, "shop.edit_catalogue")
    listing = _listing(slug, channel)
    if listing.published_at is None:
        listing.published_at = at
        listing.save()
        _audit(actor, "shop.publish_product", f"product:{slug}", at, channel=channel)


@transaction.atomic
def unpublish_product(*, actor: Actor, slug: str, channel: str, at: datetime) -> None:
    """Take a product off sale in a channel; again changes nothing.

    Raises: NotAllowed; ProductNotFound; ChannelNotFound.
    """
    policy.require(actor, "shop.edit_catalogue")
    listing = _listing(slug, channel)
    if listing.published_at is not None:
        listing.published_at = None
        listing.save()
        _audit(actor, "shop.unpublish_product", f"product:{slug}", at, channel=channel)


def _listing(slug: str, channel: str) -> ProductChannelListing:
    product = Product.objects.select_for_update().filter(slug=slug).first()
    if product is None:
        raise ProductNotFound(_("There is no product “%(slug)s”.") % {"slug": slug[:120]})
    channel_id = channel_card(channel).channel_id
    found = ProductChannelListing.objects.filter(product=product, channel=channel_id).first()
    return found or ProductChannelListing(product=product, channel_id=channel_id)


def _insist_on_slug(slug: str) -> None:
    if not _SLUG.fullmatch(slug) or len(slug) > 50:
        text = _("“%(slug)s” cannot be part of an address. Write it like “rose-cream”.")
        raise BadSlug(text % {"slug": slug[:50]})


def _insist_on_new(is_new: bool, slug: str) -> None:
    if not is_new:
        raise SlugTaken(_("“%(slug)s” exists already. Choose another one.") % {"slug": slug})


def _insist_on_parts(product: NewProduct) -> None:
    if not product.texts or not product.variants:
        raise BadProduct(_("A product needs a name in one language and at least one variant."))
    if product.tax_class not in TaxClass.values:
        text = _("“%(given)s” is no tax class. Write one of: %(known)s.")
        known = ", ".join(TaxClass.values)
        raise BadProduct(text % {"given": product.tax_class, "known": known})


def _shelf(kind: type[Shelf], slug: str) -> Shelf:
    found = kind._default_manager.filter(slug=slug).first()
    if found is None:
        raise UnknownShelf(_("There is no category or type “%(slug)s”.") % {"slug": slug[:50]})
    return found


def _text(product: Product, text: ProductText, skus: list[str]) -> ProductTranslation:
    return ProductTranslation(
        product=product,
        language=text.language,
        name=text.name,
        summary=text.summary,
        description=text.description,
        sort_key=fold(text.name),
        search_key=search_key(text.name, text.summary, *skus),
    )


def _audit(actor: Actor, action: str, subject: str, at: datetime, **facts: object) -> None:
    audit.record(actor=actor, action=action, subject=subject, at=at, facts=facts)
