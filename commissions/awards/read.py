"""Ranks given by hand as staff see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commissions.models import PlanVersion, RankAward
from commissions.selectors.plans import plan_of
from commissions.wording.names import rank_name
from core.paging import Page, PageRequest
from core.policy import Actor, require

from .facts import AwardRow, RankChoice
from .write import AWARD, AwardNotFound

FIRST_PAGE = PageRequest()
SHOWN = 10


def awards_page(
    actor: Actor, *, is_waiting: bool, page: PageRequest = FIRST_PAGE
) -> Page[AwardRow]:
    """Return what waits for a decision, the oldest first, or what was decided, the latest first.

    Raises: NotAllowed.
    """
    require(actor, AWARD)
    rows = RankAward.objects.filter(decided_at__isnull=is_waiting)
    ordered = rows.order_by("pk") if is_waiting else rows.order_by("-decided_at", "-pk")
    start, stop = page.bounds
    return page.page(_shown(ordered[start:stop]))


def awards_of(actor: Actor, member_id: int) -> tuple[AwardRow, ...]:
    """Return the latest ten of a member, waiting, approved or rejected.

    Raises: NotAllowed.
    """
    require(actor, AWARD)
    rows = RankAward.objects.filter(member_id=member_id).order_by("-pk")
    return tuple(_shown(rows[:SHOWN]))


def award(actor: Actor, award_id: int) -> AwardRow:
    """Return one.

    Raises: NotAllowed; AwardNotFound.
    """
    require(actor, AWARD)
    found = list(_shown(RankAward.objects.filter(pk=award_id)))
    if not found:
        raise AwardNotFound(_("There is no such award."), award_id=award_id)
    return found[0]


def rank_choices(actor: Actor, day: date) -> tuple[RankChoice, ...]:
    """Return every rank of the plans in force on a day or signed for later, the lowest first.

    Raises: NotAllowed.
    """
    require(actor, AWARD)
    return tuple(_choices(_leading(day)))


def _leading(day: date) -> list[PlanVersion]:
    """Return for each plan the version in force, the first one where none is yet."""
    started = PlanVersion.objects.filter(valid_from__lte=day)
    leading = list(started.order_by("code", "-valid_from").distinct("code"))
    codes = {version.code for version in leading}
    later = PlanVersion.objects.exclude(code__in=codes)
    return leading + list(later.order_by("code", "valid_from").distinct("code"))


def _choices(versions: list[PlanVersion]) -> Iterator[RankChoice]:
    for version in versions:
        plan = plan_of(version)
        for rank in plan.ranks:
            yield RankChoice(plan.code, plan.label, rank.id, rank_name(plan, rank.id))


def _shown(rows: QuerySet[RankAward]) -> Iterator[AwardRow]:
    found = list(rows)
    names = _names({row.plan_code for row in found})
    for row in found:
        yield AwardRow(
            award_id=row.pk,
            member_id=row.member_id,
            plan_code=row.plan_code,
            rank=row.rank,
            rank_name=names.get((row.plan_code, row.rank), row.rank),
            is_exact=row.is_exact,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            reason=row.reason,
            requested_by=row.requested_by,
            requested_by_account=row.requested_by_account,
            requested_at=row.requested_at,
            is_approved=row.is_approved,
            decision_reason=row.decision_reason,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
        )


def _names(codes: set[str]) -> dict[tuple[str, str], str]:
    """Return what ranks are called, by the last version of each plan."""
    if not codes:
        return {}
    versions = PlanVersion.objects.filter(code__in=codes)
    plans = [plan_of(each) for each in versions.order_by("code", "-version").distinct("code")]
    return {(plan.code, rank.id): rank_name(plan, rank.id) for plan in plans for rank in plan.ranks}
