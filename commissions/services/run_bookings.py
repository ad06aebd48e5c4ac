"""What publishing a run books: earnings as pending, corrections wherever the money is by now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from commissions.models import Run, RunState
from commissions.services.vested_cuts import rest_of
from commissions.services.vested_parts import vested_part
from core.company import local_date
from core.errors import InvariantBroken
from finance import public as finance
from finance.public import Booking, Posting, TakenBack, VestedPart, account_of, payee_of_member

COST = "company:commission_cost"

_EARNED = """
SELECT member_id, sum(amount_minor)::bigint FROM commissions_earningline
WHERE run_id = %(run)s AND corrects_run_id IS NULL
GROUP BY member_id ORDER BY member_id
"""
# Corrections of one order's day together: its money is in one place, and its tax status is one.
_CORRECTED = """
SELECT l.member_id, l.corrects_run_id, coalesce(e.paid_on, c.ends_before - 1),
       coalesce(x.vesting_id, y.vesting_id) IS NOT NULL, l.volume_entry_id IS NULL,
       coalesce(sum(l.amount_minor) FILTER (WHERE l.amount_minor > 0), 0)::bigint,
       coalesce(sum(l.amount_minor) FILTER (WHERE l.amount_minor < 0), 0)::bigint
FROM commissions_earningline l
JOIN commissions_run c ON c.id = l.corrects_run_id
LEFT JOIN commissions_volumeentry e ON e.id = l.volume_entry_id
LEFT JOIN commissions_vestedvolume x
       ON x.run_id = l.corrects_run_id AND x.volume_entry_id = l.volume_entry_id
LEFT JOIN commissions_vestedrest y
       ON y.run_id = l.corrects_run_id AND l.volume_entry_id IS NULL
WHERE l.run_id = %(run)s AND l.corrects_run_id IS NOT NULL
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""


@dataclass(frozen=True, slots=True)
class _Corrected:
    """A row of _CORRECTED, its columns in order."""

    member_id: int
    run_id: int
    paid_on: date
    is_vested: bool
    is_rest: bool
    more_minor: int
    less_minor: int

    @property
    def sum_minor(self) -> int:
        """Return what both directions come to."""
        return self.more_minor + self.less_minor


@dataclass(slots=True)
class Pending:
    """What comes to a member's pending earnings, and what goes."""

    more_minor: int = 0
    less_minor: int = 0

    def postings(self, member_id: int, currency: str) -> Iterator[Posting]:
        """Yield one posting for each direction."""
        pending = account_of(payee_of_member(member_id), "pending")
        if self.more_minor:
            yield Posting(COST, pending, self.more_minor, currency)
        if self.less_minor:
            yield Posting(pending, COST, self.less_minor, currency)


@dataclass(slots=True)
class _Bookings:
    """Everything a run books, by where the money is."""

    pending: dict[int, Pending] = field(default_factory=lambda: defaultdict(Pending))
    vested: list[VestedPart] = field(default_factory=list)
    taken_back: list[TakenBack] = field(default_factory=list)

    @property
    def sum_minor(self) -> int:
        """Return what all of it comes to for the members."""
        pending = sum(each.more_minor - each.less_minor for each in self.pending.values())
        return pending - sum(part.amount_minor for part in self.taken_back)


def book_run(run: Run, *, at: datetime) -> None:
    """Book what a run earned and corrected, once.

    New earnings and corrections of what has not vested are pending; corrections of what has vested
    vest at once or are taken back, as is what a member owes where the plan lets it bear a loss.
    Raises: InvariantBroken — that is another sum than the run's.
    """
    bookings = _Bookings()
    for member_id, amount_minor in _read(_EARNED, run):
        if amount_minor < 0:
            bookings.taken_back.append(_loss(run, member_id, -amount_minor))
        else:
            bookings.pending[member_id].more_minor += amount_minor
    if run.correction_count:
        _correct(bookings, run, local_date(at))
    if bookings.sum_minor != run.earned_minor:
        raise InvariantBroken(f"{run.ref} booked another sum than it earned")
    booked = pending_bookings(
        bookings.pending,
        reference=run.ref,
        last_day=run.ends_before - timedelta(days=1),
        currency=run.currency,
    )
    finance.book_many(list(booked), at=at)
    key = f"{run.ref}:corrections"
    if bookings.vested:
        finance.accrue(bookings.vested, key=key, at=at, currency=run.currency)
    if bookings.taken_back:
        finance.take_back(bookings.taken_back, key=f"{key}:back", at=at, currency=run.currency)


