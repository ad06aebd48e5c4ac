"""Why a line was paid: walked again from the run's own picture, and said in one sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from commissions.engine.facts import Volume
from commissions.engine.plan import Plan
from commissions.engine.remainder import what_is_left
from commissions.models import EarningLine, Run, RunMember, RunState
from commissions.selectors.awards import awards_in_force
from commissions.selectors.frozen_picture import reversals_counted
from commissions.selectors.run_rates import plan_of_run
from commissions.selectors.runs import RunNotFound, find_run
from commissions.selectors.uplines import Ask, uplines
from commissions.selectors.ways import earning_of, entry_of, proven_way, sold_of
from commissions.selectors.why_corrected import why_corrected
from commissions.wording.sentence import why_sentence
from commissions.wording.story import Story, ranked_on_day
from core.company import local_date
from core.errors import NotFound
from core.policy import Actor, allowed


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
    own = [line for line in lines if line.corrects_run_id is None]
    corrections = [line for line in lines if line.corrects_run_id is not None]
    told = _earned(run, own, language) if own else {}
    return told | (why_corrected(run, corrections, language) if corrections else {})


def _earned(run: Run, lines: Sequence[EarningLine], language: str) -> dict[int, str]:
    plan, of_orders = plan_of_run(run), [line for line in lines if line.volume_entry]
    left = _what_was_left(plan, run, of_orders)
    asked = [Ask.of(line, run.pk, plan, left[entry_of(line)].day) for line in of_orders]
    ways = uplines(asked) if asked else {}
    awards = _awards(plan, run, lines)
    sentences = {}
    for line in lines:
        entry = line.volume_entry
        earning = earning_of(line, left[entry.pk] if entry else None)
        way = proven_way(plan, earning, ways[line.line_no]) if entry else []
        paid_on, award = entry.paid_on if entry else None, awards.get(line.member_id)
        ranked = ranked_on_day(plan, earning, ways[line.line_no][-1].rank) if entry else None
        story = Story(plan, earning, way, paid_on, str, award, ranked)
        sentences[line.line_no] = why_sentence(story, language)
    return sentences


def _awards(plan: Plan, run: Run, lines: Sequence[EarningLine]) -> Mapping[int, tuple[str, date]]:
    """Return by member the rank given by hand that paid it, and when that was decided."""
    if not plan.ranks:
        return {}
    earners = {line.member_id for line in lines}
    last_day = run.ends_before - timedelta(days=1)
    given = awards_in_force(plan.code, last_day, known_at=run.drafted_at, of_members=earners)
    if not given:
        return {}
    paid = RunMember.objects.filter(run_id=run.pk, member_id__in=[each.member_id for each in given])
    ranks = dict(paid.values_list("member_id", "paid_rank"))
    return {
        each.member_id: (each.rank, local_date(each.decided_at))
        for each in given
        if ranks.get(each.member_id) == each.rank
    }


def _what_was_left(plan: Plan, run: Run, lines: Sequence[EarningLine]) -> Mapping[int, Volume]:
    """Return the orders of lines less what the same run took back of them."""
    entries = [line.volume_entry for line in lines if line.volume_entry]
    sold = sold_of(plan, entries)
    taken = reversals_counted(plan, [run.pk], sold)
    return {volume.entry_id: volume for volume in what_is_left(list(sold.values()), taken)}


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
