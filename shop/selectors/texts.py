"""Words in the shopper's language, else in the channel's, else in any there is."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, OuterRef, Subquery, Value, When

from shop.models import CategoryTranslation, ProductTranslation
from shop.selectors.channels import Sight


def product_text(sight: Sight, field: str, outer: str = "pk") -> Subquery:
    """Return one field of a product's best translation as a column."""
    texts = ProductTranslation.objects.filter(product=OuterRef(outer))
    return _best(texts, sight, field)


def category_text(sight: Sight, outer: str = "pk") -> Subquery:
    """Return the name of a category's best translation as a column."""
    return _best(CategoryTranslation.objects.filter(category=OuterRef(outer)), sight, "name")


def _best(texts: models.QuerySet[models.Model], sight: Sight, field: str) -> Subquery:
    preference = Case(
        When(language=sight.language, then=Value(0)),
        When(language=sight.channel.default_language, then=Value(1)),
        default=Value(2),
        output_field=models.IntegerField(),
    )
    return Subquery(texts.order_by(preference, "language").values(field)[:1])
