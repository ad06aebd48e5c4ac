"""Suspend, reinstate or end a position."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Invalid, Refused
from core.policy import Actor
from network.models import NEVER_JOINED, HeldPosition, Member, MemberStatus
from network.selectors.members import member_not_found
from network.services.change_sponsor import ReasonMissing
from network.services.knowledge import lock_tree
from network.services.open_position import keep_step
from network.services.own_interest import refuse_own_interest


class UnknownStatus(Invalid):
    """There is no such status."""

    code = "network.unknown_status"


class ApplicationNotDecided(Refused):
    """An application is decided, not moved."""

    code = "network.application_not_decided"


@transaction.atomic
def change_status(*, member_id: int, status: str, reason: str, actor: Actor, at: datetime) -> None:
    """Move a position to another status from today on, with a reason; the old one stays readable.

    Whoever leaves keeps the place in the placement tree, empty; who waited for one waits no more.
    Raises: NotAllowed; OwnInterest; UnknownStatus; ReasonMissing; MemberNotFound; MemberCannotMove.
    """
    policy.require(actor, "network.change_status", member_id=member_id)
    refuse_own_interest(actor, member_id)
    if status not in MemberStatus.values:
        raise UnknownStatus(_("There is no status “%(given)s”.") % {"given": status[:20]})
    if not reason.strip():
        raise ReasonMissing(_("Say why the status changes; the partner may ask later."))
    lock_tree()
    member = Member.objects.filter(pk=member_id).first()
    if member is None:
        raise member_not_found(member_id)
    if member.status in NEVER_JOINED:
        raise ApplicationNotDecided(
            _("This is an application. Approve or reject it on its own page."),
            member_id=member_id,
        )
    before = member.status
    member.move_to(MemberStatus(status))
    keep_step(member, before, actor_label=actor.label, reason=reason.strip(), at=at)
    if member.status == MemberStatus.TERMINATED:
        HeldPosition.objects.filter(member=member, ended_at=None).update(ended_at=at)
    audit.record(
        actor=actor,
        action="network.change_status",
        subject=f"member:{member_id}",
        at=at,
        facts={"from": before, "to": status},
    )
