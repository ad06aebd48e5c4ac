"""Change a product: its words, kind, variants, declaration, and what is recommended beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import policy
from core.policy import Actor
from shop.models import Category, Product, ProductVariant, RelatedProduct
from shop.selectors.catalogue import ProductNotFound
from shop.services.catalogue_entries import leave_trace
from shop.services.create_product import insist_on_kinds, shelf
from shop.services.declare_product import write_declaration
from shop.services.product_parts import (
    content_of,
    refresh_search,
    write_answers,
    write_texts,
    write_variant,
    write_variant_names,
)
from shop.services.publish_product import insist_on_still_ready, locked_product
from shop.values.products import Declaration, NewVariant, ProductChanges, ProductText

MOST_RELATED = 8


@transaction.atomic
def change_product(*, actor: Actor, slug: str, changes: ProductChanges, at: datetime) -> None:
    """Put a product elsewhere, tax it otherwise, answer its attributes anew.

    Raises: NotAllowed; ProductNotFound; UnknownShelf; BadProduct; NotReady.
    """
    policy.require(actor, "shop.edit_catalogue")
    product = locked_product(slug)
    insist_on_kinds(changes.tax_class, changes.withdrawal_exception)
    product.category = shelf(Category, changes.category)
    product.tax_class = changes.tax_class
    product.art = changes.art
    product.withdrawal_exception = changes.withdrawal_exception
    product.save(update_fields=["category", "tax_class", "art", "withdrawal_exception"])
    write_answers(product, changes.attributes)
    _done(actor, "change_product", product, at)


@transaction.atomic
def set_product_texts(
    *, actor: Actor, slug: str, texts: Sequence[ProductText], at: datetime
) -> None:
    """Write a product's words in the languages given.

    Raises: NotAllowed; ProductNotFound; BadProduct; BadWords.
    """
    policy.require(actor, "shop.edit_catalogue")
    product = locked_product(slug)
    write_texts(product, texts)
    languages = [text.language for text in texts]
    _done(actor, "set_product_texts", product, at, languages=languages)


@transaction.atomic
def add_variant(*, actor: Actor, slug: str, variant: NewVariant, at: datetime) -> None:
    """Add a variant behind the others.

    Raises: NotAllowed; ProductNotFound; BadProduct; BadWords; BadSku; SkuTaken; NotReady — the
    product is on sale and the variant lacks a content. It is not sold before it has a price.
    """
    policy.require(actor, "shop.edit_catalogue")
    product = locked_product(slug)
    write_variant(product, variant, product.variants.count(), at)
    _done(actor, "add_variant", product, at, sku=variant.sku)


@transaction.atomic
def change_variant(*, actor: Actor, slug: str, variant: NewVariant, at: datetime) -> None:
    """Change a variant's name, content and weight; its SKU stays.

    Raises: NotAllowed; ProductNotFound — or no such variant; BadProduct; BadWords; NotReady.
    """
    policy.require(actor, "shop.edit_catalogue")
    product = locked_product(slug)
    row = ProductVariant.objects.filter(product=product, sku=variant.sku).first()
    if row is None:
        text = _("“%(slug)s” has no variant %(sku)s.")
        raise ProductNotFound(text % {"slug": product.slug, "sku": variant.sku[:80]})
    content = content_of(variant)
    row.name, row.weight_g = variant.name.strip(), variant.weight_g
    row.content_milli, row.content_unit = content.milli, content.unit
    row.save()
    write_variant_names(row, variant)
    _done(actor, "change_variant", product, at, sku=variant.sku)


@transaction.atomic
def declare_product(*, actor: Actor, slug: str, declaration: Declaration, at: datetime) -> None:
    """Replace what the law wants to be said about a product.

    Raises: NotAllowed; ProductNotFound; UnknownShelf; BadDeclaration; BadWords; BadSlug; NotReady —
    the product is on sale and would no longer tell enough.
    """
    policy.require(actor, "shop.edit_catalogue")
    product = locked_product(slug)
    write_declaration(product, declaration)
    _done(actor, "declare_product", product, at)


@transaction.atomic
def relate_products(*, actor: Actor, slug: str, related: Sequence[str], at: datetime) -> None:
    """Replace what is recommended beside a product, in this order; at most eight.

    Raises: NotAllowed; ProductNotFound — any of them.
    """
    policy.require(actor, "shop.edit_catalogue")
    product = locked_product(slug)
    wanted = [other for other in dict.fromkeys(related) if other != slug][:MOST_RELATED]
    found = dict(Product.objects.filter(slug__in=wanted).values_list("slug", "pk"))
    for other in wanted:
        if other not in found:
            raise ProductNotFound(_("There is no product “%(slug)s”.") % {"slug": other[:120]})
    product.recommendations.all().delete()
    RelatedProduct.objects.bulk_create(
        RelatedProduct(product=product, related_id=found[other], position=position)
        for position, other in enumerate(wanted)
    )
    leave_trace(actor, "relate_products", f"product:{slug}", at, related=wanted)


def _done(actor: Actor, action: str, product: Product, at: datetime, **facts: object) -> None:
    refresh_search(product)
    insist_on_still_ready(product, at)
    leave_trace(actor, action, f"product:{product.slug}", at, **facts)
