"""Let earnings vest once their orders were delivered and the holding period is over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from commissions.facts import VestedDay
from commissions.models import Run, RunState, VestedRest, VestedVolume, Vesting
from commissions.selectors.plans import plan_of
from commissions.services.vested_cuts import Cuts, rest_of
from commissions.services.vested_parts import vested_part
from core import audit
from core.company import local_date
from core.errors import Invalid
from core.locks import Lock, take
from core.policy import Actor, require
from finance import public as finance
from finance.public import VestedPart

CLOCK = Actor.system("vesting")


class NotThatFar(Invalid):
    """Nobody can release ahead of time what buyers may still send back."""

    code = "commissions.not_that_far"


# An order of which nothing is left arrives never; its days begin when the last of it was given up.
# While something came back that no published run has counted, it is not known what would vest.
_DUE = """
SELECT e.id, coalesce(d.delivered_on, gone.reversed_on), e.paid_on, e.payment_method
FROM commissions_runvolume v
JOIN commissions_volumeentry e ON e.id = v.volume_entry_id
LEFT JOIN commissions_volumedelivery d ON d.entry_id = e.id
LEFT JOIN LATERAL (
    SELECT max(r.reversed_on) AS reversed_on FROM commissions_volumereversal r
    WHERE r.entry_id = e.id AND d.entry_id IS NULL
    HAVING (sum(r.pv_minor), sum(r.cv_minor), sum(r.net_minor))
         = (-e.pv_minor, -e.cv_minor, -e.net_minor)
) gone ON true
WHERE v.run_id = %(run)s AND coalesce(d.delivered_on, gone.reversed_on) <= %(arrived_until)s
  AND NOT EXISTS (SELECT FROM commissions_vestedvolume x
                  WHERE x.run_id = %(run)s AND x.volume_entry_id = e.id)
  AND NOT EXISTS (
      SELECT FROM commissions_volumereversal r
      WHERE r.entry_id = e.id AND NOT (r.attributable_to_company AND %(keeps)s)
        AND NOT EXISTS (SELECT FROM commissions_runreversal x
                        WHERE x.run_id = ANY (%(published)s) AND x.reversal_id = r.id))
ORDER BY 2, 1
"""
# Every line about these orders that was published so far: the run's own and their corrections.
_EARNED = """
SELECT due.vests_on, l.member_id, e.paid_on, sum(l.amount_minor)::bigint
FROM unnest(%(entries)s::bigint[], %(days)s::date[]) AS due (entry_id, vests_on)
JOIN commissions_volumeentry e ON e.id = due.entry_id
JOIN commissions_earningline l ON l.volume_entry_id = due.entry_id
WHERE l.run_id = ANY (%(lines_in)s)
  AND (l.run_id = %(run)s AND l.corrects_run_id IS NULL OR l.corrects_run_id = %(run)s)
GROUP BY due.vests_on, l.member_id, e.paid_on
ORDER BY due.vests_on, l.member_id, e.paid_on
"""
_MARK = """
INSERT INTO commissions_vestedvolume (run_id, volume_entry_id, vesting_id)
SELECT %(run)s, due.entry_id, batch.vesting_id
FROM unnest(%(entries)s::bigint[], %(days)s::date[]) AS due (entry_id, vests_on)
JOIN unnest(%(batch_days)s::date[], %(batches)s::bigint[]) AS batch (vests_on, vesting_id)
  USING (vests_on)
