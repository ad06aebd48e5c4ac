"""A customer becomes a partner with the same login."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from core import encryption, policy
from core.company import local_date
from core.errors import Invalid, Refused
from core.policy import Actor
from network.facts import Registration
from network.models import Account, CustomerCredit, Member, MemberStatus
from network.selectors.accounts import account_not_found
from network.selectors.customers import credits_on
from network.services.knowledge import lock_tree
from network.services.open_account import checked_country
from network.services.open_position import (
    NewPosition,
    SponsorNotActive,
    accept_agreement,
    check_applicant,
    free_codes,
    open_position,
    sponsor_for,
)


class AlreadyMember(Refused):
    """The account has a position."""

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
    """Give an account a position, under the named sponsor or else the one it is credited to.

    From that day on its purchases are its own: the credit to another member ends.
    Raises: BadCountry; BadBirthday; TooYoung; AgreementMissing; AccountNotFound; AlreadyMember.
    Raises: UnknownSponsorCode; SponsorNotActive; SponsorMissing.
    """
    policy.require(actor, "network.become_member", account_id=account_id)
    home = checked_country(country)
    check_applicant(born_on=born_on, agreement_version=agreement_version, at=at)
    lock_tree()
    account = _account_without_position(account_id)
    sponsor = sponsor_for(sponsor_code) if sponsor_code else _credited(account, local_date(at))
    position = NewPosition(
        sponsor_id=sponsor.pk,
        code=free_codes(1)[0],
        country=home,
        actor_label=actor.label,
        reason="registration",
    )
    member = open_position(account=account, position=position, at=at)
    accept_agreement(account=account, version=agreement_version, at=at)
    _make_partner(account, born_on=born_on, at=at)
    return Registration(account_id=account.pk, member_id=member.pk)


def _account_without_position(account_id: int) -> Account:
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        raise account_not_found(account_id)
    if Member.objects.filter(account=account).exists():
        raise AlreadyMember(_("You are a partner already. Open your partner office."))
    return account


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


def _make_partner(account: Account, *, born_on: date, at: datetime) -> None:
    account.audience_id = "partner"
    account.born_on_sealed = encryption.seal(account.person_id, born_on.isoformat())
    account.save(update_fields=["audience", "born_on_sealed"])
    CustomerCredit.objects.filter(account=account, valid_until=None).update(
        valid_until=Greatest(F("valid_from"), Value(local_date(at)))
    )
