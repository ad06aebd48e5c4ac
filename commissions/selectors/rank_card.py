"""A member's rank card: what is earned, held and paid, and what keeps it or leads on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from commissions.engine.facts import Award, Held, Ranked
from commissions.engine.next_rank import POINTS, Gap, cheapest, rank_after, requirements
from commissions.engine.plan import NEVER, Plan, Rank
from commissions.engine.ranks import NOTHING, grace_left, ranked, unranked
from commissions.facts import AwardNote, RankCard, RankName
from commissions.models import RunMember, RunState
from commissions.rank_facts import Need, RankStep
from commissions.selectors.awards import AwardInForce, awards_in_force
from commissions.selectors.figures import Figure, Figures, figures_of, figures_of_run
from commissions.selectors.handed_on import held_by
from commissions.selectors.period_picture import run_before
from commissions.selectors.runs import find_run, run_not_found
from commissions.wording.names import rank_name
from commissions.wording.needs import measure_of, need_words
from core.periods import Period
from core.policy import Actor, require


def rank_card(actor: Actor, member_id: int, period_key: str, *, at: datetime) -> RankCard | None:
    """Return a member's ranks in a period with what each condition asks and what is there.

    A published run is final; before that it is what a run would find now. None in a plan without
    ranks, and before any plan.
    """
    require(actor, "commissions.see_earnings", member_id=member_id)
    period = Period(period_key)
    return card_of(figures_of([member_id], period, at=at), member_id, period)


def rank_card_of_run(actor: Actor, run_id: int, member_id: int) -> RankCard | None:
    """Return a member's ranks as a published run found them, None in a plan without ranks.

    Raises: NotAllowed; RunNotFound — also for one that is not published.
    """
    require(actor, "commissions.see_earnings", member_id=member_id)
    run = find_run(run_id)
    if run.state != RunState.PUBLISHED:
        raise run_not_found()
    return card_of(figures_of_run(run, [member_id]), member_id, Period(run.period_key))


def card_of(figures: Figures, member_id: int, period: Period) -> RankCard | None:
    """Make the card from figures that were read already, with two statements or three."""
    plan, own = figures.plan, figures.of(member_id)
    if plan is None or not plan.ranks:
        return None
    given = _given(plan, period, member_id, figures.known_at)
    if figures.run_id is not None:
        now = _settled(figures.run_id, member_id)
    else:
        now = _so_far(plan, own, period, (member_id, given))
    following = rank_after(plan, now.held)
    return RankCard(
        member_id=member_id,
        period_key=period.key,
        is_final=figures.is_final,
        computed_at=figures.computed_at,
        earned=_named(plan, now.earned),
        held=_named(plan, now.held),
        paid=_named(plan, now.paid),
        title=_named(plan, now.title),
        missed=now.missed,
        grace_left=grace_left(plan, now),
        grace_periods=plan.rank_rules.grace_periods,
        to_keep=_to_keep(plan, now, own),
        to_reach=_step(plan, following, own) if following and now.held else None,
        award=award_note(plan, given, now.paid) if given else None,
    )


def award_note(plan: Plan, given: AwardInForce, paid: str) -> AwardNote:
    """Say which rank was given by hand; it pays where nothing higher does."""
    return AwardNote(
        rank=_named(plan, given.rank),
        is_exact=given.is_exact,
        valid_from=given.valid_from,
        valid_until=given.valid_until,
        decided_at=given.decided_at,
        pays=paid == given.rank,
    )


def _given(
    plan: Plan, period: Period, member_id: int, known_at: datetime | None
) -> AwardInForce | None:
    last_day = period.ends_before - timedelta(days=1)
    found = awards_in_force(plan.code, last_day, known_at=known_at, of_members=[member_id])
    return next((each for each in found if plan.step(each.rank) >= 0), None)


def _settled(run_id: int, member_id: int) -> Ranked:
    rows = RunMember.objects.filter(run_id=run_id, member_id=member_id)
    columns = ("earned_rank", "held_rank", "paid_rank", "title", "missed")
    row = rows.values_list(*columns).first()
    return Ranked._make(row) if row else unranked(NOTHING)


def _so_far(
    plan: Plan, own: Figure, period: Period, who: tuple[int, AwardInForce | None]
) -> Ranked:
    """Go on from the last published run; whoever has no rank at all may not earn."""
    if own.kept is not None:
        return own.kept.ranked
    member_id, given = who
    follows = run_before(plan, period)
    before = (held_by(follows, member_id) if follows else None) or NOTHING
    if not own.rank:
        return unranked(before)
    if given is None and (plan.requires_more or plan.rank_rules.hold_of > 1):
        return _as_kept(plan, own.rank, before)
    award = Award(member_id, given.rank, given.is_exact) if given else None
    return ranked(plan, plan.rank_for(own.pv_minor, own.gv_minor), before, award=award)


def _as_kept(plan: Plan, rank: str, before: Held) -> Ranked:
    """Return ranks that volumes alone do not tell: between runs only the one that pays is kept."""
    title = rank if plan.step(rank) >= plan.step(before.title) else before.title
    return Ranked(rank, rank, rank, title, 0)


def _to_keep(plan: Plan, now: Ranked, own: Figure) -> RankStep | None:
    """Return what earns the rank held, where less was earned and it will not stay for ever."""
    step = plan.step(now.held)
    if step <= plan.step(now.earned) or plan.rank_rules.demotion == NEVER:
        return None
    return _step(plan, plan.ranks[step], own)


def _named(plan: Plan, rank: str) -> RankName:
    return RankName(rank, rank_name(plan, rank) or rank)


def _step(plan: Plan, rank: Rank, own: Figure) -> RankStep:
    kept = own.kept.of(rank) if own.kept else None
    found = kept if kept is not None else tuple(_of_volumes(rank, own))
    nearest = cheapest(found)
    needs = tuple(_need(plan, gap, gap is nearest) for gap in found)
    is_whole = kept is not None or not rank.more
    return RankStep(rank.id, rank_name(plan, rank.id), needs, is_whole)


def _of_volumes(rank: Rank, own: Figure) -> Iterator[Gap]:
    """Yield what is known by the two plain volumes alone."""
    actual = {"group_volume": own.gv_minor, "personal_volume": own.pv_minor}
    for asked in requirements(rank)[: len(requirements(rank)) - len(rank.more)]:
        there = actual[asked.key]
        missing = max(asked.required - there, 0)
        yield Gap(asked.key, asked.required, there, POINTS, missing, POINTS, asked)


def _need(plan: Plan, gap: Gap, is_cheapest: bool) -> Need:
    return Need(
        kind=gap.key,
        label=need_words(plan, gap.requirement),
        required=gap.required,
        actual=gap.actual,
        missing=gap.missing,
        unit=gap.unit,
        missing_unit=gap.missing_unit,
        measure=measure_of(gap.requirement),
        is_cheapest=is_cheapest,
    )
