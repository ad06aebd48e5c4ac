"""The way up that led to a line, walked again from the picture of the run."""

from __future__ import annotations

from collections.abc import Sequence

from commissions.engine.facts import TOOK, Earning, Standing, Step, Volume
from commissions.engine.plan import Plan
from commissions.engine.rule import way_to
from commissions.models import EarningLine, VolumeEntry
from commissions.selectors.frozen_picture import volumes_of
from commissions.selectors.volume_columns import DAYS
from core.errors import InvariantBroken


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


def sold_of(plan: Plan, entries: Sequence[VolumeEntry]) -> dict[int, Volume]:
    """Return entries as they were sold, by the day that counts in a plan."""
    if plan.counts_parties or plan.counts_products:
        found = volumes_of(plan, [entry.pk for entry in entries])
        return {volume.entry_id: volume for volume in found}
    return {entry.pk: _volume_of(plan, entry) for entry in entries}


def _volume_of(plan: Plan, entry: VolumeEntry) -> Volume:
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
        day=getattr(entry, DAYS[plan.volume_date]),
        currency="" if entry.currency == plan.currency else entry.currency,
    )


def entry_of(line: EarningLine) -> int:
    """Return the volume entry of a line that has an order."""
    assert line.volume_entry is not None
    return line.volume_entry.pk


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
