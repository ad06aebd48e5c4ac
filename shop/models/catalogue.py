"""The catalogue: types, categories, products, variants, and their words in each language."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class TaxClass(models.TextChoices):
    """Which of a country's rates applies."""

    STANDARD = "standard", _("standard rate")
    REDUCED = "reduced", _("reduced rate")


class ProductType(models.Model):
    """A kind of product, such as cosmetics."""

    slug = models.SlugField(unique=True)
    name = models.TextField()

    class Meta:
        verbose_name = _("product type")
        verbose_name_plural = _("product types")

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """A shelf of the shop, in the order of `position`."""

    slug = models.SlugField(unique=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.slug


class CategoryTranslation(models.Model):
    """A category's name in one language."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=5)
    name = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["category", "language"], name="one_category_text"),
        ]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """Something sold in one or more variants. `art` names its picture."""

    slug = models.SlugField(max_length=120, unique=True)
    product_type = models.ForeignKey(ProductType, on_delete=models.PROTECT)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    tax_class = models.CharField(max_length=10, choices=TaxClass.choices)
    art = models.TextField(blank=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tax_class__in=TaxClass.values), name="product_tax_class"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ProductTranslation(models.Model):
    """A product's words in one language, with the keys they are sorted and searched by."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=5)
    name = models.TextField()
    summary = models.TextField(blank=True)
    description = models.TextField(blank=True)
    sort_key = models.TextField()
    search_key = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "language"], name="one_product_text"),
        ]
        indexes = [
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="product_search"),
        ]

    def __str__(self) -> str:
        return self.name


class ProductVariant(models.Model):
    """What is actually put into a cart; its SKU is the inventory's item."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="variants")
    sku = models.CharField(max_length=80, unique=True)
    name = models.TextField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")

    def __str__(self) -> str:
        return self.sku
