"""Net contents such as "90 g", and what a whole kilogram or litre costs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.numerals import read_scaled
from core.rounding import round_half_up

PIECE = "piece"
# Thousandths of a gram or millilitre in a thousandth of each unit.
_IN_BASE = {"g": 1, "kg": 1000, "ml": 1, "l": 1000}
_WHOLE = {"g": "kg", "kg": "kg", "ml": "l", "l": "l"}
_LONG = {"pieces": PIECE, "Stück": PIECE, "pcs": PIECE}
_TEXT = re.compile(r"(?P<number>[0-9][0-9.,]*)[\s\N{NO-BREAK SPACE}]*(?P<unit>[A-Za-zü]+)")
_MOST = 10**9


@dataclass(frozen=True, slots=True)
class Content:
    """A net content: thousandths of its unit (g, kg, ml, l, piece)."""

    milli: int
    unit: str

    @property
    def is_measured(self) -> bool:
        """Tell whether it is a weight or a volume."""
        return self.unit in _IN_BASE


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """What one kilogram ("kg") or one litre ("l") costs."""

    gross_minor: int
    per: str


def parse_content(text: str) -> Content | None:
    """Read "90 g", "0,5 l" or "1 piece"; None where it is no such thing.

    At most two decimals: "1.000 ml" could be one millilitre or a thousand, so it is neither.
    """
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        return None
    unit = _LONG.get(found["unit"], found["unit"])
    hundredths = read_scaled(found["number"].replace(",", "."), 2)
    if unit not in {*_IN_BASE, PIECE} or hundredths is None or not 0 < hundredths <= _MOST:
        return None
    return Content(hundredths * 10, unit)


def unit_price(gross_minor: int, content: Content) -> UnitPrice | None:
    """Return the price of a whole kilogram or litre, half up; None where none need be shown.

    Source: § 4 (1), (3) PAngV: per 1 kg or 1 l, also for capsules (BGH, I ZR 17/22); not for goods
            of less than 10 g or 10 ml, nor for what is sold by the piece.
    """
    if not content.is_measured:
        return None
    base = content.milli * _IN_BASE[content.unit]
    if base < 10_000:
        return None
    return UnitPrice(round_half_up(gross_minor * 1_000_000, base), _WHOLE[content.unit])