def _correct(bookings: _Bookings, run: Run, today: date) -> None:
    rows = [_Corrected(*row) for row in _read(_CORRECTED, run)]
    closed = Run.objects.select_related("plan_version").in_bulk({row.run_id for row in rows})
    open_cuts = _open_cuts(run, closed, rows)
    for row in rows:
        pending = bookings.pending[row.member_id]
        if not row.is_vested:
            pending.more_minor += row.more_minor
            pending.less_minor -= row.less_minor
        elif row.sum_minor > 0:
            pending.more_minor += row.sum_minor
            free_minor = row.sum_minor - _closing(row, open_cuts)
            if free_minor:
                bookings.vested.append(_vested(run, closed[row.run_id], row, today, free_minor))
        elif row.sum_minor < 0:
            bookings.taken_back.append(_taken_back(run, closed[row.run_id], row))


def _open_cuts(
    run: Run, closed: Mapping[int, Run], rows: Sequence[_Corrected]
) -> dict[tuple[int, int], int]:
    """Return what caps of vested runs still have to take of orders to come, by run and member."""
    wanted = {row.run_id for row in rows if row.is_vested and row.is_rest and row.sum_minor > 0}
    before = Run.objects.filter(state=RunState.PUBLISHED, plan_code=run.plan_code)
    correcting = list(before.exclude(pk=run.pk).values_list("pk", flat=True)) if wanted else []
    return {
        (run_id, member_id): -minor
        for run_id in wanted
        for member_id, minor in rest_of(closed[run_id], correcting).items()
        if minor < 0
    }


def _closing(row: _Corrected, open_cuts: Mapping[tuple[int, int], int]) -> int:
    """Return what of a correction closes an open cut: it stays pending until orders vest."""
    is_cut = row.is_rest and row.sum_minor > 0
    return min(open_cuts.get((row.run_id, row.member_id), 0), row.sum_minor) if is_cut else 0


def _vested(
    run: Run, closed: Run, row: _Corrected, today: date, amount_minor: int
) -> VestedPart:  # fmt: skip
    return vested_part(
        closed,
        reference=run.ref,
        member_id=row.member_id,
        service_on=row.paid_on,
        vested_on=today,
        amount_minor=amount_minor,
    )


def _loss(run: Run, member_id: int, amount_minor: int) -> TakenBack:
    return TakenBack(
        payee=payee_of_member(member_id),
        reference=run.ref,
        corrects=run.ref,
        service_on=run.ends_before - timedelta(days=1),
        amount_minor=amount_minor,
    )


def _taken_back(run: Run, closed: Run, row: _Corrected) -> TakenBack:
    return TakenBack(
        payee=payee_of_member(row.member_id),
        reference=run.ref,
        corrects=closed.ref,
        service_on=row.paid_on,
        amount_minor=-row.sum_minor,
    )


def pending_bookings(
    pending: Mapping[int, Pending], *, reference: str, last_day: date, currency: str
) -> Iterator[Booking]:
    """Make one booking for each member, dated on the last day of the period."""
    for member_id, each in pending.items():
        postings = tuple(each.postings(member_id, currency))
        if postings:
            yield Booking(
                key=f"{reference}:member:{member_id}:earned",
                kind="commission.earned",
                effective_on=last_day,
                postings=postings,
                reference=reference,
            )


def _read(query: str, run: Run) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"run": run.pk})
        return list(cursor.fetchall())
