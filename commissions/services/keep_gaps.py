"""Keep what a published run's ranks lacked, for the rank cards of a closed period."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db import connection, transaction

from commissions.engine.plan import Plan
from commissions.engine.standings import Standings, stand
from commissions.models import RunGaps
from commissions.selectors.frozen_picture import frozen_picture
from commissions.selectors.kept_gaps import gaps_to_keep
from commissions.selectors.period_picture import known_runs
from commissions.selectors.run_rates import plan_of_run
from commissions.selectors.runs import find_run
from core.locks import Lock, take

CHUNK = 5_000
_COLUMNS = "run_id, member_id, gaps"


@transaction.atomic
def keep_gaps(*, run_id: int) -> int:
    """Work the run's ranks out again from its own picture and keep what each one lacked.

    Returns for how many members; 0 where volumes tell everything. A repeat changes nothing.
    """
    run = find_run(run_id)
    plan = plan_of_run(run)
    if not plan.requires_more:
        return 0
    take(Lock.RUN, f"gaps:{run_id}")
    if RunGaps.objects.filter(run=run).exists():
        return 0
    frozen = frozen_picture(run, (*known_runs(run), run.pk), ())
    rows, count = _rows(run_id, plan, stand(plan, frozen.picture)), 0
    into = f"COPY commissions_rungaps ({_COLUMNS}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        while block := list(islice(rows, CHUNK)):
            copy.write("".join(block))
            count += len(block)
    return count


def _rows(run_id: int, plan: Plan, standings: Standings) -> Iterator[str]:
    for row, member_id in enumerate(standings.picture.member_ids):
        if standings.ranked[row].held:
            gaps = gaps_to_keep(plan, standings, row)
            yield f"{run_id}\t{member_id}\t{gaps}\n"
