"""Keep how a draft differs from other runs, so that its page needs not work it out."""

from __future__ import annotations

from django.db import transaction

from commissions.closing.comparison import TABLE, find_pair, worked_out
from commissions.closing.facts import DRAFT, PUBLISHED, ChangeTotals
from commissions.models import KeptComparison
from commissions.selectors.runs import find_run
from core.policy import Actor, require


@transaction.atomic
def keep_comparisons(*, run_id: int, actor: Actor) -> tuple[str, ChangeTotals]:
    """Compare a draft with the last published run and with the draft it replaced, and keep both.

    What was kept for earlier drafts of the period goes. Returns the period of the published run,
    "" where there is none, and how much the draft pays more and less than that.
    Raises: NotAllowed; RunNotFound.
    """
    require(actor, "commissions.draft_run")
    run = find_run(run_id)
    same = KeptComparison.objects.filter(
        run__plan_code=run.plan_code, run__period_key=run.period_key
    )
    same.delete()
    for against in (DRAFT, PUBLISHED):
        pair = find_pair(run, against)
        found = worked_out(pair, 0, TABLE + 1)
        KeptComparison.objects.create(
            run=run,
            against=against,
            other=pair.other_run,
            totals=found.totals,
            rules=found.rules,
            members=found.members[:TABLE],
            is_whole=len(found.members) <= TABLE,
        )
    other = pair.other_run.period_key if pair.other_run else ""
    return other, ChangeTotals(*found.totals)
