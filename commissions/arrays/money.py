"""Rates over columns: the same rounding as core.rates, in numbers that cannot overflow."""

from __future__ import annotations

from typing import NamedTuple

from core.rates import WHOLE_BP
from core.rounding import DOWN, HALF_EVEN, HALF_UP, KEPT, MODES, UP, Rounding

from .compiled import compiled

_HALF_UP, _HALF_EVEN, _DOWN, _UP, _KEPT = (
    MODES.index(mode) for mode in (HALF_UP, HALF_EVEN, DOWN, UP, KEPT)
)


class RoundingTerms(NamedTuple):
    """A `core.rounding.Rounding` in numbers."""

    mode: int
    step: int


def rounding_terms(rounding: Rounding) -> RoundingTerms:
    """Return a rounding in numbers."""
    return RoundingTerms(MODES.index(rounding.mode), rounding.step)


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


@compiled
def rounded_share(amount: int, rate_bp: int, rounding: RoundingTerms) -> int:
    """Take a rate of an amount, rounded as the plan says: as `core.rates.share` does.

    Units: rate times step below 2^45, so that what is left over fits.
    """
    if rounding.mode == _HALF_UP and rounding.step == 1:
        return share(amount, rate_bp)
    whole = WHOLE_BP * rounding.step
    magnitude = abs(amount)
    rest = magnitude % whole * rate_bp
    steps, rest = magnitude // whole * rate_bp + rest // whole, rest % whole
    if _rises(steps, 2 * rest, whole, rounding.mode):
        steps += 1
    return steps * rounding.step if amount >= 0 else -steps * rounding.step


@compiled
def _rises(steps: int, twice_rest: int, whole: int, mode: int) -> bool:
    if mode == _DOWN or twice_rest == 0:
        return False
    if mode == _UP or twice_rest > whole:
        return True
    if mode == _KEPT and steps == 0:
        return True
    return twice_rest == whole and (mode != _HALF_EVEN or steps % 2 == 1)
