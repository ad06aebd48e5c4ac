"""Categories as a tree, and the values by which a list can be narrowed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from core import memo
from shop.models import Category, Product, ProductAttributeValue
from shop.selectors.channels import Sight
from shop.selectors.texts import attribute_text, category_text, value_text
from shop.values.catalogue import CategoryCard, Facet, FacetValue

MAX_DEPTH = 8
_MEMO = "shelves"


@dataclass(frozen=True, slots=True)
class Shelves:
    """All categories of the shop, by id, children in their order."""

    cards: dict[int, CategoryCard]
    children: dict[int | None, list[int]]
    parents: dict[int, int | None]

    def by_slug(self, slug: str) -> int | None:
        """Return the id of a category."""
        return next((pk for pk, card in self.cards.items() if card.slug == slug), None)

    def within(self, top: int) -> list[int]:
        """Return a category and everything below it."""
        found = [top]
        for pk in found:
            found.extend(self.children.get(pk, []))
        return found

    def around(self, pk: int) -> list[int]:
        """Return everything below the category at whose foot this one stands."""
        while (parent := self.parents[pk]) is not None:
            pk = parent
        return self.within(pk)

    def trail(self, bottom: int) -> tuple[CategoryCard, ...]:
        """Return the way from the top to a category."""
        way: list[CategoryCard] = []
        pk: int | None = bottom
        while pk is not None:
            way.insert(0, self.cards[pk])
            pk = self.parents[pk]
        return tuple(way)

    def in_order(self, wanted: set[int]) -> Iterator[CategoryCard]:
        """Yield the categories that hold something wanted, each below the one it stands in."""
        for top in self.children.get(None, []):
            for pk in self._down(top):
                if wanted.intersection(self.within(pk)):
                    yield self.cards[pk]

    def _down(self, pk: int) -> Iterator[int]:
        yield pk
        for child in self.children.get(pk, []):
            yield from self._down(child)


def all_shelves(sight: Sight) -> Shelves:
    """Return every category in the shopper's language, read once a request; one statement."""
    kept: dict[tuple[str, str], Shelves] = memo.remembered(_MEMO, dict)
    key = (sight.language, sight.channel.default_language)
    if key not in kept:
        kept[key] = _read(sight)
    return kept[key]


def forget_shelves() -> None:
    """Read the categories anew: one was just changed."""
    memo.forget(_MEMO)


def _read(sight: Sight) -> Shelves:
    rows = list(
        Category.objects.annotate(
            shown_name=category_text(sight),
            shown_description=category_text(sight, field="description"),
        )
        .order_by("position", "slug")
        .values_list("pk", "slug", "parent", "shown_name", "shown_description")
    )
    children: dict[int | None, list[int]] = defaultdict(list)
    for pk, _slug, parent, _name, _description in rows:
        children[parent].append(pk)
    parents = {pk: parent for pk, _slug, parent, _name, _description in rows}
    slugs = {pk: slug for pk, slug, *_rest in rows}
    cards = {
        pk: CategoryCard(
            slug=slug,
            name=name or slug,
            description=description or "",
            parent=slugs[parent] if parent is not None else "",
            depth=_depth(pk, parents),
        )
        for pk, slug, parent, name, description in rows
    }
    return Shelves(cards, children, parents)


def facets(products: QuerySet[Product], sight: Sight) -> tuple[Facet, ...]:
    """Return the attributes these products can be narrowed by, with counts; one statement."""
    rows = (
        ProductAttributeValue.objects.filter(
            product__in=products.order_by().values("pk"), value__attribute__is_filter=True
        )
        .values("value")
        .annotate(
            count=Count("product", distinct=True),
            attribute=F("value__attribute__slug"),
            attribute_name=attribute_text(sight, "value__attribute"),
            slug=F("value__slug"),
            name=value_text(sight, "value"),
        )
        .order_by(
            "value__attribute__position", "value__attribute__slug", "value__position", "value"
        )
        .values_list("attribute", "attribute_name", "slug", "name", "count")
    )
    values: dict[tuple[str, str], list[FacetValue]] = defaultdict(list)
    for attribute, attribute_name, slug, name, count in rows:
        values[attribute, attribute_name or attribute].append(FacetValue(slug, name or slug, count))
    return tuple(Facet(slug, name, tuple(found)) for (slug, name), found in values.items())


def _depth(pk: int, parents: dict[int, int | None]) -> int:
    depth, parent = 0, parents[pk]
    while parent is not None and depth < MAX_DEPTH:
        depth, parent = depth + 1, parents[parent]
    return depth
