"""Vitamins and minerals with their reference intakes, and amounts such as "300 mg"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.numerals import read_scaled
from core.rounding import round_half_up

# Daily reference intakes of adults in nanograms.
# Source: Regulation (EU) 1169/2011, Annex XIII, Part A, No. 1.
REFERENCE_NANOGRAMS = {
    "vitamin-a": 800_000, "vitamin-d": 5_000, "vitamin-e": 12_000_000, "vitamin-k": 75_000,
    "vitamin-c": 80_000_000, "thiamin": 1_100_000, "riboflavin": 1_400_000, "niacin": 16_000_000,
    "vitamin-b6": 1_400_000, "folic-acid": 200_000, "vitamin-b12": 2_500, "biotin": 50_000,
    "pantothenic-acid": 6_000_000, "potassium": 2_000_000_000, "chloride": 800_000_000,
    "calcium": 800_000_000, "phosphorus": 700_000_000, "magnesium": 375_000_000,
    "iron": 14_000_000, "zinc": 10_000_000, "copper": 1_000_000, "manganese": 2_000_000,
    "fluoride": 3_500_000, "selenium": 55_000, "chromium": 40_000, "molybdenum": 50_000,
    "iodine": 150_000,
}  # fmt: skip

_IN_MICROGRAMS = {"µg": 1, "mg": 1_000, "g": 1_000_000}
UNITS = (*_IN_MICROGRAMS, "kJ", "kcal")
_TEXT = re.compile(r"(?P<number>[0-9][0-9.,]*)[\s\N{NO-BREAK SPACE}]*(?P<unit>\S+)")
_MOST = 10**9


@dataclass(frozen=True, slots=True)
class Amount:
    """So many thousandths of a unit (µg, mg, g, kJ, kcal)."""

    milli: int
    unit: str


def parse_amount(text: str) -> Amount | None:
    """Read "300 mg" or "2,5 µg", at most two decimals; None where it is no such thing."""
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        return None
    unit = found["unit"].replace("\N{GREEK SMALL LETTER MU}", "µ").replace("ug", "µg")
    hundredths = read_scaled(found["number"].replace(",", "."), 2)
    if unit not in UNITS or hundredths is None or hundredths > _MOST:
        return None
    return Amount(hundredths * 10, unit)


def percent_of_reference(nutrient: str, amount: Amount) -> int | None:
    """Return how many whole percent of the daily reference intake that is; None where none is set.

    Source: Regulation (EU) 1169/2011, Art. 32 (3), Annex XIII.
    """
    reference = REFERENCE_NANOGRAMS.get(nutrient)
    factor = _IN_MICROGRAMS.get(amount.unit)
    if reference is None or factor is None:
        return None
    return round_half_up(amount.milli * factor * 100, reference)
