"""Write the parts of a product: words, variants, answers, and what searching reads of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.errors import Invalid
from inventory.public import create_item
from shop.models import (
    AttributeValue,
    Product,
    ProductAttributeValue,
    ProductLabel,
    ProductTranslation,
    ProductVariant,
    VariantTranslation,
)
from shop.models.attribute import InputType
from shop.rules.contents import Content, parse_content
from shop.rules.folding import fold, search_key
from shop.rules.labels import without_marks
from shop.services.catalogue_entries import UnknownShelf, insist_on_languages
from shop.values.products import NewVariant, ProductText

NO_CONTENT = Content(0, "")
_HEAVIEST_G = 1_000_000


class BadProduct(Invalid):
    """Something is missing that a product needs, or cannot be."""

    code = "shop.bad_product"


def write_texts(row: Product, texts: Iterable[ProductText]) -> None:
    """Write a product's words in the languages given; other languages stay.

    Raises: BadWords; BadProduct — a name is missing.
    """
    given = list(texts)
    insist_on_languages(text.language for text in given)
    for text in given:
        if not text.name.strip():
            raise BadProduct(_("A product needs a name in one language and at least one variant."))
        ProductTranslation.objects.update_or_create(
            product=row,
            language=text.language,
            defaults={
                "name": text.name.strip(), "summary": text.summary.strip(),
                "description": text.description.strip(), "sort_key": fold(text.name),
                "search_key": search_key(text.name),
            },
        )  # fmt: skip


def write_variant(row: Product, variant: NewVariant, position: int, at: datetime) -> ProductVariant:
    """Add a variant and its item of the inventory.

    Raises: BadProduct; BadWords; BadSku; SkuTaken.
    """
    content = content_of(variant)
    title = row.translations.order_by("pk").values_list("name", flat=True).first() or row.slug
    create_item(sku=variant.sku, name=f"{title} {variant.name}".strip(), at=at)
    made = ProductVariant.objects.create(
        product=row,
        sku=variant.sku,
        name=variant.name.strip(),
        position=position,
        content_milli=content.milli,
        content_unit=content.unit,
        weight_g=variant.weight_g,
    )
    write_variant_names(made, variant)
    return made


def write_variant_names(row: ProductVariant, variant: NewVariant) -> None:
    """Replace what a variant is called in single languages.

    Raises: BadWords.
    """
    insist_on_languages(language for language, _name in variant.names)
    row.translations.all().delete()
    VariantTranslation.objects.bulk_create(
        VariantTranslation(variant=row, language=language, name=name)
        for language, name in variant.names
    )


def content_of(variant: NewVariant) -> Content:
    """Read a variant's net content; nothing said is a content of zero.

    Raises: BadProduct.
    """
    if not 0 <= variant.weight_g <= _HEAVIEST_G:
        text = _("%(sku)s: the weight must lie between 0 and 1,000,000 grams.")
        raise BadProduct(text % {"sku": variant.sku[:80]}, field="weight_g")
    if not variant.content.strip():
        return NO_CONTENT
    content = parse_content(variant.content)
    if content is None:
        text = _("“%(given)s” is no net content. Write it like “90 g”, “0.5 l” or “1 piece”.")
        raise BadProduct(text % {"given": variant.content[:40]}, field="content")
    return content


def write_answers(row: Product, attributes: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Replace which values of its type's attributes apply to a product.

    Raises: UnknownShelf; BadProduct — two values of an attribute that has one.
    """
    asked = {slug: tuple(dict.fromkeys(values)) for slug, values in attributes}
    known = AttributeValue.objects.filter(
        attribute__product_types=row.product_type_id, attribute__slug__in=asked
    ).select_related("attribute")
    by_slug = {(value.attribute.slug, value.slug): value for value in known}
    chosen = []
    for attribute, values in asked.items():
        for slug in values:
            if (attribute, slug) not in by_slug:
                text = _("Products of this kind have no attribute “%(attribute)s: %(value)s”.")
                raise UnknownShelf(text % {"attribute": attribute[:50], "value": slug[:50]})
            chosen.append(by_slug[attribute, slug])
        if len(values) > 1 and chosen[-1].attribute.input_type == InputType.DROPDOWN:
            text = _("“%(attribute)s” takes one value only.")
            raise BadProduct(text % {"attribute": attribute[:50]}, field=attribute)
    row.attribute_values.all().delete()
    ProductAttributeValue.objects.bulk_create(
        ProductAttributeValue(product=row, value=value) for value in chosen
    )


def refresh_search(row: Product) -> None:
    """Let searching find what the product says now: names, SKUs, ingredients."""
    skus = list(row.variants.order_by("pk").values_list("sku", flat=True))
    labels = ProductLabel.objects.filter(product=row)
    ingredients = {label.language: without_marks(label.ingredients) for label in labels}
    for text in row.translations.all():
        said = (text.name, text.summary, *skus, ingredients.get(text.language, ""))
        text.search_key = search_key(*said)
        text.save(update_fields=["search_key"])
