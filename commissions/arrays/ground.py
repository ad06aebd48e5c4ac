"""What a kernel stands on: the plan, the picture, everybody's standing and the sponsor tree."""

from __future__ import annotations

from dataclasses import dataclass

from commissions.engine.plan import Plan

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
