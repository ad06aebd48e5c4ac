"""The way up that led to a line, read from the picture of the run that counts its order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from commissions.engine.facts import TOOK, Earning, Standing, Step, Volume
from commissions.engine.plan import Plan
from commissions.engine.rule import way_to
from commissions.models import EarningLine, VolumeEntry
from commissions.selectors.volume_columns import day_of
from core.errors import InvariantBroken

# For each line: from the member its order is credited to, up to the member who earns.
_UPLINES = """
WITH RECURSIVE up AS (
    SELECT ask.line_no, ask.run_id, ask.earner_id, m.member_id, m.sponsor_id, m.status,
           m.is_active, m.paid_rank, m.pv_minor, m.gv_minor, 0 AS steps
    FROM unnest(%(lines)s::int[], %(runs)s::bigint[], %(sellers)s::bigint[], %(earners)s::bigint[])
         AS ask (line_no, run_id, seller_id, earner_id)
    JOIN commissions_runmember m ON m.run_id = ask.run_id AND m.member_id = ask.seller_id
    UNION ALL
    SELECT up.line_no, up.run_id, up.earner_id, m.member_id, m.sponsor_id, m.status, m.is_active,
           m.paid_rank, m.pv_minor, m.gv_minor, up.steps + 1
    FROM up JOIN commissions_runmember m ON m.run_id = up.run_id AND m.member_id = up.sponsor_id
    WHERE up.member_id <> up.earner_id
)
SELECT line_no, member_id, status, is_active, paid_rank, pv_minor, gv_minor FROM up
ORDER BY line_no, steps
"""


class Ask(NamedTuple):
    """A line whose way is wanted, and the run in whose picture to look."""

    line_no: int
    run_id: int
    seller_id: int
    earner_id: int

    @classmethod
    def of(cls, line: EarningLine, run_id: int) -> Ask:
        """Ask for the way of a line in the picture of a run."""
        assert line.volume_entry is not None
        return cls(line.line_no, run_id, line.volume_entry.member_id, line.member_id)


def uplines(asked: Sequence[Ask]) -> Mapping[int, list[Standing]]:
    """Return for each line who stood between seller and earner, both included, nearest first."""
    columns = [list(column) for column in zip(*asked, strict=True)]
    facts: dict[str, Any] = dict(zip(("lines", "runs", "sellers", "earners"), columns, strict=True))
    found: dict[int, list[Standing]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_UPLINES, facts)
        for line_no, *standing in cursor.fetchall():
            found[line_no].append(Standing(*standing))
    return found


def proven_way(plan: Plan, line: Earning, above: Sequence[Standing]) -> list[Step]:
    """Walk the way again; it must end with the earner taking this level for this money.

    Raises: InvariantBroken.
    """
    rule, volume = plan.order_rule(line.rule_id), _volume(line)
    way = way_to(rule, volume, above, (line.member_id, line.level))
    base_minor = plan.base_minor(rule, volume)
    amount_minor = rule.amount_minor(base_minor, line.rate_bp)
    expected = (line.member_id, line.level, TOOK, line.rate_bp, base_minor, amount_minor)
    last = (*way[-1][:3], way[-1].rate_bp) if way else ()
    found = (*last, line.base_minor, line.amount_minor)
    if found != expected:
        raise InvariantBroken(f"order {line.order_ref}: {found} instead of {expected}")
    return way


def _volume(line: Earning) -> Volume:
    assert line.volume is not None
    return line.volume


def volume_of(plan: Plan, entry: VolumeEntry) -> Volume:
    """Return an entry as it was sold, by the day that counts in a plan."""
    return Volume(
        entry.pk,
        entry.order_ref,
        entry.member_id,
        entry.kind,
        entry.pv_minor,
        entry.cv_minor,
        entry.net_minor,
        entry.pv_minor,
        entry.retail_minor,
        entry.country,
        day=getattr(entry, day_of(plan)),
    )


def earning_of(line: EarningLine, volume: Volume | None) -> Earning:
    """Return a stored line, with what was left of its order if it rests on one."""
    return Earning(
        line.rule_id,
        line.member_id,
        volume,
        line.level,
        line.rate_bp,
        line.base_minor,
        line.amount_minor,
        line.source_id,
        tuple(sorted((line.facts or {}).items())),
    )
