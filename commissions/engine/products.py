"""Which products count for a rule, and how much: what it takes its rates of, category by category.

A category is named by its path from the root of the shop's tree, such as "care/face", as it was
when the order was placed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from core.rounding import round_half_up

from .facts import Portion, Volume

WITHOUT = ""
ONCE = Fraction(1)
NOT_AT_ALL = Fraction(0)
_BETWEEN = "/"


@dataclass(frozen=True, slots=True)
class Products:
    """How often each category counts; what is in none that is named counts as `others`.

    Of the categories that a product is in, the nearest one named decides.
    """

    factors: Mapping[str, Fraction]
    others: Fraction

    def factor(self, category: str) -> Fraction:
        """Return how often a category counts."""
        path = category
        while path and path not in self.factors:
            path = path.rpartition(_BETWEEN)[0]
        return self.factors.get(path, self.others)

    @property
    def highest(self) -> Fraction:
        """Return the highest factor."""
        return max((self.others, *self.factors.values()))

    @property
    def whole(self) -> int:
        """Return the smallest number that makes every factor whole."""
        return lcm(self.others.denominator, *(each.denominator for each in self.factors.values()))

    @property
    def spread(self) -> int:
        """Return a bound of how much larger sums are while factors are whole numbers."""
        return max(int(self.highest * self.whole), self.whole)

    def units(self, worths: Iterable[tuple[str, int]]) -> int:
        """Return what portions count together, rounded half up once."""
        total = sum((self.factor(category) * worth for category, worth in worths), NOT_AT_ALL)
        return round_half_up(total.numerator, total.denominator)

    def at_most_bp(self, most_bp: int | None, category: str) -> int | None:
        """Return what a rule pays of a category at most, if it pays `most_bp` of its units."""
        factor = self.factor(category)
        return None if most_bp is None else -int(-most_bp * factor // 1)


def up_to_each(volume: Volume) -> Iterator[tuple[str, Volume]]:
    """Yield each category of an order with what the order holds up to it, the rest at last.

    What is worked out of such running totals adds up to what is worked out of the order.
    """
    so_far = Portion(WITHOUT)
    for portion in volume.portions:
        so_far = added(so_far, portion)
        yield portion.category, volume._replace(**so_far.amounts)
    yield WITHOUT, volume


def added(one: Portion, other: Portion) -> Portion:
    """Return two portions as one, under the name of the first."""
    return Portion(one.category, *(a + b for a, b in zip(one[1:], other[1:], strict=True)))


def by_category(portions: Iterable[Portion]) -> tuple[Portion, ...]:
    """Return portions by name, each category once; what is in none is no portion."""
    found: dict[str, Portion] = {}
    for portion in portions:
        if portion.category != WITHOUT:
            before = found.get(portion.category, Portion(portion.category))
            found[portion.category] = added(before, portion)
    return tuple(found[name] for name in sorted(found))
