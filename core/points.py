"""Volume points as whole hundredths."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Invalid
from core.numerals import read_scaled, show_scaled


class BadPoints(Invalid):
    """The text is not a number of points with its unit."""

    code = "core.bad_points"


def parse_points(text: str) -> int:
    """Read "100 PV" as 10000 hundredths of a point.

    Raises: BadPoints — the unit is missing or there are more than two decimals.
    """
    number, _space, unit = text.partition(" ")
    hundredths = read_scaled(number, 2) if unit == "PV" else None
    if hundredths is None:
        hint = _("“%(text)s”: write a number, a space and PV, like “100 PV”.")
        raise BadPoints(hint % {"text": text[:40]})
    return hundredths


def format_points(minor: int, language: str = "de") -> str:
    """Show points with at most two decimals: "1.234,50", whole points as "1.234"."""
    if minor % 100 == 0:
        return show_scaled(minor // 100 if minor >= 0 else -(-minor // 100), 0, language)
    return show_scaled(minor, 2, language)
