"""Make earnings payable once their orders were delivered and the holding period is over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from commissions.facts import VestedDay
from commissions.models import Run, RunState, VestedVolume, Vesting
from commissions.selectors.plans import plan_of
from core import audit
from core.company import local_date
from core.errors import Invalid
from core.locks import Lock, take
from core.policy import Actor, require
from finance import public as finance
from finance.public import Booking, Posting, account_of, payee_of_member

CLOCK = Actor.system("vesting")


class NotThatFar(Invalid):
    """Nobody can release ahead of time what buyers may still send back."""

    code = "commissions.not_that_far"


_DUE = """
SELECT v.volume_entry_id, d.delivered_on
FROM commissions_runvolume v
JOIN commissions_volumedelivery d ON d.entry_id = v.volume_entry_id
WHERE v.run_id = %(run)s AND d.delivered_on <= %(delivered_until)s
  AND NOT EXISTS (SELECT FROM commissions_vestedvolume x
                  WHERE x.run_id = %(run)s AND x.volume_entry_id = v.volume_entry_id)
ORDER BY d.delivered_on, v.volume_entry_id
"""
_EARNED = """
SELECT due.delivered_on, l.member_id, sum(l.amount_minor)::bigint
FROM unnest(%(entries)s::bigint[], %(days)s::date[]) AS due (entry_id, delivered_on)
JOIN commissions_earningline l ON l.run_id = %(run)s AND l.volume_entry_id = due.entry_id
GROUP BY due.delivered_on, l.member_id
ORDER BY due.delivered_on, l.member_id
"""
_MARK = """
INSERT INTO commissions_vestedvolume (run_id, volume_entry_id, vesting_id)
SELECT %(run)s, due.entry_id, batch.vesting_id
FROM unnest(%(entries)s::bigint[], %(days)s::date[]) AS due (entry_id, delivered_on)
JOIN unnest(%(batch_days)s::date[], %(batches)s::bigint[]) AS batch (delivered_on, vesting_id)
  USING (delivered_on)
"""


@dataclass(frozen=True, slots=True)
class _Batch:
    """What was delivered on one day, and what each member earned from it."""

    delivered_on: date
    vesting: Vesting
    earned: Sequence[tuple[int, int]]


@transaction.atomic
def vest_due(*, as_of: date, at: datetime, actor: Actor = CLOCK) -> tuple[VestedDay, ...]:
    """Book from pending to payable whatever may be paid on that day or before.

    One booking for each member, run and day of vesting. Each entry of a run vests once, whoever
    calls how often; what was not delivered stays pending.
    Raises: NotThatFar — the day has not come yet.
    """
    require(actor, "commissions.vest")
    if as_of > local_date(at):
        text = _("%(day)s has not come yet. Nothing becomes payable before its day.")
        raise NotThatFar(text % {"day": as_of})
    waiting = Run.objects.filter(state=RunState.PUBLISHED, fully_vested_at=None, volume_count__gt=0)
    take(Lock.RUN, *set(waiting.values_list("plan_code", flat=True)))
    vested = [
        day
        for run in waiting.select_related("plan_version").order_by("starts_on", "id")
        for day in _vest_run(run, as_of, at)
    ]
    if vested:
        facts = {"as_of": str(as_of), "vestings": [day.vesting_id for day in vested]}
        audit.record(actor=actor, action="commissions.vest", subject="runs", at=at, facts=facts)
    return tuple(vested)


def _vest_run(run: Run, as_of: date, at: datetime) -> list[VestedDay]:
    holding = timedelta(days=plan_of(run.plan_version).vests_after_days + 1)
    entries, days = _due(run, delivered_until=as_of - holding)
    if not entries:
        return []
    batches = _batches(run, entries, days, holding, at)
    _mark(run, entries, days, batches)
    finance.book_many([booking for batch in batches for booking in _bookings(run, batch)], at=at)
    if VestedVolume.objects.filter(run=run).count() == run.volume_count:
        Run.objects.filter(pk=run.pk).update(fully_vested_at=at)
    return [_shown(run, batch) for batch in batches]


def _due(run: Run, delivered_until: date) -> tuple[list[int], list[date]]:
    """Return entries and their days of delivery, read once: a delivery may come in meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"run": run.pk, "delivered_until": delivered_until})
        rows = cursor.fetchall()
    return [row[0] for row in rows], [row[1] for row in rows]


def _batches(
    run: Run, entries: list[int], days: list[date], holding: timedelta, at: datetime
) -> list[_Batch]:
    earned: dict[date, list[tuple[int, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_EARNED, {"run": run.pk, "entries": entries, "days": days})
        for delivered_on, member_id, amount_minor in cursor.fetchall():
            earned[delivered_on].append((member_id, amount_minor))
    counted = Counter(days)
    vestings = Vesting.objects.bulk_create(
        Vesting(
            run=run,
            vests_on=delivered_on + holding,
            volume_count=volume_count,
            amount_minor=sum(amount for _member, amount in earned[delivered_on]),
            booked_at=at,
        )
        for delivered_on, volume_count in counted.items()
    )
    return [
        _Batch(delivered_on, vesting, earned[delivered_on])
        for delivered_on, vesting in zip(counted, vestings, strict=True)
    ]


def _mark(run: Run, entries: list[int], days: list[date], batches: Sequence[_Batch]) -> None:
    facts: dict[str, Any] = {
        "run": run.pk,
        "entries": entries,
        "days": days,
        "batch_days": [batch.delivered_on for batch in batches],
        "batches": [batch.vesting.pk for batch in batches],
    }
    with connection.cursor() as cursor:
        cursor.execute(_MARK, facts)


def _bookings(run: Run, batch: _Batch) -> Iterator[Booking]:
    """Make one booking for each member, dated on the vesting day.

    An early delivery may vest before its period ends; the ledger then keeps to the period's last
    day, on which the earning itself is booked.
    """
    effective_on = max(batch.vesting.vests_on, run.ends_before - timedelta(days=1))
    for number, amount_minor in batch.earned:
        payee = payee_of_member(number)
        pending, payable = account_of(payee, "pending"), account_of(payee, "payable")
        yield Booking(
            key=f"{run.ref}:{payee}:vested:{batch.vesting.pk}",
            kind="commission.vested",
            effective_on=effective_on,
            postings=(Posting(pending, payable, amount_minor, run.currency),),
            reference=run.ref,
        )


def _shown(run: Run, batch: _Batch) -> VestedDay:
    return VestedDay(
        vesting_id=batch.vesting.pk,
        run_ref=run.ref,
        period_key=run.period_key,
        vests_on=batch.vesting.vests_on,
        currency=run.currency,
        member_count=len(batch.earned),
        amount_minor=batch.vesting.amount_minor,
    )
