"""How a division of a formula becomes a whole number; a loss mirrors the gain it takes back."""

from __future__ import annotations

HALF_UP = "half_up"
DOWN = "down"
UP = "up"
ROUNDINGS = (HALF_UP, DOWN, UP)


def divide(numerator: int, denominator: int, rounding: str) -> int:
    """Divide by a number above zero: to the nearest, towards zero, or away from zero."""
    whole, rest = divmod(abs(numerator), denominator)
    if rounding == UP:
        whole += rest > 0
    elif rounding == HALF_UP:
        whole += 2 * rest >= denominator
    return whole if numerator >= 0 else -whole
