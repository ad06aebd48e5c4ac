"""Create a product with everything that is known about it."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import policy
from core.policy import Actor
from shop.models import Category, Product, ProductType
from shop.models.catalogue import TaxClass, WithdrawalException
from shop.services.catalogue_entries import (
    UnknownShelf,
    insist_on_new,
    insist_on_slug,
    leave_trace,
)
from shop.services.declare_product import write_declaration
from shop.services.product_parts import (
    BadProduct,
    refresh_search,
    write_answers,
    write_texts,
    write_variant,
)
from shop.values.products import NewProduct

Shelf = TypeVar("Shelf", ProductType, Category)


@transaction.atomic
def create_product(*, actor: Actor, product: NewProduct, at: datetime) -> int:
    """Add a product with its texts and variants, each an item of the inventory; return its id.

    It is not on sale before it is priced and published.

    Raises: NotAllowed; BadSlug; SlugTaken; BadProduct; BadWords; UnknownShelf; BadSku; SkuTaken;
    BadDeclaration.
    """
    policy.require(actor, "shop.edit_catalogue")
    insist_on_slug(product.slug)
    if not product.texts or not product.variants:
        raise BadProduct(_("A product needs a name in one language and at least one variant."))
    insist_on_kinds(product.tax_class, product.withdrawal_exception)
    row, is_new = Product.objects.get_or_create(
        slug=product.slug,
        defaults={
            "product_type": shelf(ProductType, product.product_type),
            "category": shelf(Category, product.category),
            "tax_class": product.tax_class,
            "art": product.art,
            "withdrawal_exception": product.withdrawal_exception,
            "created_at": at,
        },
    )
    insist_on_new(is_new, product.slug)
    write_texts(row, product.texts)
    for position, variant in enumerate(product.variants):
        write_variant(row, variant, position, at)
    write_answers(row, product.attributes)
    write_declaration(row, product.declaration)
    refresh_search(row)
    leave_trace(actor, "create_product", f"product:{product.slug}", at)
    return row.pk


def insist_on_kinds(tax_class: str, withdrawal_exception: str) -> None:
    """Refuse tax classes and withdrawal exceptions that do not exist.

    Raises: BadProduct.
    """
    if tax_class not in TaxClass.values:
        text = _("“%(given)s” is no tax class. Write one of: %(known)s.")
        known = ", ".join(TaxClass.values)
        raise BadProduct(text % {"given": tax_class[:20], "known": known}, field="tax_class")
    if withdrawal_exception not in WithdrawalException.values:
        text = _("“%(given)s” is no exception from withdrawal. Write one of: %(known)s.")
        known = ", ".join(value for value in WithdrawalException.values if value)
        said = {"given": withdrawal_exception[:20], "known": known}
        raise BadProduct(text % said, field="withdrawal_exception")


def shelf(kind: type[Shelf], slug: str) -> Shelf:
    """Return a category or a product type.

    Raises: UnknownShelf.
    """
    found = kind._default_manager.filter(slug=slug).first()
    if found is None:
        raise UnknownShelf(_("There is no category or type “%(slug)s”.") % {"slug": slug[:50]})
    return found
