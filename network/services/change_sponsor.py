"""Move a member under another sponsor, from a day on, by two people."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Denied, Invalid, Refused
from core.outbox import publish
from core.policy import Actor
from network.events import SponsorChanged
from network.facts import SponsorChange
from network.models import Member, MemberStatus, Sponsorship
from network.rules.timeline import Cut, Span, cut_at
from network.selectors.cycle import first_day_in_a_circle
from network.selectors.members import member_not_found
from network.services.knowledge import learned_at, lock_tree
from network.services.open_position import sponsor_for


class MemberHasLeft(Refused):
    """A terminated position stays where it was."""

    code = "network.member_has_left"


class ReasonMissing(Invalid):
    """A move without a reason cannot be explained later."""

    code = "network.reason_missing"


class SecondPersonMissing(Denied):
    """Whoever asks for a move may not approve it."""

    code = "network.second_person_missing"


class SameSponsor(Refused):
    """The member is under this sponsor on that day already."""

    code = "network.same_sponsor"


class BeforeJoining(Invalid):
    """The member or the sponsor had not joined on that day."""

    code = "network.before_joining"


class CyclicSponsor(Refused):
    """The sponsor would be in the member's own downline on some day."""

    code = "network.cyclic_sponsor"


@transaction.atomic
def change_sponsor(  # noqa: PLR0913 — a signed form: who, to whom, when, why, by whom, approved
    *,
    member_id: int,
    sponsor_code: str,
    valid_from: date,
    reason: str,
    actor: Actor,
    approver: Actor,
    at: datetime,
) -> SponsorChange:
    """Record that a member is under another sponsor from a day on.

    The move holds until the next one that is recorded for a later day. What was known before
    stays readable: the old row is superseded, never edited.
    Raises: NotAllowed; SecondPersonMissing; ReasonMissing; MemberNotFound; MemberHasLeft.
    Raises: UnknownSponsorCode; SponsorNotActive; SameSponsor; BeforeJoining; CyclicSponsor.
    """
    _insist_on_two_people(actor, approver, member_id)
    why = checked_reason(reason)
    lock_tree()
    sponsor, cut = check_move(member_id, sponsor_code, valid_from)
    change = SponsorChange(
        member_id=member_id,
        old_sponsor_id=cut.old.sponsor_id,
        new_sponsor_id=sponsor.pk,
        valid_from=valid_from,
        valid_until=cut.old.valid_until,
        recorded_at=learned_at(at),
    )
    _store(change, cut, Sponsorship(reason=why, actor=actor.label, approver=approver.label))
    _tell(change, actor=actor, approver=approver, at=at)
    return change


def check_move(member_id: int, sponsor_code: str, valid_from: date) -> tuple[Member, Cut]:
    """Return the new sponsor and how the move splits what is known; nothing is written.

    Raises: MemberNotFound; MemberHasLeft; UnknownSponsorCode; SponsorNotActive; SameSponsor.
    Raises: BeforeJoining; CyclicSponsor.
    """
    member, sponsor = _movable(member_id), sponsor_for(sponsor_code)
    cut = _cut(member, sponsor, valid_from)
    _refuse_cycle(member_id, sponsor.pk, cut)
    return sponsor, cut


def refuse_same_person(approver: Actor, asker_account_id: int | None, member_id: int) -> None:
    """Insist that somebody else than the asker decides, and that it is a person.

    Raises: SecondPersonMissing.
    """
    if approver.account_id is None or approver.account_id == asker_account_id:
        raise SecondPersonMissing(
            _("A move needs a second person. Ask a colleague to approve it."), member_id=member_id
        )


def _insist_on_two_people(actor: Actor, approver: Actor, member_id: int) -> None:
    policy.require(actor, "network.change_sponsor", member_id=member_id)
    policy.require(approver, "network.change_sponsor", member_id=member_id)
    refuse_same_person(approver, actor.account_id, member_id)


def checked_reason(reason: str) -> str:
    """Return the reason without spaces around it.

    Raises: ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing(_("Say why; the partner may ask later."))
    return reason.strip()


def _movable(member_id: int) -> Member:
    member = Member.objects.filter(pk=member_id).first()
    if member is None:
        raise member_not_found(member_id)
    if member.status == MemberStatus.TERMINATED:
        raise MemberHasLeft(
            _("This partner has left; the position stays where it was."), member_id=member_id
        )
    return member


def _cut(member: Member, sponsor: Member, valid_from: date) -> Cut:
    rows = Sponsorship.objects.filter(member=member, superseded_at=None)
    spans = [Span(r.pk, r.sponsor_id, r.valid_from, r.valid_until) for r in rows]
    cut = cut_at(spans, valid_from)
    if cut is None or valid_from < sponsor.joined_on:
        raise BeforeJoining(
            _("Choose a later day: one of the two had not joined on %(day)s.")
            % {"day": valid_from.isoformat()}
        )
    if cut.old.sponsor_id == sponsor.pk:
        raise SameSponsor(
            _("The partner is under this sponsor on that day already."), member_id=member.pk
        )
    return cut


def _refuse_cycle(member_id: int, sponsor_id: int, cut: Cut) -> None:
    day = first_day_in_a_circle(
        member_id=member_id,
        sponsor_id=sponsor_id,
        valid_from=cut.move_on,
        valid_until=cut.old.valid_until,
    )
    if day is not None:
        raise CyclicSponsor(
            _(
                "On %(day)s the new sponsor would stand below this partner, so the line would"
                " lead in a circle. Choose a sponsor outside of the partner's own downline."
            )
            % {"day": day.isoformat()},
            member_id=member_id,
            sponsor_id=sponsor_id,
        )


def _store(change: SponsorChange, cut: Cut, row: Sponsorship) -> None:
    """Supersede the split row; write what is left of it, and the new row."""
    old = Sponsorship.objects.get(pk=cut.old.row_id)
    Sponsorship.objects.filter(pk=old.pk).update(superseded_at=change.recorded_at)
    if cut.leaves_a_first_part:
        old.pk, old.valid_until, old.recorded_at = None, cut.move_on, change.recorded_at
        old.save(force_insert=True)
    row.member_id, row.sponsor_id = change.member_id, change.new_sponsor_id
    row.valid_from, row.valid_until = change.valid_from, change.valid_until
    row.recorded_at = change.recorded_at
    row.save(force_insert=True)


def _tell(change: SponsorChange, *, actor: Actor, approver: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        action="network.change_sponsor",
        subject=f"member:{change.member_id}",
        at=at,
        facts={
            "from": change.old_sponsor_id,
            "to": change.new_sponsor_id,
            "valid_from": change.valid_from.isoformat(),
            "approver": approver.label,
        },
    )
    publish(
        SponsorChanged(
            member_id=change.member_id,
            old_sponsor_id=change.old_sponsor_id,
            new_sponsor_id=change.new_sponsor_id,
            valid_from=change.valid_from,
            valid_until=change.valid_until,
            at=at,
        )
    )
