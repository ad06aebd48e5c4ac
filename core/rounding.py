"""The one way this system rounds and splits: whole units, half up, nothing lost."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import InvariantBroken


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
