"""Attributes by which products are described and filtered, such as skin type or scent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.catalogue import Product, ProductType


class InputType(models.TextChoices):
    """How many values of an attribute a product may have."""

    DROPDOWN = "dropdown", _("one value")
    MULTISELECT = "multiselect", _("several values")


class Attribute(models.Model):
    """A question about a product, with the answers that are possible."""

    slug = models.SlugField(unique=True)
    input_type = models.CharField(max_length=12, choices=InputType.choices)
    is_filter = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    product_types = models.ManyToManyField(ProductType, related_name="attributes")

    class Meta:
        verbose_name = _("attribute")
        verbose_name_plural = _("attributes")
        constraints = [
            models.CheckConstraint(
                condition=Q(input_type__in=InputType.values), name="attribute_input_type"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class AttributeTranslation(models.Model):
    """An attribute's name in one language."""

    attribute = models.ForeignKey(Attribute, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=5)
    name = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attribute", "language"], name="one_attribute_text"),
        ]

    def __str__(self) -> str:
        return self.name


class AttributeValue(models.Model):
    """One of the answers."""

    attribute = models.ForeignKey(Attribute, on_delete=models.CASCADE, related_name="values")
    slug = models.SlugField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("attribute value")
        verbose_name_plural = _("attribute values")
        constraints = [
            models.UniqueConstraint(fields=["attribute", "slug"], name="one_value_per_slug"),
        ]

    def __str__(self) -> str:
        return self.slug


class AttributeValueTranslation(models.Model):
    """A value's name in one language."""

    value = models.ForeignKey(AttributeValue, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=5)
    name = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["value", "language"], name="one_value_text"),
        ]

    def __str__(self) -> str:
        return self.name


class ProductAttributeValue(models.Model):
    """An answer that is true of a product."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="attribute_values")
    value = models.ForeignKey(AttributeValue, on_delete=models.PROTECT, related_name="products")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "value"], name="one_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} is {self.value_id}"
