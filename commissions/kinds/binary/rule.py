"""The terms of a binary rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule
from commissions.kinds.by_rank import ByRank
from core.rounding import Rounding

from . import walk
from .bank import Keeping
from .pairing import Pairing

# Who is asked for by `accrues` and by qualification.
ALWAYS = "always"
WHEN_ACTIVE = "when_active"
WHEN_QUALIFIED = "when_qualified"


@dataclass(frozen=True, slots=True)
class Binary(Rule):
    """A rule of kind "binary": the left and the right side of a position are matched and paid.

    `volume` is "pv" or "cv". A member qualifies if it is active and sponsors so many active members
    itself on each side. `most_by_rank` limits units, `cap_by_rank` money; None is no limit.
    `after_cap` says what becomes of volume that a limit leaves unpaid, `inactive_flush` what an
    inactive member loses, `returned` whether volume that comes back beyond a side is owed. With
    `counts_persons`, the limit in money holds for all positions of a person once more.
    """

    volume: str
    pairing: Pairing
    own_volume: str
    accrues: str
    sponsored_each_side: int
    most_by_rank: ByRank | None
    cap_by_rank: ByRank | None
    after_cap: str
    keeping: Keeping
    inactive_flush: str
    returned: str

    def rounded(self, rounding: Rounding) -> Binary:
        """Return the rule with another way to round its rates."""
        return replace(self, rounding=rounding, pairing=self.pairing.rounded(rounding))

    @property
    def pays_positions(self) -> bool:
        """Everything a member gets is one line."""
        return True

    @property
    def hands_on(self) -> bool:
        """Both sides keep what is not matched."""
        return True

    @property
    def needs_places(self) -> bool:
        """Sides are those of the placement tree."""
        return True

    @property
    def slots(self) -> int | None:
        """Everybody has a left and a right side."""
        return 2

    @property
    def needs_one_tree(self) -> bool:
        """Sides are added up."""
        return True

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay member by member and hand on what each side keeps."""
        return walk.earnings(self, ground)
