"""Why a line of a closed period was corrected: what it was, what it is now, and the way it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from commissions.engine.facts import Earning, Standing, Step
from commissions.engine.plan import Plan
from commissions.engine.rule import way_to
from commissions.models import EarningLine, Run
from commissions.selectors.run_rates import plan_of_run
from commissions.selectors.uplines import Ask, uplines
from commissions.selectors.ways import earning_of, sold_of
from commissions.wording.corrected_sentence import CorrectedStory, corrected_sentence
from commissions.wording.story import Story
from core.errors import InvariantBroken

# What was booked for the same line before: in its own run, and by runs drafted before this one.
_BEFORE = """
SELECT l.line_no, coalesce(sum(b.base_minor), 0)::bigint, coalesce(sum(b.amount_minor), 0)::bigint,
       EXISTS (SELECT FROM commissions_runreversal x
               JOIN commissions_volumereversal r ON r.id = x.reversal_id
               WHERE x.run_id = %(run)s AND r.entry_id = l.volume_entry_id)
FROM commissions_earningline l
LEFT JOIN LATERAL (
    SELECT o.base_minor, o.amount_minor FROM commissions_earningline o
    WHERE o.run_id = l.corrects_run_id AND o.line_no = l.corrects_line_no
    UNION ALL
    SELECT c.base_minor, c.amount_minor FROM commissions_earningline c
    JOIN commissions_run r ON r.id = c.run_id AND r.state = 'published'
    WHERE c.corrects_run_id = l.corrects_run_id AND c.run_id < l.run_id
      AND c.volume_entry_id IS NOT DISTINCT FROM l.volume_entry_id
      AND c.source_id IS NOT DISTINCT FROM l.source_id AND c.member_id = l.member_id
      AND c.rule_id = l.rule_id AND c.level = l.level AND c.rate_bp = l.rate_bp
) b ON true
WHERE l.run_id = %(run)s AND l.line_no = ANY (%(lines)s)
GROUP BY l.line_no, l.volume_entry_id
"""


def why_corrected(run: Run, lines: Sequence[EarningLine], language: str) -> dict[int, str]:
    """Return the sentences of correcting lines by their numbers, in a few statements.

    Raises: InvariantBroken — what was booked before and the correction are not the rate of the
    base together, or the line it corrects took another way.
    """
    closed = Run.objects.select_related("plan_version").in_bulk(
        {line.corrects_run_id for line in lines}
    )
    before = _before(run, lines)
    plans = {run_id: plan_of_run(each) for run_id, each in closed.items()}
    asked = [_ask(line, plans[_closed_id(line)]) for line in lines if line.volume_entry]
    above = uplines(asked) if asked else {}
    sentences = {}
    for line in lines:
        period, standings = closed[_closed_id(line)], above.get(line.line_no, [])
        told = CorrectedStory(
            _story(plans[period.pk], line, standings),
            period.period_key,
            line.corrects_line_no,
            *before[line.line_no],
            path=tuple(standing.member_id for standing in standings),
        )
        sentences[line.line_no] = corrected_sentence(_proven(told), language)
    return sentences


def _ask(line: EarningLine, plan: Plan) -> Ask:
    entry, day = line.volume_entry, None
    if entry is not None and plan.goes_by_day:
        day = sold_of(plan, [entry])[entry.pk].day
    return Ask.of(line, _closed_id(line), plan, day)


def _story(plan: Plan, line: EarningLine, standings: Sequence[Standing]) -> Story:
    entry = line.volume_entry
    if entry is None:
        return Story(plan, earning_of(line, None), [], None, str)
    sold = sold_of(plan, [entry])[entry.pk]
    earning = earning_of(line, sold)
    taken = line.member_id, line.level
    way = _way(plan, line, earning, way_to(
        plan.order_rule(line.rule_id), sold, standings, taken
    ))  # fmt: skip
    return Story(plan, earning, way, entry.paid_on, str)


def _closed_id(line: EarningLine) -> int:
    assert line.corrects_run_id is not None
    return line.corrects_run_id


def _way(plan: Plan, line: EarningLine, earning: Earning, way: list[Step]) -> list[Step]:
    """Return the way that the closed period's line took; it must end where that line was paid."""
    if line.corrects_line_no is None:
        return []
    if not way or (way[-1].member_id, way[-1].level) != (line.member_id, line.level):
        raise InvariantBroken(f"order {earning.order_ref}: {plan.label} took another way")
    return way


def _proven(told: CorrectedStory) -> CorrectedStory:
    """Insist that what an order pays now is the line's rate of what is left."""
    line = told.story.line
    if line.volume is None:
        return told
    rule = told.story.plan.order_rule(line.rule_id)
    if told.amount_minor != rule.amount_minor(told.base_minor, line.rate_bp):
        raise InvariantBroken(
            f"order {line.order_ref}: {told.amount_minor} is not its share of what is left"
        )
    return told


def _before(run: Run, lines: Sequence[EarningLine]) -> Mapping[int, tuple[int, int, bool]]:
    facts: dict[str, Any] = {"run": run.pk, "lines": [line.line_no for line in lines]}
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, facts)
        return {row[0]: row[1:] for row in cursor.fetchall()}
