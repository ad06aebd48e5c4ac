"""The catalogue: types, categories, products, variants, and their words in each language."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _


class TaxClass(models.TextChoices):
    """Which of a country's rates applies."""

    STANDARD = "standard", _("standard rate")
    REDUCED = "reduced", _("reduced rate")


class ProductClass(models.TextChoices):
    """Which law says what an offer must tell."""

    COSMETIC = "cosmetic", _("cosmetics")
    FOOD_SUPPLEMENT = "food_supplement", _("food supplement")
    FOOD = "food", _("food")
    OTHER = "other", _("other goods")


class WithdrawalException(models.TextChoices):
    """Why a contract about a product may not be withdrawn from (§ 312g (2) BGB)."""

    NONE = "", _("can be withdrawn from")
    SEALED_HYGIENE = "sealed_hygiene", _("sealed for hygiene")
    PERISHABLE = "perishable", _("perishable")
    CUSTOMISED = "customised", _("made to the customer's wishes")


class ContentUnit(models.TextChoices):
    """What a variant's net content is counted in."""

    GRAM = "g", "g"
    KILOGRAM = "kg", "kg"
    MILLILITRE = "ml", "ml"
    LITRE = "l", "l"
    PIECE = "piece", _("pieces")


class ProductType(models.Model):
    """A kind of product, such as cosmetics; says which attributes its products have."""

    slug = models.SlugField(unique=True)
    name = models.TextField()
    product_class = models.CharField(
        max_length=20, choices=ProductClass.choices, default=ProductClass.OTHER
    )

    class Meta:
        verbose_name = _("product type")
        verbose_name_plural = _("product types")
        constraints = [
            models.CheckConstraint(
                condition=Q(product_class__in=ProductClass.values), name="product_type_class"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """A shelf of the shop, in the order of `position`; a shelf may stand within another."""

    slug = models.SlugField(unique=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="category_not_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class CategoryTranslation(models.Model):
    """A category's name and introduction in one language."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=5)
    name = models.TextField()
    description = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["category", "language"], name="one_category_text"),
        ]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """Something sold in one or more variants. `art` names its drawn picture."""

    slug = models.SlugField(max_length=120, unique=True)
    product_type = models.ForeignKey(ProductType, on_delete=models.PROTECT)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    tax_class = models.CharField(max_length=10, choices=TaxClass.choices)
    art = models.TextField(blank=True)
    withdrawal_exception = models.CharField(
        max_length=20, choices=WithdrawalException.choices, default="", blank=True
    )
    created_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.CheckConstraint(
                condition=Q(tax_class__in=TaxClass.values), name="product_tax_class"
            ),
            models.CheckConstraint(
                condition=Q(withdrawal_exception__in=WithdrawalException.values),
                name="product_withdrawal_exception",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


def search_vector() -> Case:
    """Return what full-text search reads: the name first, then everything, stemmed."""

    def of(config: str) -> Combinable:
        name = SearchVector("sort_key", config=config, weight="A")
        return name + SearchVector("search_key", config=config, weight="D")

    return Case(
        When(language="de", then=of("german")),
        When(language="en", then=of("english")),
        default=of("simple"),
    )


class ProductTranslation(models.Model):
    """A product's words in one language, with the keys they are sorted and searched by."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=5)
    name = models.TextField()
    summary = models.TextField(blank=True)
    description = models.TextField(blank=True)
    sort_key = models.TextField()
    search_key = models.TextField()
    search_vector = models.GeneratedField(
        expression=search_vector(), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "language"], name="one_product_text"),
        ]
        indexes = [
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="product_search"),
            GinIndex(fields=["search_vector"], name="product_full_text"),
        ]

    def __str__(self) -> str:
        return self.name


class ProductVariant(models.Model):
    """What is actually put into a cart; its SKU is the inventory's item.

    The net content is in thousandths of its unit, 0 until somebody says it; `weight_g` is what the
    parcel weighs more by it.
    """

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="variants")
    sku = models.CharField(max_length=80, unique=True)
    name = models.TextField()
    position = models.PositiveIntegerField(default=0)
    content_milli = models.BigIntegerField(default=0)
    content_unit = models.CharField(
        max_length=5, choices=ContentUnit.choices, blank=True, default=""
    )
    weight_g = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [
            models.CheckConstraint(
                condition=Q(content_milli=0, content_unit="")
                | Q(content_milli__gt=0, content_unit__in=ContentUnit.values),
                name="variant_content_with_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.sku


class VariantTranslation(models.Model):
    """What a variant is called in a language, where its name is not the same everywhere."""

    variant = models.ForeignKey(
        ProductVariant, on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(max_length=5)
    name = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["variant", "language"], name="one_variant_text"),
        ]

    def __str__(self) -> str:
        return self.name


class RelatedProduct(models.Model):
    """A product that is recommended beside another one."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="recommendations")
    related = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "related"], name="one_recommendation"),
            models.CheckConstraint(
                condition=~Q(product=F("related")), name="recommends_something_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} recommends {self.related_id}"
