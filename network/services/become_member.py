"""A customer becomes a partner with the same login."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import encryption, policy
from core.company import local_date
from core.errors import Invalid, Refused
from core.outbox import publish
from core.policy import Actor
from network.events import MemberApplied
from network.facts import Registration
from network.models import Account, Member, MemberStatus
from network.selectors.accounts import account_not_found
from network.selectors.customers import credits_on
from network.services.knowledge import lock_tree
from network.services.open_account import checked_country, likeness_of
from network.services.open_position import (
    NewPosition,
    SponsorNotActive,
    accept_agreement,
    activate,
    check_applicant,
    first_status,
    free_codes,
    keep_step,
    open_position,
    sponsor_for,
)


class AlreadyMember(Refused):
    """The account has a position, or an application that is not decided yet."""

    code = "network.already_member"


class SponsorMissing(Invalid):
    """The customer is credited to nobody and named no sponsor."""

    code = "network.sponsor_missing"


@transaction.atomic
def become_member(  # noqa: PLR0913 — an application form; the names say what each is
    *,
    account_id: int,
    country: str,
    sponsor_code: str | None,
    born_on: date,
    agreement_version: str,
    actor: Actor,
    at: datetime,
) -> Registration:
    """Apply for a position, under the named sponsor or else the one the account is credited to.

    It is active at once where the address is confirmed and the company does not look first.
    Raises: BadCountry; BadBirthday; TooYoung; AgreementMissing; AccountNotFound; AlreadyMember.
    Raises: UnknownSponsorCode; SponsorNotActive; SponsorMissing.
    """
    policy.require(actor, "network.become_member", account_id=account_id)
    home = checked_country(country)
    check_applicant(born_on=born_on, agreement_version=agreement_version, at=at)
    lock_tree()
    account = _open_account_of(account_id)
    member = Member.objects.filter(account=account).first()
    if member is None:
        member = _first_application(account, sponsor_code, home, actor, at)
    elif member.status == MemberStatus.REJECTED:
        _apply_again(member, account, actor, at)
    else:
        raise AlreadyMember(_("You are a partner already, or your application is being looked at."))
    accept_agreement(account=account, version=agreement_version, at=at)
    account.born_on_sealed = encryption.seal(account.person_id, born_on.isoformat())
    account.likeness = likeness_of(account.name, born_on)
    account.save(update_fields=["born_on_sealed", "likeness"])
    return Registration(account_id=account.pk, member_id=member.pk)


def _open_account_of(account_id: int) -> Account:
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        raise account_not_found(account_id)
    return account


def _first_application(
    account: Account, sponsor_code: str | None, country: str, actor: Actor, at: datetime
) -> Member:
    sponsor = sponsor_for(sponsor_code) if sponsor_code else _credited(account, local_date(at))
    position = NewPosition(
        sponsor_id=sponsor.pk,
        code=free_codes(1)[0],
        country=country,
        actor_label=actor.label,
        reason="registration",
    )
    return open_position(account=account, position=position, at=at)


def _apply_again(member: Member, account: Account, actor: Actor, at: datetime) -> None:
    """Take up a rejected application again: same number, same sponsor, looked at anew."""
    member.move_to(MemberStatus.APPLIED)
    keep_step(
        member,
        MemberStatus.REJECTED,
        actor_label=actor.label,
        reason="applied again",
        at=at,
    )
    if first_status(account) is MemberStatus.ACTIVE:
        activate(member, actor_label=actor.label, reason="applied again", at=at)
    else:
        publish(MemberApplied(member_id=member.pk, account_id=account.pk, at=at))


def _credited(account: Account, day: date) -> Member:
    credit = credits_on(day).filter(account=account).select_related("member").first()
    if credit is None:
        raise SponsorMissing(_("Who told you about us? Enter that partner's code."))
    if credit.member.status != MemberStatus.ACTIVE:
        raise SponsorNotActive(
            _("Your partner cannot take on partners now. Enter another partner's code."),
            member_id=credit.member_id,
        )
    return credit.member
