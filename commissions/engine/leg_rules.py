"""How much of a group's volume counts where no single leg may carry it: three published meanings.

With x the share: a *requirement cap* lets each leg count up to x of what is required, a *leg share*
counts the strongest leg with x of itself, and a *total share* lets no leg be more than x of what is
counted in the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.rates import WHOLE_BP

REQUIREMENT_CAP = "requirement_cap"
LEG_SHARE = "leg_share"
TOTAL_SHARE = "total_share"
MEANINGS = (REQUIREMENT_CAP, LEG_SHARE, TOTAL_SHARE)

EXTRA_UNCAPPED = "as_extra_leg_uncapped"
EXTRA_CAPPED = "as_extra_leg_capped"
NOT_COUNTED = "none"
OWN_COUNTS = (EXTRA_UNCAPPED, EXTRA_CAPPED, NOT_COUNTED)


@dataclass(frozen=True, slots=True)
class LegRule:
    """A meaning, its share, and what becomes of the member's own volume."""

    meaning: str
    share_bp: int
    own_volume_counts: str

    def counted(self, legs: Sequence[int], own: int, required: int) -> int:
        """Return how much counts, rounded down; a leg below zero counts as nothing.

        Keeps:  what is returned reaches `required` exactly when the unrounded volume does.
        """
        limited, beside = self._parts(legs, own)
        if self.meaning == LEG_SHARE:
            return beside + leg_share(limited, self.share_bp)
        if self.meaning == TOTAL_SHARE:
            return total_share(limited, beside, self.share_bp)
        return self.capped(legs, own, required)

    def capped(self, legs: Sequence[int], own: int, required: int) -> int:
        """Return how much counts with each leg up to its share of what is required."""
        limited, beside = self._parts(legs, own)
        return beside + requirement_cap(limited, self.share_bp, required)

    def _parts(self, legs: Sequence[int], own: int) -> tuple[list[int], int]:
        """Return what the share limits, and what counts whole beside it."""
        limited, mine = [max(leg, 0) for leg in legs], max(own, 0)
        if self.own_volume_counts == EXTRA_CAPPED:
            return [*limited, mine], 0
        return limited, mine if self.own_volume_counts == EXTRA_UNCAPPED else 0


def requirement_cap(legs: Sequence[int], share_bp: int, required: int) -> int:
    """Add up legs, each up to a share of what is required."""
    most = share_bp * required
    return sum(min(leg * WHOLE_BP, most) for leg in legs) // WHOLE_BP


def leg_share(legs: Sequence[int], share_bp: int) -> int:
    """Add up legs, the strongest with a share of itself."""
    strongest = max(legs, default=0)
    return sum(legs) - strongest + strongest * share_bp // WHOLE_BP


def total_share(legs: Sequence[int], beside: int, share_bp: int) -> int:
    """Return the largest total in which no leg is more than a share of that total.

    With the k strongest legs capped, the total is what the others bring over 1 - kx; it is the one
    sought where exactly those k legs would exceed their share. `beside` counts whole.
    """
    strongest_first = [*sorted(legs, reverse=True), 0]
    rest = beside + sum(legs)
    for capped, leg in enumerate(strongest_first):
        left_bp = WHOLE_BP - capped * share_bp
        if left_bp <= 0:
            break
        if rest * share_bp >= leg * left_bp:  # the next strongest keeps within its share
            return rest * WHOLE_BP // left_bp
        rest -= leg
    return 0
