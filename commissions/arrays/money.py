"""Rates over columns: the same rounding as core.rates, in numbers that cannot overflow."""

from __future__ import annotations

from core.rates import WHOLE_BP

from .compiled import compiled


@compiled
def half_up(amount: int, factor: int, divisor: int) -> int:
    """Return amount * factor / divisor, rounded as `core.rounding.round_half_up` does.

    The amount is split before it is multiplied: what fits in the end fits all the way.
    Units: factor of zero or above, divisor above zero, their product below 2^61.
    """
    magnitude = abs(amount)
    whole, rest = magnitude // divisor, magnitude % divisor
    rounded = whole * factor + (2 * rest * factor + divisor) // (2 * divisor)
    return rounded if amount >= 0 else -rounded


@compiled
def share(amount: int, rate_bp: int) -> int:
    """Take a rate of an amount, rounded half up once, as `core.rates.share` does."""
    return half_up(amount, rate_bp, WHOLE_BP)
