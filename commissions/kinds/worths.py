"""What members' orders are worth together to rules that pay on whole groups."""

from __future__ import annotations

from commissions.engine.ground import Ground
from commissions.engine.rule import Based


def own_worths(rule: Based, ground: Ground) -> list[int]:
    """Return row by row what the orders credited to a member are worth, in minor units."""
    worths = [0] * len(ground.picture.member_ids)
    row_of = ground.standings.tree.row_of
    for volume in ground.picture.volumes:
        worths[row_of[volume.member_id]] += ground.plan.base_minor(rule, volume)
    return worths
