"""What a kernel stands on: the plan, the picture, everybody's standing and the sponsor tree."""

from __future__ import annotations

from dataclasses import dataclass, field

from commissions.engine.plan import Plan

from .kept import Kept
from .picture import ArrayPicture
from .standing import ArrayStanding
from .tree import ArrayTree


@dataclass(frozen=True, slots=True)
class ArrayGround:
    """The facts of one period as columns, in the order of the picture's members."""

    plan: Plan
    picture: ArrayPicture
    standing: ArrayStanding
    tree: ArrayTree
    kept: list[Kept] = field(default_factory=list)

    def keep(self, numbers: Kept) -> None:
        """Hand numbers of a rule on to the next period."""
        self.kept.append(numbers)
