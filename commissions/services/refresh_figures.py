"""Work out what everybody is in a period that is not settled yet, and keep it for the pages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction

from commissions.models import LiveFigures, Run, RunState
from commissions.selectors import late_orders
from commissions.selectors.input_mark import input_mark
from commissions.selectors.open_period import work_out
from commissions.selectors.plans import is_week, leading_version, plan_of
from core import locks
from core.locks import Lock
from core.periods import Period

CHUNK = 5_000
_COLUMNS = "figures_id, member_id, pv_minor, gv_minor, is_active, rank, earned_minor, gaps"


# Working figures out may take no more than this part of the time.
LEAST_REST = 20


def refresh_if_due(*, period_key: str, at: datetime) -> bool:
    """Bring an open period up to date unless that was done a moment ago, by what it cost."""
    if Run.objects.filter(period_key=period_key, state=RunState.PUBLISHED).exists():
        return False
    kept = LiveFigures.objects.filter(period_key=period_key).first()
    if kept and at - kept.computed_at < LEAST_REST * timedelta(milliseconds=kept.took_ms):
        return False
    return refresh_figures(period_key=period_key, at=at)


@transaction.atomic
def refresh_figures(*, period_key: str, at: datetime) -> bool:
    """Bring a period's figures up to what is known now; return whether anything had changed.

    Who comes second waits and finds the work done. New orders wait while the new figures take the
    place of the old ones, not while they are worked out.
    """
    period = Period(period_key)
    locks.take(Lock.RUN, f"live-figures:{period.key}:work")
    version = leading_version(period.starts_on, "week" if is_week(period) else "month")
    if version is None:
        return False
    mark = input_mark(version, period, at)
    before = LiveFigures.objects.filter(period_key=period.key).first()
    known = before.awaited if before is not None else []
    if before is not None and before.input_mark == str(mark) and not late_orders.arrived(known):
        return False
    back = mark.entry_id - late_orders.BACK
    lookout = late_orders.Lookout.before_reading(known, back, mark.entry_id)
    began = time.monotonic()
    figures_id, found = _new_id(), work_out(plan_of(version), period, at=at)
    _copy(f"{figures_id}\t{row}\n" for row in found.rows)
    took = int((time.monotonic() - began) * 1000)
    locks.take(Lock.RUN, f"live-figures:{period.key}")
    _drop(period)
    # An order may have come in after the mark was read, and is counted all the same.
    last = max(mark.entry_id, int(found.entry_ids.max(initial=0)))
    beyond = mark.entry_id + 1, last + 1
    LiveFigures.objects.create(
        pk=figures_id,
        period_key=period.key,
        plan_version=version,
        input_mark=str(mark._replace(entry_id=last)),
        last_entry_id=last,
        awaited=lookout.after_reading(found.entry_ids.tolist(), also=beyond),
        computed_at=at,
        took_ms=took,
    )
    return True


def _new_id() -> int:
    """Reserve the number of figures to come: until they are there, nobody finds their rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('commissions_livefigures', 'id'))")
        return int(cursor.fetchone()[0])


def _drop(period: Period) -> None:
    for figures in LiveFigures.objects.filter(period_key=period.key):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM commissions_livefigure WHERE figures_id = %s", [figures.pk])
        figures.delete()


def _copy(rows: Iterator[str]) -> None:
    into = f"COPY commissions_livefigure ({_COLUMNS}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        while block := "".join(islice(rows, CHUNK)):
            copy.write(block)
