"""Propose whom a plan wants suspended or terminated, and decide about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commissions.engine.activity import INACTIVE, Proposal, proposals
from commissions.engine.plan import Activity
from commissions.models import Run, RunCarry, RunMember, StatusProposal
from commissions.selectors.plans import plan_of
from commissions.selectors.runs import find_run
from core import audit
from core.errors import Conflict, Invalid, NotFound
from core.locks import Lock, take
from core.policy import Actor, require
from network import public as network

DECIDE = "network.change_status"
BLOCK = 2_000
Row = TypeVar("Row")
STATUS = {"suspend": "suspended", "terminate": "terminated"}


class InactiveNotFound(NotFound):
    """There is no such proposal."""

    code = "commissions.inactive_not_found"


class InactiveDecided(Conflict):
    """Somebody decided about it, or a later run did."""

    code = "commissions.inactive_decided"


class InactiveReasonMissing(Invalid):
    """Nobody loses a position, or keeps it against the plan, without a reason."""

    code = "commissions.inactive_reason_missing"


@transaction.atomic
def propose_inactive(*, run_id: int, at: datetime) -> int:
    """Write down whom a published run's plan wants suspended or terminated; return how many.

    What earlier runs of the plan proposed and nobody decided is taken over. A repeat changes
    nothing.
    """
    run = find_run(run_id)
    take(Lock.RUN, run.plan_code)
    if StatusProposal.objects.filter(run=run).exists():
        return 0
    waiting = StatusProposal.objects.filter(decided_at=None, superseded_at=None)
    before = waiting.filter(run__plan_code=run.plan_code, run__starts_on__lt=run.starts_on)
    before.update(superseded_at=at)
    count = 0
    for block in _blocks(_proposed(run, plan_of(run.plan_version).activity)):
        rows = [
            StatusProposal(
                run=run,
                member_id=each.member_id,
                action=each.action,
                inactive_periods=each.inactive_periods,
                proposed_at=at,
            )
            for each in block
        ]
        count += len(StatusProposal.objects.bulk_create(rows))
    return count


@transaction.atomic
def decide_inactive(
    *, proposal_id: int, accepts: bool, reason: str, actor: Actor, at: datetime
) -> None:
    """Suspend or terminate from today on, or leave the member as it is, with a reason.

    Whoever stays is proposed again by the next run that finds it inactive.
    Raises: NotAllowed; InactiveReasonMissing; InactiveNotFound; InactiveDecided.
    Raises: what `change_status` does, like OwnInterest and MemberCannotMove.
    """
    require(actor, DECIDE)
    why = reason.strip()
    if not why:
        raise InactiveReasonMissing(_("Say why; the partner may ask later."))
    found = StatusProposal.objects.filter(pk=proposal_id)
    asked = found.first()
    if asked is None:
        raise InactiveNotFound(_("There is no such proposal."), proposal_id=proposal_id)
    if accepts:
        network.change_status(
            member_id=asked.member_id,
            status=STATUS[asked.action],
            reason=why,
            actor=actor,
            at=at,
        )
    decided = found.filter(decided_at=None, superseded_at=None).update(
        is_accepted=accepts,
        reason=why,
        decided_by=actor.label,
        decided_by_account=actor.account_id,
        decided_at=at,
    )
    if not decided:
        raise InactiveDecided(_("This was decided meanwhile. Look at it again."))
    audit.record(
        actor=actor,
        action="commissions.decide_inactive",
        subject=f"member:{asked.member_id}",
        at=at,
        facts={"proposal": asked.pk, "action": asked.action, "accepted": accepts},
    )


def _proposed(run: Run, terms: Activity) -> Iterator[Proposal]:
    """Yield the engine's proposals, from what the run handed on."""
    limits = [each for each in (terms.suspend_after, terms.terminate_after) if each is not None]
    if not limits:
        return
    carried = RunCarry.objects.filter(run_id=run.pk, rule_id="", name=INACTIVE)
    rows = carried.filter(amount__gte=min(limits)).values_list("member_id", "amount")
    for block in _blocks(rows.order_by("member_id").iterator(chunk_size=BLOCK)):
        periods = dict(block)
        members = RunMember.objects.filter(run_id=run.pk, member_id__in=periods)
        known = members.order_by("member_id").values_list("member_id", "status")
        numbers, statuses = zip(*known, strict=True)
        yield from proposals(terms, numbers, statuses, [periods[number] for number in numbers])


def _blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while block := list(islice(remaining, BLOCK)):
        yield block
