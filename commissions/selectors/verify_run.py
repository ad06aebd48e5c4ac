"""Calculate a run again from the facts that were known then, and compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain, zip_longest
from typing import Any

from django.db import connection

from commissions.arrays.fingerprint import RULES_REVISION, ResultHash, input_hash
from commissions.arrays.lines import LineBlock, earnings_of
from commissions.arrays.outcome import from_walk
from commissions.arrays.picture import from_picture
from commissions.engine.daily_rates import paid_abroad
from commissions.engine.facts import Correction, Earning, Picture
from commissions.engine.handed_on import begun_with
from commissions.engine.plan import Plan
from commissions.engine.remainder import what_is_left
from commissions.engine.settlement import settle
from commissions.facts import RunCheck
from commissions.models import EarningLine, Run
from commissions.selectors.awards import awards_of_picture
from commissions.selectors.buyers import by_first_order
from commissions.selectors.corrections import ClosedPeriods
from commissions.selectors.handed_on import carried_by, handed_on_again
from commissions.selectors.period_picture import held_after, known_runs, placement_on
from commissions.selectors.period_reversals import Settled, reversals_of_run
from commissions.selectors.persons import persons_on
from commissions.selectors.plans import plan_of
from commissions.selectors.portions import volume_of
from commissions.selectors.run_rates import at_published_rates
from commissions.selectors.runs import find_run
from commissions.selectors.volume_columns import currency_facts, day_of, volume_columns
from core.periods import Period
from core.policy import Actor, require
from network import public as network

CHUNK = 5_000
_VOLUMES = """
SELECT {columns}
FROM commissions_runvolume v JOIN commissions_volumeentry e ON e.id = v.volume_entry_id
WHERE v.run_id = %(run)s ORDER BY {day}, e.order_ref COLLATE "C"
"""
_STORED = (
    "rule_id", "volume_entry_id", "member_id", "level", "rate_bp", "base_minor", "amount_minor",
    "source_id", "facts", "corrects_run_id", "corrects_line_no",
)  # fmt: skip


def verify_run(actor: Actor, run_id: int) -> RunCheck:
    """Calculate a run again and compare both fingerprints, and every stored line.

    Network and published exchange rates are read as they were known when the run was drafted,
    orders and returns as they were recorded, earlier runs as they were published by then: nothing
    comes from what the run froze but which orders and returns it counted. A run whose fingerprints
    have an older form is compared line by line.
    Raises: NotAllowed; RunNotFound; RatesMissing.
    """
    require(actor, "commissions.see_runs")
    run = find_run(run_id)
    plan, basis = plan_of(run.plan_version), known_runs(run)
    picture = _picture(run, plan, Settled.of(basis))
    plan = at_published_rates(plan, paid_abroad(picture.volumes), known_at=run.drafted_at)
    closed = ClosedPeriods(picture, basis)
    if closed.go_onward:
        picture = begun_with(picture, closed.found.begins(run.follows_id))
    corrections = closed.found.lines
    columns = from_picture(picture)
    outcome = from_walk(settle(plan, picture), columns)
    digest, different = ResultHash(columns, outcome.standing), None
    hashed = _hashed(digest, outcome.blocks, picture)
    lines: Iterator[Earning | Correction] = chain(hashed, corrections)
    for number, (line, stored) in enumerate(zip_longest(map(_row, lines), _stored(run)), start=1):
        if line != stored and different is None:
            different = number
    for correction in corrections:
        digest.add_correction(correction)
    digest.add_carried(outcome.carried())
    digest.add_changed(closed.found.changed)
    found = input_hash(plan, run.period_key, columns), digest.hexdigest()
    is_older = run.rules_revision != RULES_REVISION
    has_same_hashes = is_older or found == (run.input_hash, run.result_hash)
    return RunCheck(run.pk, has_same_hashes and different is None, *found, different, is_older)


def _picture(run: Run, plan: Plan, settled: Settled) -> Picture:
    last_day = run.ends_before - timedelta(days=1)
    members = network.network_as_of(day=last_day, known_at=run.drafted_at)
    facts: dict[str, Any] = {"run": run.pk, **currency_facts(plan)}
    with connection.cursor() as cursor:
        cursor.execute(_VOLUMES.format(columns=volume_columns(plan), day=day_of(plan)), facts)
        volumes = by_first_order(map(volume_of, cursor.fetchall()))
    reversals = reversals_of_run(run, settled)
    picture = Picture(
        members.member_ids,
        members.sponsor_ids,
        members.statuses,
        what_is_left(volumes, reversals),
        reversals,
        settled.closed(reversals),
        held_after(members.member_ids, run.follows_id),
        Period(run.period_key),
        placement=placement_on(members.member_ids, last_day, run.drafted_at),
        joined_on=members.joined_on,
        carried=carried_by(run.follows_id),
        awards=awards_of_picture(plan.code, last_day, run.drafted_at, set(members.member_ids)),
        persons=persons_on(plan, members.member_ids, last_day, run.drafted_at),
    )
    return begun_with(picture, handed_on_again(run.follows_id, settled.runs))


def _hashed(digest: ResultHash, blocks: Iterable[LineBlock], picture: Picture) -> Iterator[Earning]:
    for block in blocks:
        digest.add(block)
        yield from earnings_of(block, picture.member_ids, picture.volumes)


def _row(line: Earning | Correction) -> tuple[object, ...]:
    corrects = (line.run_id, line.line_no) if isinstance(line, Correction) else (None, None)
    facts = dict(line.facts) or None if isinstance(line, Earning) else None
    return (
        line.rule_id, line.volume.entry_id if line.volume else None, line.member_id, line.level,
        line.rate_bp, line.base_minor, line.amount_minor, line.source_id, facts, *corrects,
    )  # fmt: skip


def _stored(run: Run) -> Iterator[tuple[object, ...]]:
    lines = EarningLine.objects.filter(run_id=run.pk).order_by("line_no")
    return iter(lines.values_list(*_STORED).iterator(chunk_size=CHUNK))
