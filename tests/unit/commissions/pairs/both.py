"""Both engines on one period, with what they hand on."""

from __future__ import annotations

from commissions.arrays.ground import ArrayGround
from commissions.arrays.kept import carried_from
from commissions.arrays.lines import blocks_of, earnings_of
from commissions.arrays.picture import ArrayCarried, from_picture
from commissions.arrays.standings import array_standings
from commissions.arrays.tree import plant
from commissions.engine.facts import Carry, Earning, Picture
from commissions.engine.ground import Ground
from commissions.engine.plan import Plan
from commissions.engine.standings import stand
from tests.unit.commissions.kinds.grounds import Kernel

Outcome = tuple[list[Earning], list[Carry]]


def walked(terms: Plan, picture: Picture) -> Outcome:
    """Return what the walk of the plan's last rule pays and hands on, sorted."""
    mine = terms.rules[-1].id
    ground = Ground.of(terms, stand(terms, picture))
    lines = [line for line in ground.lines() if line.rule_id == mine]
    return lines, sorted(carry for carry in ground.kept if carry.rule_id == mine)


def calculated(kernel: Kernel, terms: Plan, picture: Picture) -> Outcome:
    """Return the same of its kernel; what stands above it is walked."""
    columns = from_picture(picture)
    standings = stand(terms, picture)
    ground = ArrayGround.of(array_standings(terms, columns, plant(columns.sponsor_rows)))
    last = terms.rules[-1]
    above = (line for line in Ground.of(terms, standings).lines() if line.rule_id != last.id)
    for block in blocks_of(above, columns):
        ground.count(block)
    lines = [
        line
        for block in kernel(last, ground)
        for line in earnings_of(block, columns.member_ids.tolist(), picture.volumes)
    ]
    return lines, carries(carried_from(ground.kept, columns.member_ids))


def carries(kept: ArrayCarried) -> list[Carry]:
    """Turn columns back into objects."""
    texts = zip(
        (kept.rules.names[code] for code in kept.rules.rows),
        kept.member_ids.tolist(),
        (kept.names.names[code] for code in kept.names.rows),
        (kept.since.names[code] for code in kept.since.rows),
        kept.amounts.tolist(),
        strict=True,
    )
    return [Carry(*each) for each in texts]
