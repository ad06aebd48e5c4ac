"""What somebody wants to see of the catalogue: read from the address, and written back as links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import shop.public as shop
from core.money import exponent, format_money
from core.numerals import read_scaled

QUERY_LENGTH = 80
MOST_VALUES = 20
SHOWN_AT_ONCE = 6
ATTRIBUTE = "a."
SORT_WORDS: dict[str, str | Promise] = {
    "price": gettext_lazy("Price, lowest first"),
    "-price": gettext_lazy("Price, highest first"),
    "newest": gettext_lazy("Newest first"),
    "points": gettext_lazy("Most points first"),
    "name": gettext_lazy("Name, A to Z"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, and whether it is chosen."""

    slug: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """An attribute to narrow the list by; `field` is its name in the form."""

    field: str
    name: str
    choices: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        """Return the values that are shown at once."""
        return self.choices[: len(self.choices) - len(self.more)]

    @property
    def more(self) -> tuple[Choice, ...]:
        """Return the values that are folded away: those behind the first six, if they are many."""
        return self.choices[SHOWN_AT_ONCE:] if len(self.choices) > SHOWN_AT_ONCE + 2 else ()

    @property
    def more_is_used(self) -> bool:
        """Tell whether one of the folded values is chosen."""
        return any(choice.is_chosen for choice in self.more)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the same list, otherwise."""

    label: str | Promise
    url: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a list, in words and as links."""

    filters: tuple[Filter, ...]
    chips: tuple[Link, ...]
    sorts: tuple[Link, ...]

    @property
    def sorted_by(self) -> str | Promise:
        """Return how the list is ordered, in words."""
        return next((link.label for link in self.sorts if link.is_chosen), self.sorts[0].label)


def read_wishes(query: QueryDict, category: str, currency: str) -> shop.Wishes:
    """Read an address; what makes no sense is passed over."""
    return shop.Wishes(
        query=query.get("q", "").strip()[:QUERY_LENGTH],
        category=category,
        attributes=tuple(
            (key.removeprefix(ATTRIBUTE), tuple(query.getlist(key)[:MOST_VALUES]))
            for key in query
            if key.startswith(ATTRIBUTE) and "\x00" not in "".join([key, *query.getlist(key)])
        ),
        from_minor=_minor(query.get("from", ""), currency),
        to_minor=_minor(query.get("to", ""), currency),
        in_stock=query.get("in_stock") == "1",
        sort=query.get("sort", ""),
    )


def narrowing(
    query: QueryDict, wishes: shop.Wishes, facets: Sequence[shop.Facet], visit: Shopping
) -> Narrowing:
    """Return filters with what is chosen, chips that take a wish back, and the orders."""
    wanted = dict(wishes.attributes)
    filters = tuple(
        Filter(
            f"{ATTRIBUTE}{facet.slug}",
            facet.name,
            tuple(
                Choice(
                    value.slug, value.name, value.count, value.slug in wanted.get(facet.slug, ())
                )
                for value in facet.values
            ),
        )
        for facet in facets
    )
    return Narrowing(filters, _chips(query, wishes, filters, visit), _sorts(query, wishes, visit))


@dataclass(frozen=True, slots=True)
class Shopping:
    """What of a visit decides the words of a list."""

    currency: str
    language: str
    sees_points: bool


def _filter(facet: shop.Facet, wanted: Sequence[str]) -> Filter:
    choices = (
        Choice(value.slug, value.name, value.count, value.slug in wanted) for value in facet.values
    )
    return Filter(f"{ATTRIBUTE}{facet.slug}", facet.name, tuple(choices))


def _chips(
    query: QueryDict, wishes: shop.Wishes, filters: Sequence[Filter], visit: Shopping
) -> tuple[Link, ...]:
    chips = (
        [Link(_("“%(words)s”") % {"words": wishes.query}, _without(query, "q"))]
        if wishes.query
        else []
    )
    chips += [
        Link(choice.name, _without(query, one.field, choice.slug))
        for one in filters
        for choice in one.choices
        if choice.is_chosen
    ]
    for key, minor, words in (
        ("from", wishes.from_minor, _("from %(amount)s")),
        ("to", wishes.to_minor, _("up to %(amount)s")),
    ):
        if minor is not None:
            amount = format_money(minor, visit.currency, visit.language)
            chips.append(Link(words % {"amount": amount}, _without(query, key)))
    if wishes.in_stock:
        chips.append(Link(_("In stock"), _without(query, "in_stock")))
    return tuple(chips)


def _sorts(query: QueryDict, wishes: shop.Wishes, visit: Shopping) -> tuple[Link, ...]:
    usual = Link(
        _("Best match first") if wishes.query else _("Name, A to Z"),
        _without(query, "sort"),
        wishes.sort not in SORT_WORDS,
    )
    offered = [key for key in SORT_WORDS if key != "points" or visit.sees_points]
    if not wishes.query:
        offered.remove("name")
    others = (Link(SORT_WORDS[key], _with(query, "sort", key), wishes.sort == key)
              for key in offered)  # fmt: skip
    return (usual, *others)


def _without(query: QueryDict, key: str, value: str = "") -> str:
    """Return the address without a parameter, or without one of its values."""
    left = query.copy()
    left.pop("page", None)
    values = [one for one in left.getlist(key) if value and one != value]
    left.setlist(key, values)
    return f"?{left.urlencode()}"


def _with(query: QueryDict, key: str, value: str) -> str:
    left = query.copy()
    left.pop("page", None)
    left[key] = value
    return f"?{left.urlencode()}"


def _minor(text: str, currency: str) -> int | None:
    found = read_scaled(text.strip().replace(",", "."), exponent(currency))
    return found if found is not None and 0 <= found <= 10**12 else None
