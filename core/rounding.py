"""How this system rounds and splits: whole units, half up unless a plan says else, no loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import InvariantBroken

HALF_UP = "half_up"
HALF_EVEN = "half_even"
DOWN = "down"
UP = "up"
# Half up, but something never becomes nothing: for parts of a sum that is rounded itself.
KEPT = "kept"
MODES = (HALF_UP, HALF_EVEN, DOWN, UP, KEPT)


@dataclass(frozen=True, slots=True)
class Rounding:
    """A way to round: to whole steps of so many minor units, by a mode.

    Every mode goes by the magnitude, so that a reversal mirrors its original: `down` means towards
    zero, `up` away from it.
    """

    mode: str = HALF_UP
    step: int = 1

    def divide(self, numerator: int, denominator: int) -> int:
        """Divide exactly and round to a whole number of steps."""
        if denominator <= 0:
            raise InvariantBroken(f"denominator {denominator} is not positive")
        steps, rest = divmod(abs(numerator), denominator * self.step)
        if self._rises(steps, 2 * rest, denominator * self.step):
            steps += 1
        return steps * self.step if numerator >= 0 else -steps * self.step

    def _rises(self, steps: int, twice_rest: int, whole: int) -> bool:
        if self.mode == DOWN or not twice_rest:
            return False
        if self.mode == UP or twice_rest > whole:
            return True
        if self.mode == KEPT and not steps:
            return True
        return twice_rest == whole and (self.mode != HALF_EVEN or steps % 2 == 1)


TO_THE_UNIT = Rounding()


def round_half_up(numerator: int, denominator: int) -> int:
    """Divide exactly and round to the nearest whole unit, a half away from zero.

    Commercial rounding ("kaufmännisch"): -2.5 becomes -3, so that a reversal mirrors its original.
    """
    if denominator <= 0:
        raise InvariantBroken(f"denominator {denominator} is not positive")
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude


def split_by_weights(total: int, weights: Sequence[int]) -> list[int]:
    """Split a total by weights with the largest remainder; the parts add up to the total.

    Units:  total and parts in the same whole unit; weights are non-negative integers.
    Keeps:  ties of the remainder go to the earlier position; all-zero weights count as equal ones.
    """
    if not weights:
        raise InvariantBroken("nothing to split over")
    if min(weights) < 0:
        raise InvariantBroken("a weight is negative")
    used = list(weights) if any(weights) else [1] * len(weights)
    whole, sign = sum(used), -1 if total < 0 else 1
    parts = [abs(total) * weight // whole for weight in used]
    remainders = [abs(total) * weight % whole for weight in used]
    by_remainder = sorted(range(len(used)), key=lambda i: (-remainders[i], i))
    for position in by_remainder[: abs(total) - sum(parts)]:
        parts[position] += 1
    return [sign * part for part in parts]
