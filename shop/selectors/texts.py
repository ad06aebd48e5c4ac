"""Words in the shopper's language, else in the channel's, else in any there is."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, OuterRef, Subquery, Value, When

from shop.models import (
    AttributeTranslation,
    AttributeValueTranslation,
    CategoryTranslation,
    ProductMediaText,
    ProductTranslation,
    VariantTranslation,
)
from shop.selectors.channels import Sight


def product_text(sight: Sight, field: str, outer: str = "pk") -> Subquery:
    """Return one field of a product's best translation as a column."""
    texts = ProductTranslation.objects.filter(product=OuterRef(outer))
    return _best(texts, sight, field)


def category_text(sight: Sight, outer: str = "pk", field: str = "name") -> Subquery:
    """Return one field of a category's best translation as a column."""
    return _best(CategoryTranslation.objects.filter(category=OuterRef(outer)), sight, field)


def variant_text(sight: Sight, outer: str = "pk") -> Subquery:
    """Return what a variant is called in the shopper's language; empty where it has no such name.

    A variant's plain name serves every language that has none of its own.
    """
    texts = VariantTranslation.objects.filter(variant=OuterRef(outer), language=sight.language)
    return Subquery(texts.values("name")[:1])


def attribute_text(sight: Sight, outer: str = "pk") -> Subquery:
    """Return the name of an attribute's best translation as a column."""
    return _best(AttributeTranslation.objects.filter(attribute=OuterRef(outer)), sight, "name")


def value_text(sight: Sight, outer: str = "pk") -> Subquery:
    """Return the name of an attribute value's best translation as a column."""
    return _best(AttributeValueTranslation.objects.filter(value=OuterRef(outer)), sight, "name")


def alt_text(sight: Sight, outer: str = "pk") -> Subquery:
    """Return what a picture shows, in the best language, as a column."""
    return _best(ProductMediaText.objects.filter(media=OuterRef(outer)), sight, "alt")


def _best(texts: models.QuerySet[models.Model], sight: Sight, field: str) -> Subquery:
    preference = Case(
        When(language=sight.language, then=Value(0)),
        When(language=sight.channel.default_language, then=Value(1)),
        default=Value(2),
        output_field=models.IntegerField(),
    )
    return Subquery(texts.order_by(preference, "language").values(field)[:1])
