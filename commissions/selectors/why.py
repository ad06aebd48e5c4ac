"""Why a line was paid: walked again from the run's own picture, and said in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from commissions.engine.facts import Earning, Standing, Step, Volume
from commissions.engine.plan import Plan
from commissions.engine.unilevel import TOOK, way_to
from commissions.models import EarningLine, Run, RunState
from commissions.selectors.plans import plan_of
from commissions.selectors.runs import RunNotFound, find_run
from commissions.wording.sentence import Story, why_sentence
from core.errors import InvariantBroken, NotFound
from core.policy import Actor, allowed
from core.rates import share

# For each line: from the member its order is credited to, up to the member who earns.
_UPLINES = """
WITH RECURSIVE up AS (
    SELECT ask.line_no, ask.earner_id, m.member_id, m.sponsor_id, m.status, m.is_active,
           m.paid_rank, 0 AS steps
    FROM unnest(%(lines)s::int[], %(sellers)s::bigint[], %(earners)s::bigint[])
         AS ask (line_no, seller_id, earner_id)
    JOIN commissions_runmember m ON m.run_id = %(run)s AND m.member_id = ask.seller_id
    UNION ALL
    SELECT up.line_no, up.earner_id, m.member_id, m.sponsor_id, m.status, m.is_active,
           m.paid_rank, up.steps + 1
    FROM up JOIN commissions_runmember m ON m.run_id = %(run)s AND m.member_id = up.sponsor_id
    WHERE up.member_id <> up.earner_id
)
SELECT line_no, member_id, status, is_active, paid_rank FROM up ORDER BY line_no, steps
"""


class LineNotFound(NotFound):
    """There is no such line, or not for this person."""

    code = "commissions.line_not_found"


def why(actor: Actor, run_id: int, line_no: int, language: str) -> str:
    """Return one sentence with order, rule, level, rate, base, plan version and the way up.

    The amounts are the stored ones; they and the way must follow from the run's picture.
    Raises: LineNotFound — also for somebody else's line. InvariantBroken — the line is wrong.
    """
    return why_many(actor, run_id, [line_no], language)[line_no]


def why_many(
    actor: Actor, run_id: int, line_nos: Collection[int], language: str
) -> Mapping[int, str]:
    """Return the sentences of several lines of a run by their numbers, in a few statements.

    Raises: as `why`.
    """
    run, lines = _lines(actor, run_id, line_nos)
    plan, uplines = plan_of(run.plan_version), _uplines(run_id, lines)
    sentences = {}
    for line in lines:
        earning = _earning(line)
        way = _proven_way(plan, earning, uplines[line.line_no])
        story = Story(plan, earning, way, line.volume_entry.paid_on, str)
        sentences[line.line_no] = why_sentence(story, language)
    return sentences


def _lines(
    actor: Actor, run_id: int, line_nos: Collection[int]
) -> tuple[Run, Sequence[EarningLine]]:
    missing = LineNotFound(_("There is no such line, or it is not yours."))
    try:
        run = find_run(run_id)
    except RunNotFound:
        raise missing from None
    rows = EarningLine.objects.select_related("volume_entry")
    lines = list(rows.filter(run_id=run_id, line_no__in=line_nos).order_by("line_no"))
    if len(lines) != len(set(line_nos)) or not _may_see(actor, run, lines):
        raise missing
    return run, lines


def _may_see(actor: Actor, run: Run, lines: Sequence[EarningLine]) -> bool:
    if run.state != RunState.PUBLISHED and not allowed(actor, "commissions.see_runs"):
        return False
    earners = {line.member_id for line in lines}
    return all(allowed(actor, "commissions.see_earnings", member_id=earner) for earner in earners)


def _earning(line: EarningLine) -> Earning:
    entry = line.volume_entry
    volume = Volume(
        entry.pk,
        entry.order_ref,
        entry.member_id,
        entry.kind,
        entry.pv_minor,
        entry.cv_minor,
        entry.net_minor,
    )
    return Earning(
        line.rule_id,
        line.member_id,
        volume,
        line.level,
        line.rate_bp,
        line.base_minor,
        line.amount_minor,
    )


def _uplines(run_id: int, lines: Sequence[EarningLine]) -> Mapping[int, list[Standing]]:
    """Return for each line who stood between seller and earner, both included, nearest first."""
    asked: dict[str, Any] = {
        "run": run_id,
        "lines": [line.line_no for line in lines],
        "sellers": [line.volume_entry.member_id for line in lines],
        "earners": [line.member_id for line in lines],
    }
    found: dict[int, list[Standing]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_UPLINES, asked)
        for line_no, *standing in cursor.fetchall():
            found[line_no].append(Standing._make(standing))
    return found


def _proven_way(plan: Plan, line: Earning, uplines: Sequence[Standing]) -> list[Step]:
    """Walk the way again; it must end with the earner taking this level for this money."""
    rule = plan.rule(line.rule_id)
    way = way_to(rule, line.volume.kind, iter(uplines), line.member_id)
    base_minor = plan.base_minor(rule, line.volume)
    rate_bp = rule.rates_bp[line.level - 1]
    expected = (line.member_id, line.level, TOOK, rate_bp, base_minor, share(base_minor, rate_bp))
    found = (*way[-1][:3], line.rate_bp, line.base_minor, line.amount_minor) if way else ()
    if found != expected:
        raise InvariantBroken(f"order {line.volume.order_ref}: {found} instead of {expected}")
    return way
