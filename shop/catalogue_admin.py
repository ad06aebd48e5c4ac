"""The catalogue in the admin: to look at. Staff change it on the pages of the staff office."""

from __future__ import annotations

from django.contrib import admin

from shop.models import (
    Attribute,
    AttributeTranslation,
    AttributeValue,
    Category,
    CategoryTranslation,
    Manufacturer,
    Product,
    ProductAttributeValue,
    ProductChannelListing,
    ProductDeclaration,
    ProductLabel,
    ProductMedia,
    ProductNutrient,
    ProductTranslation,
    ProductType,
    ProductVariant,
    RelatedProduct,
    VariantPrice,
)
from shop.read_only import ReadOnlyAdmin, ReadOnlyInline


@admin.register(ProductType)
class ProductTypeAdmin(ReadOnlyAdmin):
    """Kinds of products."""

    list_display = ("slug", "name", "product_class")


class CategoryTextInline(ReadOnlyInline):
    """A category in each language."""

    model = CategoryTranslation
    fields = ("language", "name", "description")


@admin.register(Category)
class CategoryAdmin(ReadOnlyAdmin):
    """Shelves."""

    list_display = ("slug", "parent", "position")
    list_select_related = ("parent",)
    ordering = ("position", "slug")
    inlines = (CategoryTextInline,)


class AttributeTextInline(ReadOnlyInline):
    """An attribute in each language."""

    model = AttributeTranslation
    fields = ("language", "name")


class AttributeValueInline(ReadOnlyInline):
    """The possible answers."""

    model = AttributeValue
    fields = ("slug", "position")


@admin.register(Attribute)
class AttributeAdmin(ReadOnlyAdmin):
    """What products are described by."""

    list_display = ("slug", "input_type", "is_filter", "position")
    ordering = ("position", "slug")
    fields = (*list_display, "product_types")
    inlines = (AttributeTextInline, AttributeValueInline)


@admin.register(Manufacturer)
class ManufacturerAdmin(ReadOnlyAdmin):
    """Who makes products."""

    list_display = ("slug", "name", "country", "responsible_name")
    search_fields = ("slug", "name")
    ordering = ("name",)


class TextInline(ReadOnlyInline):
    """A product's words in each language."""

    model = ProductTranslation
    fields = ("language", "name", "summary")


class VariantInline(ReadOnlyInline):
    """A product's variants."""

    model = ProductVariant
    fields = ("sku", "name", "position", "content_milli", "content_unit", "weight_g")


class ListingInline(ReadOnlyInline):
    """Where a product is on sale."""

    model = ProductChannelListing
    fields = ("channel", "published_at")


class AnswerInline(ReadOnlyInline):
    """What is true of a product."""

    model = ProductAttributeValue
    fields = ("value",)


class DeclarationInline(ReadOnlyInline):
    """Who made it."""

    model = ProductDeclaration
    fields = ("manufacturer", "has_no_warnings", "nutrients_per")


class LabelInline(ReadOnlyInline):
    """What its label says in each language."""

    model = ProductLabel
    fields = ("language", "denomination", "ingredients", "usage", "warnings")


class NutrientInline(ReadOnlyInline):
    """What is in it."""

    model = ProductNutrient
    fields = ("position", "nutrient", "amount_milli", "unit")


class MediaInline(ReadOnlyInline):
    """Its uploaded pictures."""

    model = ProductMedia
    fields = ("digest", "width", "height", "position", "added_at")


class RelatedInline(ReadOnlyInline):
    """What is recommended beside it."""

    model = RelatedProduct
    fk_name = "product"
    fields = ("related", "position")


@admin.register(Product)
class ProductAdmin(ReadOnlyAdmin):
    """Products with everything that hangs on them."""

    list_display = ("slug", "product_type", "category", "tax_class", "withdrawal_exception")
    list_filter = ("category", "tax_class")
    list_select_related = ("product_type", "category")
    search_fields = ("slug", "variants__sku", "translations__name")
    ordering = ("slug",)
    inlines = (
        TextInline, VariantInline, ListingInline, AnswerInline, DeclarationInline, LabelInline,
        NutrientInline, MediaInline, RelatedInline,
    )  # fmt: skip


@admin.register(VariantPrice)
class VariantPriceAdmin(ReadOnlyAdmin):
    """Prices of today, of then, and as they were known."""

    list_display = (
        "variant", "channel", "audience", "gross_minor", "pv_minor", "cv_minor", "valid_from",
        "valid_until", "recorded_at", "superseded_at",
    )  # fmt: skip
    list_filter = ("channel", "audience")
    list_select_related = ("variant", "channel", "audience")
    search_fields = ("variant__sku",)
    ordering = ("-pk",)