"""


@dataclass(frozen=True, slots=True)
class _Due:
    """Orders of a run that vest now, each with its day, as parallel columns."""

    run: Run
    entries: list[int]
    days: list[date]


@dataclass(frozen=True, slots=True)
class _Earned:
    """What a member earned from the orders of one day that vest together."""

    member_id: int
    paid_on: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class _Batch:
    """What vests on one day, and what each member earned from it."""

    vests_on: date
    vesting: Vesting
    earned: Sequence[_Earned]


@transaction.atomic
def vest_due(*, as_of: date, at: datetime, actor: Actor = CLOCK) -> tuple[VestedDay, ...]:
    """Book what may be paid on that day or before from pending to vested, and into the reserve.

    One booking for each member, run and day of vesting. Each entry of a run vests once, whoever
    calls how often, with every correction published by then; what was not delivered stays pending.
    What rests on no single order vests on a day of its own; what caps took lowers what vests first.
    Raises: NotThatFar — the day has not come yet.
    """
    require(actor, "commissions.vest")
    if as_of > local_date(at):
        text = _("%(day)s has not come yet. Nothing becomes payable before its day.")
        raise NotThatFar(text % {"day": as_of})
    published_runs = Run.objects.filter(state=RunState.PUBLISHED, fully_vested_at=None)
    waiting = published_runs.filter(line_count__gt=0) | published_runs.filter(volume_count__gt=0)
    take(Lock.RUN, *set(waiting.values_list("plan_code", flat=True)))
    published = _published()
    vested = [
        day
        for run in waiting.select_related("plan_version").order_by("starts_on", "id")
        for day in _vest_run(run, published, as_of, at)
    ]
    if vested:
        facts = {"as_of": str(as_of), "vestings": [day.vesting_id for day in vested]}
        audit.record(actor=actor, action="commissions.vest", subject="runs", at=at, facts=facts)
    return tuple(vested)


@dataclass(frozen=True, slots=True)
class _Published:
    """The published runs of each plan, and those among them that correct others."""

    runs: Mapping[str, list[int]]
    correcting: Mapping[str, list[int]]


def _published() -> _Published:
    runs: dict[str, list[int]] = defaultdict(list)
    correcting: dict[str, list[int]] = defaultdict(list)
    rows = Run.objects.filter(state=RunState.PUBLISHED).order_by("id")
    for run_id, plan_code, corrections in rows.values_list("id", "plan_code", "correction_count"):
        runs[plan_code].append(run_id)
        if corrections:
            correcting[plan_code].append(run_id)
    return _Published(runs, correcting)


def _vest_run(run: Run, published: _Published, as_of: date, at: datetime) -> list[VestedDay]:
    due = _due(run, published, as_of)
    has_rest = plan_of(run.plan_version).vests_rest_after_days is not None
    rest = rest_of(run, published.correcting[run.plan_code]) if has_rest else {}
    batches = _batches(due, published, Cuts(run, rest), at) if due.entries else []
    _mark(due, batches)
    batches += _rest(run, rest, as_of, at) if has_rest else []
    for batch in batches:
        finance.accrue(
            list(_parts(run, batch)),
            key=f"{run.ref}:vested:{batch.vesting.pk}",
            at=at,
            currency=run.currency,
        )
    if batches and _is_vested_whole(run):
        Run.objects.filter(pk=run.pk).update(fully_vested_at=at)
    return [_shown(run, batch) for batch in batches]


def _is_vested_whole(run: Run) -> bool:
    is_rest_open = plan_of(run.plan_version).vests_rest_after_days is not None
    if is_rest_open and not VestedRest.objects.filter(run=run).exists():
        return False
    return VestedVolume.objects.filter(run=run).count() == run.volume_count


def _rest(run: Run, rest: Mapping[int, int], as_of: date, at: datetime) -> list[_Batch]:
    """Let vest, once, what rests on no single order; what caps took lowers orders instead."""
    vests_on = plan_of(run.plan_version).rest_vests_on(run.ends_before)
    if vests_on > as_of or VestedRest.objects.filter(run=run).exists():
        return []
    last_day = run.ends_before - timedelta(days=1)
    earned = [_Earned(member, last_day, minor) for member, minor in rest.items() if minor > 0]
    vesting = Vesting.objects.create(
        run=run,
        vests_on=vests_on,
        volume_count=0,
        amount_minor=sum(each.amount_minor for each in earned),
        booked_at=at,
    )
    VestedRest.objects.create(run=run, vesting=vesting)
    return [_Batch(vests_on, vesting, earned)]


def _due(run: Run, published: _Published, as_of: date) -> _Due:
    """Find what vests by a day, read once: a delivery may come in meanwhile."""
    plan = plan_of(run.plan_version)
    facts: dict[str, Any] = {
        "run": run.pk,
        "published": published.runs[run.plan_code],
        "keeps": plan.returns.keeps_at_company_fault,
        "arrived_until": as_of - timedelta(days=plan.vests_after_days + 1),
    }
    due = _Due(run, [], [])
    with connection.cursor() as cursor:
        cursor.execute(_DUE, facts)
        for entry_id, *days_of_order in cursor.fetchall():
            vests_on = plan.vests_on(*days_of_order)
            if vests_on <= as_of:
                due.entries.append(entry_id)
                due.days.append(vests_on)
    return due


def _batches(due: _Due, published: _Published, cuts: Cuts, at: datetime) -> list[_Batch]:
    earned = _earned(due, published)
    batches = []
    for vests_on, volume_count in sorted(Counter(due.days).items()):
        lowered = [
            replace(each, amount_minor=cuts.lowered(each.member_id, each.amount_minor))
            for each in earned[vests_on]
        ]
        vesting = Vesting.objects.create(
            run=due.run,
            vests_on=vests_on,
            volume_count=volume_count,
            amount_minor=sum(each.amount_minor for each in lowered),
            booked_at=at,
        )
        cuts.book(vesting)
        batches.append(_Batch(vests_on, vesting, lowered))
    return batches


def _earned(due: _Due, published: _Published) -> Mapping[date, list[_Earned]]:
    earned: dict[date, list[_Earned]] = defaultdict(list)
    facts: dict[str, Any] = {
        "run": due.run.pk,
        "lines_in": [due.run.pk, *published.correcting[due.run.plan_code]],
        "entries": due.entries,
        "days": due.days,
    }
    with connection.cursor() as cursor:
        cursor.execute(_EARNED, facts)
        for vests_on, *row in cursor.fetchall():
            earned[vests_on].append(_Earned(*row))
    return earned


def _mark(due: _Due, batches: Sequence[_Batch]) -> None:
    if not batches:
        return
    facts: dict[str, Any] = {
        "run": due.run.pk,
        "entries": due.entries,
        "days": due.days,
        "batch_days": [batch.vests_on for batch in batches],
        "batches": [batch.vesting.pk for batch in batches],
    }
    with connection.cursor() as cursor:
        cursor.execute(_MARK, facts)


def _parts(run: Run, batch: _Batch) -> Iterator[VestedPart]:
    """Yield what each member earned, dated on the vesting day.

    An early delivery may vest before its period ends; the ledger then keeps to the period's last
    day, on which the earning itself is booked. What came back whole leaves nothing to book.
    """
    vested_on = max(batch.vests_on, run.ends_before - timedelta(days=1))
    for earned in batch.earned:
        if earned.amount_minor:
            yield vested_part(
                run,
                reference=run.ref,
                member_id=earned.member_id,
                service_on=earned.paid_on,
                vested_on=vested_on,
                amount_minor=earned.amount_minor,
            )


def _shown(run: Run, batch: _Batch) -> VestedDay:
    return VestedDay(
        vesting_id=batch.vesting.pk,
        run_ref=run.ref,
        period_key=run.period_key,
        vests_on=batch.vests_on,
        currency=run.currency,
        member_count=len({each.member_id for each in batch.earned if each.amount_minor}),
        amount_minor=batch.vesting.amount_minor,
    )
