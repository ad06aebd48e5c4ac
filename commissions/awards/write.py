"""Ask for a rank by hand, and decide about it: two people, each with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from commissions.calculations.underway import refuse_while_calculating
from commissions.models import PlanVersion, RankAward, Run, RunState
from commissions.selectors.awards import awards_in_force
from commissions.selectors.plans import plan_of
from commissions.services.approve_run import SecondPersonMissing
from core import audit
from core.errors import Conflict, Denied, Invalid, NotFound, Refused
from core.locks import Lock, take
from core.policy import Actor, require
from network import public as network

AWARD = "commissions.award_rank"
MAY_BE_AWARDED = ("active", "suspended")


class AwardNotFound(NotFound):
    """There is no such award."""

    code = "commissions.award_not_found"


class AwardReasonMissing(Invalid):
    """Nobody gives a rank without saying why."""

    code = "commissions.award_reason_missing"


class UnknownRank(Invalid):
    """The plan has no such rank."""

    code = "commissions.unknown_rank"


class AwardTooEarly(Refused):
    """It would begin in a period that is published."""

    code = "commissions.award_too_early"


class AwardEndsFirst(Invalid):
    """It would end before it begins."""

    code = "commissions.award_ends_first"


class NothingToEnd(Refused):
    """No award is in force on that day."""

    code = "commissions.nothing_to_end"


class NotAwardable(Refused):
    """The member has left, or never joined."""

    code = "commissions.not_awardable"


class AwardWaiting(Refused):
    """Another wish for this member waits for its decision."""

    code = "commissions.award_waiting"


class AwardDecided(Conflict):
    """Somebody decided about it meanwhile."""

    code = "commissions.award_decided"


class OwnAward(Denied):
    """Nobody gives a rank to the own position."""

    code = "commissions.own_award"


@dataclass(frozen=True, slots=True)
class NewAward:
    """Which rank of which plan, for which days; "" ends what was given by hand before."""

    plan_code: str
    rank: str
    valid_from: date
    valid_until: date | None = None
    is_exact: bool = False


@transaction.atomic
def request_award(
    *, member_id: int, award: NewAward, reason: str, actor: Actor, at: datetime
) -> int:
    """Write down the wish to give a rank by hand; return its number.

    It counts in every period on whose last day it is in force, so never in a published one.
    Raises: NotAllowed; OwnAward; AwardReasonMissing; MemberNotFound; NotAwardable; UnknownRank.
    Raises: AwardTooEarly; AwardEndsFirst; NothingToEnd; AwardWaiting; SecondPersonMissing.
    """
    require(actor, AWARD)
    _refuse_own(actor, member_id)
    why = _checked(reason)
    if network.member_card(member_id).status not in MAY_BE_AWARDED:
        raise NotAwardable(_("Who has left or never joined holds no rank."), member_id=member_id)
    _refuse_impossible(member_id, award)
    try:
        with transaction.atomic():
            asked = RankAward.objects.create(
                member_id=member_id,
                plan_code=award.plan_code,
                rank=award.rank,
                is_exact=award.is_exact,
                valid_from=award.valid_from,
                valid_until=award.valid_until,
                reason=why,
                requested_by=actor.label,
                requested_by_account=_account_of(actor),
                requested_at=at,
            )
    except IntegrityError:
        text = _("A rank for this partner waits for a decision already. Decide about that first.")
        raise AwardWaiting(text, member_id=member_id) from None
    _note(asked, "commissions.request_award", actor, at)
    return int(asked.pk)


@transaction.atomic
def decide_award(*, award_id: int, approves: bool, reason: str, actor: Actor, at: datetime) -> None:
    """Put an award in force, or reject it; whoever asked may do neither.

    A draft that was calculated without it has to be made again before it can be published.
    Raises: NotAllowed; SecondPersonMissing; OwnAward; AwardReasonMissing; AwardNotFound.
    Raises: AwardDecided; CalculationUnderway; and what `request_award` does: time has passed.
    """
    require(actor, AWARD)
    why = _checked(reason)
    asked = _locked(award_id)
    if asked.decided_at is not None:
        raise AwardDecided(_("Somebody has decided about this already. Look at it again."))
    _refuse_own(actor, asked.member_id)
    if _account_of(actor) == asked.requested_by_account:
        raise SecondPersonMissing(_("You asked for this rank. Somebody else has to decide."))
    if approves:
        _refuse_impossible(asked.member_id, _wish(asked))
    RankAward.objects.filter(pk=asked.pk).update(
        is_approved=approves,
        decision_reason=why,
        decided_by=actor.label,
        decided_by_account=actor.account_id,
        decided_at=_learned_at(asked.plan_code, at),
    )
    _note(asked, f"commissions.{'approve' if approves else 'reject'}_award", actor, at)


def first_free_day(plan_code: str) -> date | None:
    """Return the first day after everything that is published, None before any run."""
    published = Run.objects.filter(plan_code=plan_code, state=RunState.PUBLISHED)
    latest: date | None = published.aggregate(latest=Max("ends_before"))["latest"]
    return latest


def _refuse_impossible(member_id: int, award: NewAward) -> None:
    version = PlanVersion.objects.filter(code=award.plan_code).order_by("-version").first()
    known = [rank.id for rank in plan_of(version).ranks] if version else []
    if version is None or (award.rank and award.rank not in known):
        raise UnknownRank(_("The plan has no such rank. Choose one of the list."))
    if award.valid_until is not None and award.valid_until <= award.valid_from:
        raise AwardEndsFirst(_("It ends before it begins. Choose a later end."))
    free = first_free_day(award.plan_code)
    if free is not None and award.valid_from < free:
        text = _("What is published stays as it is. Begin on %(day)s or later.")
        day = formats.date_format(free, "SHORT_DATE_FORMAT")
        raise AwardTooEarly(text % {"day": day})
    if not award.rank and not awards_in_force(
        award.plan_code, award.valid_from, known_at=None, of_members=[member_id]
    ):
        raise NothingToEnd(_("No rank is given by hand on that day, so there is nothing to end."))


def _locked(award_id: int) -> RankAward:
    """Return the wish as it stands once nobody else settles or decides for its plan."""
    missing = AwardNotFound(_("There is no such award."), award_id=award_id)
    plan_code = RankAward.objects.filter(pk=award_id).values_list("plan_code", flat=True).first()
    if plan_code is None:
        raise missing
    refuse_while_calculating(plan_code)
    take(Lock.RUN, plan_code)
    return RankAward.objects.get(pk=award_id)


def _learned_at(plan_code: str, at: datetime) -> datetime:
    """Return the instant to record: after every run and every decision that was made without it.

    So what a run knew stays what it knew.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT greatest(%(at)s::timestamptz,
                (SELECT max(drafted_at) + interval '1 microsecond' FROM commissions_run
                 WHERE plan_code = %(plan)s),
                (SELECT max(decided_at) + interval '1 microsecond' FROM commissions_rankaward
                 WHERE plan_code = %(plan)s))
            """,
            {"at": at, "plan": plan_code},
        )
        learned: datetime = cursor.fetchone()[0]
    return learned


def _wish(asked: RankAward) -> NewAward:
    return NewAward(
        asked.plan_code, asked.rank, asked.valid_from, asked.valid_until, asked.is_exact
    )


def _refuse_own(actor: Actor, member_id: int) -> None:
    if actor.member_id is not None and actor.member_id == member_id:
        raise OwnAward(_("This is about your own position. Ask a colleague to decide it."))


def _account_of(actor: Actor) -> int:
    """Return the person's account: a program neither asks nor decides."""
    if actor.account_id is None:
        raise SecondPersonMissing(_("A rank by hand is asked for and decided by people."))
    return actor.account_id


def _checked(reason: str) -> str:
    if not reason.strip():
        raise AwardReasonMissing(_("Say why; the partner may ask later."))
    return reason.strip()


def _note(asked: RankAward, action: str, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"member:{asked.member_id}",
        at=at,
        facts={
            "award": asked.pk,
            "plan": asked.plan_code,
            "rank": asked.rank,
            "valid_from": asked.valid_from.isoformat(),
        },
    )
