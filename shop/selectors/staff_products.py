"""Products as staff see them: the list, and everything about one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OrderBy, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from core import policy
from core.numerals import show_scaled
from core.paging import Page, PageRequest
from core.policy import Actor
from inventory.public import available
from shop.models import (
    Attribute,
    Product,
    ProductChannelListing,
    ProductDeclaration,
    ProductLabel,
    ProductNutrient,
    ProductVariant,
)
from shop.models.attribute import InputType
from shop.selectors.cards import lowest, with_words
from shop.selectors.catalogue import ProductNotFound, in_category
from shop.selectors.channels import Sight, list_channels, sight_of
from shop.selectors.search import matching, nearly_matching, words_of
from shop.selectors.shelves import all_shelves
from shop.selectors.texts import attribute_text, value_text
from shop.values.catalogue import Picture, Shopper
from shop.values.products import (
    Declaration,
    LabelText,
    NewVariant,
    NutrientAmount,
    ProductText,
)
from shop.values.staff import (
    AttributeChoice,
    Listed,
    ProductRow,
    ProductSearch,
    ProductSheet,
    SheetPicture,
)

_SORTS = {"name": "sort_key", "created": "created_at", "price": "gross_minor"}


def staff_products(
    *, actor: Actor, shopper: Shopper, search: ProductSearch, page: PageRequest, at: datetime
) -> Page[ProductRow]:
    """List all products, on sale or not; five statements whatever the size of the page.

    `search.sort` is "name", "created" or "price", downwards with a "-" before it.

    Raises: NotAllowed; ChannelNotFound; CategoryNotFound.
    """
    policy.require(actor, "shop.see_catalogue")
    sight = sight_of(shopper, at)
    products = in_category(Product.objects.all(), search.category, all_shelves(sight))
    listed = ProductChannelListing.objects.filter(product=OuterRef("pk"), published_at__lte=at)
    if search.state == "published":
        products = products.filter(Exists(listed))
    elif search.state == "draft":
        products = products.filter(~Exists(listed))
    products = _found(products, words_of(search.query))
    start, stop = page.bounds
    rows = list(_ordered(with_words(products, sight), search.sort, sight)[start:stop])
    return page.page(_rows(rows, sight), total=products.count())


def product_sheet(*, actor: Actor, shopper: Shopper, slug: str, at: datetime) -> ProductSheet:
    """Return everything that staff can change about a product, in a dozen statements.

    Raises: NotAllowed; ProductNotFound; ChannelNotFound.
    """
    policy.require(actor, "shop.see_catalogue")
    sight = sight_of(shopper, at)
    readable = slug if slug.isprintable() else ""
    products = Product.objects.filter(slug=readable).select_related("product_type", "category")
    product = with_words(products, sight).first()
    if product is None:
        raise ProductNotFound(_("There is no product “%(slug)s”.") % {"slug": readable[:120]})
    related = product.recommendations.order_by("position", "pk")
    return ProductSheet(
        slug=product.slug,
        name=product.shown_name or product.slug,
        product_type=product.product_type.name,
        product_class=product.product_type.product_class,
        category=product.category.slug,
        tax_class=product.tax_class,
        art=product.art,
        withdrawal_exception=product.withdrawal_exception,
        texts=tuple(
            ProductText(text.language, text.name, text.summary, text.description)
            for text in product.translations.order_by("language")
        ),
        variants=tuple(variant_as_new(row) for row in _variants(product)),
        attributes=_attributes(product, sight),
        declaration=_declaration(product),
        pictures=_pictures(product),
        related=tuple(related.values_list("related__slug", flat=True)),
        listed=_listed(product),
    )


def variant_as_new(row: ProductVariant) -> NewVariant:
    """Return a variant in the words in which it is entered."""
    number = show_scaled(row.content_milli // 10, 2, "de").replace(".", "").removesuffix(",00")
    content = f"{number} {row.content_unit}" if row.content_milli else ""
    names = tuple((text.language, text.name) for text in row.translations.all())
    return NewVariant(row.sku, row.name, content, row.weight_g, names)


def _found(products: QuerySet[Product], words: list[str]) -> QuerySet[Product]:
    """Keep what says the words, or else what comes near."""
    if not words:
        return products
    exactly = matching(products, words)
    return exactly if exactly.exists() else nearly_matching(products, words)


def _ordered(products: QuerySet[Any], sort: str, sight: Sight) -> QuerySet[Any]:
    column = F(_SORTS.get(sort.removeprefix("-"), "sort_key"))
    order = OrderBy(column, descending=sort.startswith("-"), nulls_last=True)
    priced: QuerySet[Any] = products.annotate(gross_minor=lowest(sight, "gross_minor"))
    return priced.order_by(order, "pk")


def _rows(products: Sequence[Any], sight: Sight) -> list[ProductRow]:
    variants: dict[int, list[str]] = defaultdict(list)
    skus = ProductVariant.objects.filter(product__in=products).order_by("position", "pk")
    for product_id, sku in skus.values_list("product", "sku"):
        variants[product_id].append(sku)
    listed: dict[int, list[str]] = defaultdict(list)
    listings = ProductChannelListing.objects.filter(
        product__in=products, published_at__lte=sight.at
    )
    for product_id, channel in listings.order_by("channel").values_list("product", "channel__slug"):
        listed[product_id].append(channel)
    free = available(sku for found in variants.values() for sku in found)
    cards = all_shelves(sight).cards
    return [
        ProductRow(
            slug=row.slug,
            name=row.shown_name or row.slug,
            category=cards[row.category_id].name,
            skus=tuple(variants[row.pk]),
            channels=tuple(listed[row.pk]),
            gross_minor=row.gross_minor,
            currency=sight.channel.currency,
            available=sum(free[sku] for sku in variants[row.pk]),
        )
        for row in products
    ]


def _variants(product: Product) -> QuerySet[ProductVariant]:
    return product.variants.order_by("position", "pk").prefetch_related("translations")


def _attributes(product: Product, sight: Sight) -> tuple[AttributeChoice, ...]:
    chosen = set(product.attribute_values.values_list("value", flat=True))
    rows = (
        Attribute.objects.filter(product_types=product.product_type_id)
        .annotate(
            shown_name=attribute_text(sight),
            value_id=F("values"),
            value_slug=F("values__slug"),
            value_name=value_text(sight, "values"),
        )
        .order_by("position", "slug", "values__position", "values")
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.slug].append(row)
    return tuple(
        AttributeChoice(
            slug=slug,
            name=values[0].shown_name or slug,
            is_multiple=values[0].input_type == InputType.MULTISELECT,
            values=tuple(
                (row.value_slug, row.value_name or row.value_slug)
                for row in values
                if row.value_id is not None
            ),
            chosen=tuple(row.value_slug for row in values if row.value_id in chosen),
        )
        for slug, values in found.items()
    )


def _declaration(product: Product) -> Declaration:
    declared = (
        ProductDeclaration.objects.filter(product=product).select_related("manufacturer").first()
    )
    maker = declared.manufacturer if declared else None
    labels = ProductLabel.objects.filter(product=product).order_by("language")
    nutrients = ProductNutrient.objects.filter(product=product).order_by("position")
    return Declaration(
        manufacturer=maker.slug if maker else "",
        labels=tuple(
            LabelText(
                label.language, label.denomination, label.ingredients, label.usage, label.warnings,
                label.withdrawal_reason,
            )
            for label in labels
        ),
        has_no_warnings=declared is not None and declared.has_no_warnings,
        nutrients=tuple(
            NutrientAmount(row.nutrient, _amount(row), tuple(row.names.items()))
            for row in nutrients
        ),
        nutrients_per=declared.nutrients_per if declared else "portion",
    )  # fmt: skip


def _amount(row: ProductNutrient) -> str:
    number = show_scaled(row.amount_milli // 10, 2, "de").replace(".", "").removesuffix(",00")
    return f"{number} {row.unit}"


def _pictures(product: Product) -> tuple[SheetPicture, ...]:
    rows = product.media.order_by("position", "pk").prefetch_related("texts")
    return tuple(
        SheetPicture(
            Picture(row.digest, "", row.width, row.height),
            tuple((text.language, text.alt) for text in row.texts.all()),
        )
        for row in rows
    )


def _listed(product: Product) -> tuple[Listed, ...]:
    since = dict(product.listings.values_list("channel__slug", "published_at"))
    return tuple(Listed(card.slug, card.name, since.get(card.slug)) for card in list_channels())
