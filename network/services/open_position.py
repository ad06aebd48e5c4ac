"""Open a position in the network: the part that all ways to become a member share."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from core.company import company, local_date
from core.errors import Invalid, Refused
from core.outbox import publish
from network.events import MemberRegistered
from network.models import Account, Consent, Member, MemberStatus, MemberStatusChange, Sponsorship
from network.rules.codes import drawn_code
from network.rules.identity import ADULT_AGE, MAX_AGE, age_on
from network.selectors.codes import member_row_by_code
from network.services.knowledge import learned_at

AGREEMENT = "partner-agreement"


class TooYoung(Refused):
    """Members are of age."""

    code = "network.too_young"


class BadBirthday(Invalid):
    """Nobody was born on that day."""

    code = "network.bad_birthday"


class AgreementMissing(Invalid):
    """The partner agreement was not accepted, or in a wording that is no longer the current one."""

    code = "network.agreement_missing"


class SponsorNotActive(Refused):
    """The code is right, but its owner may not sponsor now."""

    code = "network.sponsor_not_active"


@dataclass(frozen=True, slots=True)
class NewPosition:
    """What is recorded with a new position, and by whom."""

    sponsor_id: int | None
    code: str
    country: str
    actor_label: str
    reason: str


def check_applicant(*, born_on: date, agreement_version: str, at: datetime) -> None:
    """Insist on age and on the agreement in its current wording.

    Raises: BadBirthday; TooYoung; AgreementMissing.
    """
    today = local_date(at)
    age = age_on(born_on, today)
    if born_on > today or age > MAX_AGE:
        raise BadBirthday(_("This cannot be a birthday. Write it as year, month and day."))
    if age < ADULT_AGE:
        raise TooYoung(
            _("Partners must be %(age)d or older. You are welcome as a customer.")
            % {"age": ADULT_AGE}
        )
    current = company().agreement_version
    if not agreement_version or (current and agreement_version != current):
        raise AgreementMissing(
            _("Please read and accept the partner agreement in its current version."),
            current=current,
        )


def sponsor_for(code: str) -> Member:
    """Return the active member behind a code.

    Raises: UnknownSponsorCode; SponsorNotActive.
    """
    sponsor = member_row_by_code(code)
    if sponsor.status != MemberStatus.ACTIVE:
        raise SponsorNotActive(
            _("The owner of this link cannot take on partners now. Ask for another link."),
            member_id=sponsor.pk,
        )
    return sponsor


def free_codes(count: int) -> list[str]:
    """Return codes that nobody has."""
    codes: set[str] = set()
    while len(codes) < count:
        drawn = {drawn_code(secrets.choice) for _each in range(count - len(codes))}
        taken = Member.objects.filter(code__in=drawn).values_list("code", flat=True)
        codes |= drawn - set(taken)
    return list(codes)


def open_position(*, account: Account, position: NewPosition, at: datetime) -> Member:
    """Store an active position from today on and tell the house; the caller holds the tree."""
    today, known = local_date(at), learned_at(at)
    member = Member.objects.create(
        account=account,
        code=position.code,
        status=MemberStatus.ACTIVE,
        country=position.country,
        joined_on=today,
    )
    MemberStatusChange.objects.create(
        member=member,
        to_status=member.status,
        effective_on=today,
        recorded_at=known,
        actor=position.actor_label,
        reason=position.reason,
    )
    Sponsorship.objects.create(
        member=member,
        sponsor_id=position.sponsor_id,
        valid_from=today,
        recorded_at=known,
        reason=position.reason,
        actor=position.actor_label,
    )
    publish(MemberRegistered(member_id=member.pk, sponsor_id=position.sponsor_id, at=at))
    return member


def accept_agreement(*, account: Account, version: str, at: datetime) -> None:
    """Keep which wording the person agreed to."""
    Consent.objects.get_or_create(
        account=account, kind=AGREEMENT, text_version=version, defaults={"accepted_at": at}
    )
