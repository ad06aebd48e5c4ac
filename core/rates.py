"""Rates as whole basis points, and the share a rate takes of an amount."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Invalid
from core.numerals import read_scaled, show_scaled
from core.rounding import TO_THE_UNIT, Rounding, round_half_up

WHOLE_BP = 10_000


class BadRate(Invalid):
    """The text is not a percentage."""

    code = "core.bad_rate"


def parse_rate(text: str) -> int:
    """Read "12.5%" as 1250 basis points.

    Raises: BadRate — the percent sign is missing, it is negative or finer than 0.01%.
    """
    rate_bp = read_scaled(text[:-1], 2) if text.endswith("%") else None
    if rate_bp is None or rate_bp < 0:
        hint = _("“%(text)s”: write a percentage with at most two decimals, like “12.5%%”.")
        raise BadRate(hint % {"text": text[:40]})
    return rate_bp


def format_rate(rate_bp: int, language: str = "de") -> str:
    """Show a rate without needless zeros: "12,5 %" in German, "12.5%" in English."""
    number = show_scaled(rate_bp, 2, language).rstrip("0").rstrip(",.")
    return f"{number}\N{NO-BREAK SPACE}%" if language.startswith("de") else f"{number}%"


def share(minor: int, rate_bp: int, rounding: Rounding = TO_THE_UNIT) -> int:
    """Take a rate of an amount, rounded half up to one minor unit unless said otherwise."""
    if rounding is TO_THE_UNIT:
        return round_half_up(minor * rate_bp, WHOLE_BP)
    return rounding.divide(minor * rate_bp, WHOLE_BP)
