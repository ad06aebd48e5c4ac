"""Staff decide who becomes a partner."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Refused
from core.outbox import publish
from core.policy import Actor
from network.account_facts import HandedIn
from network.events import ApplicationDecided
from network.models import Member, MemberStatus
from network.selectors.members import member_not_found
from network.services.change_sponsor import ReasonMissing
from network.services.knowledge import lock_tree
from network.services.open_position import activate, keep_step


class NotWaiting(Refused):
    """The application was decided already."""

    code = "network.application_not_waiting"


class AddressNotConfirmed(Refused):
    """Nobody knows yet whether the e-mail address is the applicant's."""

    code = "network.address_not_confirmed"


class OwnApplication(Refused):
    """Nobody decides their own application."""

    code = "network.own_application"


@transaction.atomic
def decide_application(
    *, member_id: int, approved: bool, reason: str, actor: Actor, at: datetime
) -> HandedIn:
    """Approve or reject an application; the applicant reads the reason of a rejection.

    Raises: NotAllowed; ReasonMissing; MemberNotFound; NotWaiting; AddressNotConfirmed;
    OwnApplication.
    """
    policy.require(actor, "network.decide_application", member_id=member_id)
    why = reason.strip()
    if not why:
        raise ReasonMissing(_("Say why; the applicant or an auditor may ask later."))
    lock_tree()
    member = _waiting(member_id, approved)
    if actor.account_id == member.account_id:
        raise OwnApplication(_("Nobody decides their own application. Ask a colleague."))
    if approved:
        activate(member, actor_label=actor.label, reason=why, at=at)
    else:
        before = member.status
        member.move_to(MemberStatus.REJECTED)
        keep_step(member, before, actor_label=actor.label, reason=why, at=at)
    audit.record(
        actor=actor,
        action="network.decide_application",
        subject=f"member:{member_id}",
        at=at,
        facts={"approved": approved},
    )
    publish(
        ApplicationDecided(
            member_id=member_id, account_id=member.account_id, approved=approved, at=at
        )
    )
    return HandedIn(member_id, member.status)


def _waiting(member_id: int, approved: bool) -> Member:
    member = Member.objects.filter(pk=member_id).select_related("account").first()
    if member is None:
        raise member_not_found(member_id)
    if member.status != MemberStatus.APPLIED:
        raise NotWaiting(_("Somebody has decided this application already."), member_id=member_id)
    if approved and not member.account.is_confirmed:
        raise AddressNotConfirmed(
            _("The applicant has not confirmed the e-mail address yet. Wait for that."),
            member_id=member_id,
        )
    return member
