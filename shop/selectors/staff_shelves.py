"""Categories, attributes, kinds of products, manufacturers and the history of prices, for staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, QuerySet

from core import policy
from core.company import company
from core.paging import Page, PageRequest
from core.policy import Actor
from shop.models import Attribute, Category, Manufacturer, ProductType, VariantPrice
from shop.values.products import NewManufacturer
from shop.values.staff import (
    AttributeSheet,
    CategorySheet,
    PriceRow,
    ShelfSheet,
    TypeCard,
)


def staff_shelves(*, actor: Actor) -> ShelfSheet:
    """Return all categories in the order of their tree, attributes, kinds and manufacturers.

    Raises: NotAllowed.
    """
    return ShelfSheet(
        categories=staff_categories(actor=actor),
        attributes=tuple(_attributes()),
        product_types=tuple(
            TypeCard(row.slug, row.name, row.product_class,
                     tuple(attribute.slug for attribute in row.attributes.all()))
            for row in ProductType.objects.order_by("name").prefetch_related("attributes")
        ),
        manufacturers=tuple(_manufacturer(row) for row in Manufacturer.objects.order_by("name")),
    )  # fmt: skip


def staff_categories(*, actor: Actor) -> tuple[CategorySheet, ...]:
    """Return all categories in the order of their tree; two statements.

    Raises: NotAllowed.
    """
    policy.require(actor, "shop.see_catalogue")
    return tuple(_tree(_categories()))


def price_history(
    *, actor: Actor, slug: str, page: PageRequest, at: datetime, sku: str = ""
) -> Page[PriceRow]:
    """List what a product's variants cost, will cost and did cost, what was entered last first.

    Raises: NotAllowed.
    """
    policy.require(actor, "shop.see_catalogue")
    rows = VariantPrice.objects.filter(variant__product__slug=slug.replace("\x00", ""))
    if sku:
        rows = rows.filter(variant__sku=sku.replace("\x00", ""))
    start, stop = page.bounds
    today = company().day_of(at)
    shown = rows.select_related("variant", "channel").order_by("-pk")[start:stop]
    return page.page(_price(row, today) for row in shown)


def _price(row: VariantPrice, today: date) -> PriceRow:
    return PriceRow(
        sku=row.variant.sku,
        channel=row.channel.slug,
        audience=row.audience_id,
        gross_minor=row.gross_minor,
        pv_minor=row.pv_minor,
        cv_minor=row.cv_minor,
        currency=row.channel.currency,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        recorded_at=row.recorded_at,
        state=_state(row, today),
    )


def _state(row: VariantPrice, today: date) -> str:
    if row.superseded_at is not None:
        return "superseded"
    if row.valid_from > today:
        return "planned"
    return "past" if row.valid_until is not None and row.valid_until <= today else "now"


def _categories() -> QuerySet[Category]:
    rows = Category.objects.annotate(count=Count("products"))
    return rows.order_by("position", "slug").prefetch_related("translations")


def _tree(rows: QuerySet[Category]) -> Iterator[CategorySheet]:
    known = list(rows)
    slugs = {row.pk: row.slug for row in known}

    def below(parent: int | None, depth: int) -> Iterator[CategorySheet]:
        for row in known:
            if row.parent_id == parent:
                texts = list(row.translations.all())
                yield CategorySheet(
                    slug=row.slug,
                    parent=slugs[parent] if parent is not None else "",
                    position=row.position,
                    depth=depth,
                    names=tuple((text.language, text.name) for text in texts),
                    descriptions=tuple((text.language, text.description) for text in texts),
                    products=row.count,  # type: ignore[attr-defined]
                )
                yield from below(row.pk, depth + 1)

    return below(None, 0)


def _attributes() -> Iterator[AttributeSheet]:
    rows = Attribute.objects.order_by("position", "slug").prefetch_related(
        "translations", "values__translations", "product_types"
    )
    for row in rows:
        values = sorted(row.values.all(), key=lambda value: (value.position, value.pk))
        yield AttributeSheet(
            slug=row.slug,
            input_type=row.input_type,
            is_filter=row.is_filter,
            names=tuple((text.language, text.name) for text in row.translations.all()),
            values=tuple(
                (
                    value.slug,
                    tuple((text.language, text.name) for text in value.translations.all()),
                )
                for value in values
            ),
            product_types=tuple(kind.name for kind in row.product_types.all()),
        )


def _manufacturer(row: Manufacturer) -> NewManufacturer:
    return NewManufacturer(
        slug=row.slug,
        name=row.name,
        postal_address=row.postal_address,
        country=row.country,
        electronic_address=row.electronic_address,
        responsible_name=row.responsible_name,
        responsible_postal_address=row.responsible_postal_address,
        responsible_electronic_address=row.responsible_electronic_address,
    )
