"""Work out what everybody is in a period that is not settled yet, and keep it for the pages."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction

from commissions.engine.plan import Plan
from commissions.engine.settlement import settle
from commissions.engine.standings import Standings
from commissions.models import LiveFigures, Run, RunState
from commissions.selectors.input_mark import input_mark
from commissions.selectors.kept_gaps import gaps_to_keep
from commissions.selectors.period_picture import read_picture, run_before
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

    Who comes second waits and finds the work done.
    """
    period = Period(period_key)
    locks.take(Lock.RUN, f"live-figures:{period.key}")
    version = leading_version(period.starts_on, "week" if is_week(period) else "month")
    if version is None:
        return False
    mark = input_mark(version, period)
    before = LiveFigures.objects.filter(period_key=period.key).first()
    if before is not None and before.input_mark == str(mark):
        return False
    began = time.monotonic()
    plan = plan_of(version)
    follows = run_before(plan, period)
    outcome = settle(plan, read_picture(plan, period, known_at=None, follows=follows))
    earned: Counter[int] = Counter()
    for line in outcome.lines:
        earned[line.member_id] += line.amount_minor
    if before is not None:
        _drop(before)
    figures = LiveFigures.objects.create(
        period_key=period.key,
        plan_version=version,
        input_mark=str(mark),
        last_entry_id=mark.entry_id,
        computed_at=at,
        took_ms=0,
    )
    _copy(_rows(figures.pk, plan, outcome.standings, earned))
    took = int((time.monotonic() - began) * 1000)
    LiveFigures.objects.filter(pk=figures.pk).update(took_ms=took)
    return True


def _drop(figures: LiveFigures) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM commissions_livefigure WHERE figures_id = %s", [figures.pk])
    figures.delete()


def _rows(figures_id: int, plan: Plan, standings: Standings, earned: Counter[int]) -> Iterator[str]:
    """Yield who has volume, earnings, or is more than a member without volume.

    Where ranks ask for more than volumes, everybody who holds one, with what the next one lacks.
    """
    nothing = (plan.is_active_without_volume, "" if plan.requires_more else plan.rank_for(0, 0))
    columns = (
        standings.picture.member_ids,
        standings.pv_minor,
        standings.gv_minor,
        standings.is_active,
        standings.ranks,
    )
    for row, (member, pv, gv, active, rank) in enumerate(zip(*columns, strict=True)):
        if gv or pv or earned[member] or ((active, rank) != nothing and (active or rank)):
            gaps = gaps_to_keep(plan, standings, row) if plan.requires_more else r"\N"
            figures = f"{figures_id}\t{member}\t{pv}\t{gv}\t{active}\t{rank}"
            yield f"{figures}\t{earned[member]}\t{gaps}\n"


def _copy(rows: Iterator[str]) -> None:
    into = f"COPY commissions_livefigure ({_COLUMNS}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        while block := "".join(islice(rows, CHUNK)):
            copy.write(block)
