"""Both engines on one period, with what they hand on."""

from __future__ import annotations

from commissions.arrays.ground import ArrayGround
from commissions.arrays.kept import carried_from
from commissions.arrays.lines import earnings_of
from commissions.arrays.picture import from_picture
from commissions.arrays.standing import from_standings
from commissions.arrays.tree import plant
from commissions.engine.facts import Carry, Earning, Picture
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle
from commissions.engine.standings import stand
from tests.unit.commissions.kinds.grounds import Kernel

Outcome = tuple[list[Earning], list[Carry]]


def walked(terms: Plan, picture: Picture) -> Outcome:
    """Settle by the walk; what is handed on comes sorted."""
    settlement = settle(terms, picture)
    return list(settlement.lines), sorted(settlement.carried)


def calculated(kernel: Kernel, terms: Plan, picture: Picture) -> Outcome:
    """Settle a plan of one rule by its kernel."""
    columns = from_picture(picture)
    standing = from_standings(stand(terms, picture))
    ground = ArrayGround(terms, columns, standing, plant(columns.sponsor_rows))
    lines = [
        line
        for block in kernel(terms.rules[0], ground)
        for line in earnings_of(block, picture.member_ids, picture.volumes)
    ]
    kept = carried_from(ground.kept, columns.member_ids)
    texts = zip(
        (kept.rules.names[code] for code in kept.rules.rows),
        kept.member_ids.tolist(),
        (kept.names.names[code] for code in kept.names.rows),
        (kept.since.names[code] for code in kept.since.rows),
        kept.amounts.tolist(),
        strict=True,
    )
    return lines, [Carry(*each) for each in texts]
