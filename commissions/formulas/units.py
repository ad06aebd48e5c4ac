"""What the numbers of a formula are, and which numbers a fact can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.rates import WHOLE_BP


class Unit(StrEnum):
    """Points are in hundredths, money in minor units, rates in basis points."""

    POINTS = "points"
    MONEY = "money"
    RATE = "rate"
    COUNT = "count"
    RANK = "rank"
    YES_NO = "yes_no"


UNIT_NAMES: Mapping[Unit, Promise] = {
    Unit.POINTS: _("points"),
    Unit.MONEY: _("money"),
    Unit.RATE: _("percentage"),
    Unit.COUNT: _("count"),
    Unit.RANK: _("rank"),
    Unit.YES_NO: _("yes or no"),
}

# Formulas are proven to stay within the 64 bits of an array; these bounds leave room for a rate.
_MOST = 10**14
_BOUNDS: Mapping[Unit, tuple[int, int]] = {
    Unit.POINTS: (-_MOST, _MOST),
    Unit.MONEY: (-_MOST, _MOST),
    Unit.RATE: (0, WHOLE_BP),
    Unit.COUNT: (0, 10**8),
    Unit.RANK: (0, 1000),
    Unit.YES_NO: (0, 1),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a formula may name: `meaning` is a short noun without an article.

    A fact with one possible number is a constant, like a rank of the plan by its id.
    """

    unit: Unit
    meaning: str | Promise
    low: int | None = None
    high: int | None = None

    @property
    def bounds(self) -> tuple[int, int]:
        """Return the least and the greatest number it can be."""
        low, high = _BOUNDS[self.unit]
        return low if self.low is None else self.low, high if self.high is None else self.high

    @property
    def is_constant(self) -> bool:
        """Tell whether it is the same for everybody."""
        low, high = self.bounds
        return low == high


Facts = Mapping[str, Fact]
