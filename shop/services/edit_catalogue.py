"""Open channels; create categories, attributes, product types, manufacturers."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import policy
from core.company import local_date
from core.errors import Invalid
from core.money import exponent
from core.policy import Actor
from shop.models import (
    Attribute,
    AttributeTranslation,
    AttributeValue,
    AttributeValueTranslation,
    Category,
    CategoryTranslation,
    Channel,
    Manufacturer,
    ProductType,
)
from shop.models.attribute import InputType
from shop.models.catalogue import ProductClass
from shop.selectors.channels import forget_channels
from shop.selectors.prices import tax_rates
from shop.selectors.shelves import forget_shelves
from shop.services.catalogue_entries import (
    UnknownShelf,
    insist_on_languages,
    insist_on_new,
    insist_on_slug,
    leave_trace,
)
from shop.values.products import (
    CategoryChanges,
    NewAttribute,
    NewAttributeValue,
    NewCategory,
    NewChannel,
    NewManufacturer,
    NewProductType,
)


class BadShelf(Invalid):
    """A category, attribute or type says something that cannot be."""

    code = "shop.bad_shelf"


class BadManufacturer(Invalid):
    """A manufacturer without name or address cannot be reached."""

    code = "shop.bad_manufacturer"


@transaction.atomic
def create_channel(*, actor: Actor, channel: NewChannel, at: datetime) -> int:
    """Open a sales channel and return its id.

    Raises: NotAllowed; BadSlug; SlugTaken; BadMoney — unknown currency; NoTaxRate — nobody wrote
    down the country's tax rates.
    """
    policy.require(actor, "shop.edit_catalogue")
    insist_on_slug(channel.slug)
    exponent(channel.currency)
    tax_rates(channel.country, local_date(at))
    row, is_new = Channel.objects.get_or_create(
        slug=channel.slug,
        defaults={
            "name": channel.name, "currency": channel.currency, "country": channel.country,
            "default_language": channel.default_language,
        },
    )  # fmt: skip
    insist_on_new(is_new, channel.slug)
    forget_channels()
    leave_trace(actor, "create_channel", f"channel:{channel.slug}", at)
    return row.pk


@transaction.atomic
def create_product_type(*, actor: Actor, product_type: NewProductType, at: datetime) -> int:
    """Add a kind of product and return its id.

    Raises: NotAllowed; BadSlug; SlugTaken; BadShelf — unknown class; UnknownShelf — attribute.
    """
    policy.require(actor, "shop.edit_catalogue")
    insist_on_slug(product_type.slug)
    if product_type.product_class not in ProductClass.values:
        text = _("“%(given)s” is no class of products. Write one of: %(known)s.")
        known = ", ".join(ProductClass.values)
        raise BadShelf(text % {"given": product_type.product_class[:20], "known": known})
    row, is_new = ProductType.objects.get_or_create(
        slug=product_type.slug,
        defaults={"name": product_type.name, "product_class": product_type.product_class},
    )
    insist_on_new(is_new, product_type.slug)
    row.attributes.set(_attributes(product_type.attributes))
    leave_trace(actor, "create_product_type", f"product_type:{row.slug}", at)
    return row.pk


@transaction.atomic
def create_category(*, actor: Actor, category: NewCategory, at: datetime) -> int:
    """Add a category with its names and return its id.

    Raises: NotAllowed; BadSlug; SlugTaken; UnknownShelf — the parent; BadWords.
    """
    policy.require(actor, "shop.edit_catalogue")
    insist_on_slug(category.slug)
    row, is_new = Category.objects.get_or_create(
        slug=category.slug,
        defaults={"position": category.position, "parent": category_or_none(category.parent)},
    )
    insist_on_new(is_new, category.slug)
    write_category_texts(row, category)
    forget_shelves()
    leave_trace(actor, "create_category", f"category:{category.slug}", at)
    return row.pk


@transaction.atomic
def change_category(*, actor: Actor, slug: str, changes: CategoryChanges, at: datetime) -> None:
    """Rename a category, describe it, put it elsewhere.

    Raises: NotAllowed; UnknownShelf; BadShelf — it would stand within itself; BadWords.
    """
    policy.require(actor, "shop.edit_catalogue")
    parents = dict(Category.objects.select_for_update().order_by("pk").values_list("pk", "parent"))
    row, above = category_or_none(slug), category_or_none(changes.parent)
    if row is None:
        raise UnknownShelf(_("There is no category or type “%(slug)s”.") % {"slug": slug})
    pk = above.pk if above else None
    while pk is not None:
        if pk == row.pk:
            text = _("A category cannot stand within itself or below.")
            raise BadShelf(text, field="parent")
        pk = parents[pk]
    row.parent, row.position = above, changes.position
    row.save()
    write_category_texts(row, changes)
    forget_shelves()
    leave_trace(actor, "change_category", f"category:{slug}", at)


@transaction.atomic
def add_attribute_value(
    *, actor: Actor, attribute: str, value: NewAttributeValue, at: datetime
) -> None:
    """Add a possible answer to an attribute.

    Raises: NotAllowed; UnknownShelf; BadSlug; SlugTaken; BadWords.
    """
    policy.require(actor, "shop.edit_catalogue")
    row = Attribute.objects.select_for_update().filter(slug=attribute).first()
    if row is None:
        raise UnknownShelf(_("There is no attribute “%(slug)s”.") % {"slug": attribute[:50]})
    write_value(row, value, row.values.count())
    leave_trace(actor, "add_attribute_value", f"attribute:{attribute}", at, value=value.slug)


@transaction.atomic
def create_attribute(*, actor: Actor, attribute: NewAttribute, at: datetime) -> int:
    """Add an attribute with its values and return its id.

    Raises: NotAllowed; BadSlug; SlugTaken; BadShelf — unknown input type; BadWords.
    """
    policy.require(actor, "shop.edit_catalogue")
    insist_on_slug(attribute.slug)
    if attribute.input_type not in InputType.values:
        text = _("“%(given)s” is no kind of attribute. Write one of: %(known)s.")
        known = ", ".join(InputType.values)
        raise BadShelf(text % {"given": attribute.input_type[:20], "known": known})
    row, is_new = Attribute.objects.get_or_create(
        slug=attribute.slug,
        defaults={
            "input_type": attribute.input_type, "is_filter": attribute.is_filter,
            "position": attribute.position,
        },
    )  # fmt: skip
    insist_on_new(is_new, attribute.slug)
    insist_on_languages(language for language, _name in attribute.names)
    AttributeTranslation.objects.bulk_create(
        AttributeTranslation(attribute=row, language=language, name=name)
        for language, name in attribute.names
    )
    for position, value in enumerate(attribute.values):
        write_value(row, value, position)
    leave_trace(actor, "create_attribute", f"attribute:{attribute.slug}", at)
    return row.pk


@transaction.atomic
def save_manufacturer(*, actor: Actor, manufacturer: NewManufacturer, at: datetime) -> int:
    """Write down, or correct, who makes products; return the id.

    Raises: NotAllowed; BadSlug; BadManufacturer.
    """
    policy.require(actor, "shop.edit_catalogue")
    insist_on_slug(manufacturer.slug)
    facts = {name: str(value).strip() for name, value in asdict(manufacturer).items()}
    for name in ("name", "postal_address", "country", "electronic_address"):
        if not facts[name]:
            text = _("A manufacturer needs a name, a postal address and an electronic address.")
            raise BadManufacturer(text, field=name)
    slug = facts.pop("slug")
    row, _is_new = Manufacturer.objects.update_or_create(slug=slug, defaults=facts)
    leave_trace(actor, "save_manufacturer", f"manufacturer:{slug}", at)
    return row.pk


def category_or_none(slug: str) -> Category | None:
    """Return the category of a slug; none for an empty one.

    Raises: UnknownShelf.
    """
    if not slug:
        return None
    found = Category.objects.filter(slug=slug).first()
    if found is None:
        raise UnknownShelf(_("There is no category or type “%(slug)s”.") % {"slug": slug[:50]})
    return found


def write_category_texts(row: Category, category: NewCategory | CategoryChanges) -> None:
    """Replace a category's words.

    Raises: BadWords.
    """
    insist_on_languages(language for language, _name in category.names)
    descriptions = dict(category.descriptions)
    row.translations.all().delete()
    CategoryTranslation.objects.bulk_create(
        CategoryTranslation(
            category=row, language=language, name=name,
            description=descriptions.get(language, ""),
        )
        for language, name in category.names
    )  # fmt: skip


def write_value(row: Attribute, value: NewAttributeValue, position: int) -> None:
    """Add an answer to an attribute.

    Raises: BadSlug; SlugTaken; BadWords.
    """
    insist_on_slug(value.slug)
    insist_on_languages(language for language, _name in value.names)
    made, is_new = AttributeValue.objects.get_or_create(
        attribute=row, slug=value.slug, defaults={"position": position}
    )
    insist_on_new(is_new, value.slug)
    AttributeValueTranslation.objects.bulk_create(
        AttributeValueTranslation(value=made, language=language, name=name)
        for language, name in value.names
    )


def _attributes(slugs: tuple[str, ...]) -> list[Attribute]:
    found = {row.slug: row for row in Attribute.objects.filter(slug__in=slugs)}
    for slug in slugs:
        if slug not in found:
            raise UnknownShelf(_("There is no attribute “%(slug)s”.") % {"slug": slug[:50]})
    return list(found.values())
