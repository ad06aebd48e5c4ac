"""One product with everything its page says."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _

from shop.models import Product, ProductAttributeValue, ProductMedia, RelatedProduct
from shop.selectors.cards import cards_of, for_sale, with_words
from shop.selectors.catalogue import ProductNotFound
from shop.selectors.channels import Sight, sight_of
from shop.selectors.declarations import declaration_of
from shop.selectors.offers import offers_of
from shop.selectors.prices import tax_rates
from shop.selectors.shelves import Shelves, all_shelves
from shop.selectors.texts import alt_text, attribute_text, product_text, value_text
from shop.values.catalogue import Answer, Picture, ProductCard, ProductDetail, Shopper

RELATED = 4


def product_detail(*, shopper: Shopper, slug: str, at: datetime) -> ProductDetail:
    """Return a product's page with every variant that has a price.

    Raises: ProductNotFound — unknown, not published here, or without a price; ChannelNotFound.
    """
    sight = sight_of(shopper, at)
    product = (
        with_words(for_sale(sight).filter(slug=slug.replace("\x00", "")), sight)
        .annotate(
            shown_description=product_text(sight, "description"),
            product_class=F("product_type__product_class"),
        )
        .first()
    )
    if product is None:
        raise ProductNotFound(_("This product is not on sale here. Look through the catalogue."))
    shelves = all_shelves(sight)
    trail = shelves.trail(product.category_id)
    declaration, withdrawal_reason = declaration_of(product.pk, product.product_class, sight)
    return ProductDetail(
        slug=product.slug,
        name=product.shown_name or product.slug,
        summary=product.shown_summary or "",
        description=product.shown_description or "",
        art=product.art,
        pictures=_pictures(product.pk, sight),
        category=trail[-1].slug,
        category_name=trail[-1].name,
        trail=trail,
        currency=sight.channel.currency,
        tax_rate_bp=tax_rates(sight.channel.country, sight.day)[product.tax_class],
        variants=offers_of([product.pk], sight)[product.pk],
        answers=_answers(product.pk, sight),
        declaration=declaration,
        withdrawal_exception=product.withdrawal_exception,
        withdrawal_reason=withdrawal_reason,
        related=_related(product, shelves, sight),
    )


def _pictures(product_id: int, sight: Sight) -> tuple[Picture, ...]:
    rows = ProductMedia.objects.filter(product=product_id).annotate(alt=alt_text(sight))
    fields = rows.order_by("position", "pk").values_list("digest", "alt", "width", "height")
    return tuple(Picture(digest, alt or "", width, height) for digest, alt, width, height in fields)


def _answers(product_id: int, sight: Sight) -> tuple[Answer, ...]:
    rows = ProductAttributeValue.objects.filter(product=product_id).annotate(
        attribute_name=attribute_text(sight, "value__attribute"),
        value_name=value_text(sight, "value"),
        attribute=F("value__attribute__slug"),
        slug=F("value__slug"),
    )
    ordered = rows.order_by("value__attribute__position", "attribute", "value__position", "value")
    found: dict[str, list[str]] = defaultdict(list)
    for name, attribute, value, slug in ordered.values_list(
        "attribute_name", "attribute", "value_name", "slug"
    ):
        found[name or attribute].append(value or slug)
    return tuple(Answer(name, tuple(values)) for name, values in found.items())


def _related(product: Product, shelves: Shelves, sight: Sight) -> tuple[ProductCard, ...]:
    """Return what staff recommends, else neighbours: of the same shelf, then of those beside it."""
    chosen = RelatedProduct.objects.filter(product=product.pk).order_by("position", "pk")
    order = list(chosen.values_list("related", flat=True)[:RELATED])
    others = for_sale(sight).exclude(pk=product.pk)
    if order:
        wanted = with_words(others.filter(pk__in=order), sight)
        rows = sorted(wanted, key=lambda row: order.index(row.pk))
    else:
        wanted = with_words(others.filter(category__in=shelves.around(product.category_id)), sight)
        distance = Case(When(category=product.category_id, then=0), default=1)
        rows = list(wanted.order_by(distance, "sort_key", "pk")[:RELATED])
    return tuple(cards_of(rows, sight))
