"""Settle a period by kernels: standing first, then every rule of the plan over every order."""

from __future__ import annotations

from commissions.engine.ground import PLAN
from commissions.engine.plan import Plan
from commissions.kinds.kernels import has_kernel

from .day_grounds import ranks_by_day
from .day_ranks import ranks_until
from .ground import ArrayGround
from .kept import Kept, carried_from
from .outcome import ArraySettlement
from .picture import ArrayCarried, ArrayPicture
from .standings import array_standings
from .tree import plant


def can_settle(plan: Plan) -> bool:
    """Tell whether kernels say all that the plan says; otherwise the walk has to."""
    return all(has_kernel(type(rule)) for rule in plan.rules)


def settle(plan: Plan, picture: ArrayPicture) -> ArraySettlement:
    """Work out standing and lines of a period of a plan that `can_settle`.

    Keeps:  the same lines in the same order as `engine.settlement.settle`, to the minor unit.
    Raises: InvariantBroken — the picture contradicts itself.
    """
    found = array_standings(plan, picture, plant(picture.sponsor_rows))
    ground = ArrayGround.of(found)
    return ArraySettlement(
        found.standing,
        ground.blocks(),
        lambda: _handed_on(found.carried, ground),
        lambda: ranks_until(list(ranks_by_day(ground.days)), found.standing.ranked.paid),
    )


def _handed_on(plans_own: ArrayCarried, ground: ArrayGround) -> ArrayCarried:
    """Put what the plan itself hands on beside what its rules do."""
    picture = ground.picture
    own = Kept(
        PLAN,
        picture.rows_of(plans_own.member_ids),
        plans_own.names.names,
        plans_own.names.rows,
        plans_own.since.names,
        plans_own.since.rows,
        plans_own.amounts,
    )
    return carried_from([own, *ground.kept], picture.member_ids)
