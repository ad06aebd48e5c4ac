"""What a step of the ladder requires and what is there, as pages get it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """What a rank asks for, what is there, and the least that would fill the rest.

    `unit` and `missing_unit` say what is counted: "points" (in hundredths), "people", or a
    "condition" that holds or not. `measure` is "PV" or "QV".
    """

    kind: str
    label: str
    required: int
    actual: int
    missing: int
    unit: str = "points"
    missing_unit: str = "points"
    measure: str = "PV"
    is_cheapest: bool = False

    @property
    def is_met(self) -> bool:
        """Tell whether it is enough."""
        return self.actual >= self.required

    @property
    def thousandths(self) -> int:
        """Return how much of it is there, in thousandths, at most the whole."""
        if self.required <= 0:
            return 1000
        return min(1000 * max(self.actual, 0) // self.required, 1000)


@dataclass(frozen=True, slots=True)
class RankStep:
    """A step of the ladder and each of its conditions.

    Once a period is settled only its volumes are known: then `is_whole` tells that the rank asks
    for more.
    """

    rank: str
    rank_name: str
    needs: tuple[Need, ...]
    is_whole: bool = True
