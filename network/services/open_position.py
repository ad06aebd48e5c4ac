"""Open a position in the network: the part that all ways to become a member share."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from core import texts
from core.company import company, local_date
from core.errors import Invalid, Refused
from core.outbox import publish
from network.events import MemberApplied, MemberRegistered
from network.models import (
    Account,
    Consent,
    CustomerCredit,
    Member,
    MemberStatus,
    MemberStatusChange,
    Sponsorship,
)
from network.rules.codes import drawn_code
from network.rules.identity import ADULT_AGE, MAX_AGE, age_on
from network.selectors.codes import member_row_by_code
from network.selectors.today import current_on
from network.services.hold_position import hold_newcomer
from network.services.knowledge import learned_at

AGREEMENT = "partner-agreement"
TEXT = "partner_agreement"


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
    """What is recorded with a new position, and by whom; without a status see `first_status`."""

    sponsor_id: int | None
    code: str
    country: str
    actor_label: str
    reason: str
    status: MemberStatus | None = None


def check_applicant(*, born_on: date, agreement_version: str, at: datetime) -> None:
    """Insist on age and on the agreement in its current wording.

    Raises: BadBirthday; TooYoung; AgreementMissing.
    """
    check_age(born_on, at)
    check_agreement(agreement_version, at)


def check_age(born_on: date, at: datetime) -> None:
    """Insist on a possible birthday, eighteen years ago or more on the company's calendar.

    Raises: BadBirthday; TooYoung.
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


def check_agreement(version: str, at: datetime) -> None:
    """Insist on a wording that is in force.

    Raises: AgreementMissing.
    """
    in_force = agreements_in_force(local_date(at))
    if not version or (in_force and version not in in_force):
        raise AgreementMissing(
            _("Please read and accept the partner agreement in its current version."),
            current=sorted(in_force),
        )


def agreements_in_force(day: date) -> frozenset[str]:
    """Return the versions of the agreement that may be accepted: of each language the current one.

    A company that keeps the wording elsewhere names its version in the settings.
    """
    found = (
        texts.current_or_none(TEXT, language=code, on=day) for code, _name in settings.LANGUAGES
    )
    published = frozenset(text.version for text in found if text is not None)
    named = company().agreement_version
    return published or frozenset({named} if named else ())


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


def first_status(account: Account) -> MemberStatus:
    """Return active where the address is confirmed and the company does not look first."""
    is_ready = account.is_confirmed and not company().review_applications
    return MemberStatus.ACTIVE if is_ready else MemberStatus.APPLIED


def open_position(*, account: Account, position: NewPosition, at: datetime) -> Member:
    """Store a position from today on and tell the house; the caller holds the tree."""
    today = local_date(at)
    member = Member.objects.create(
        account=account,
        code=position.code,
        status=MemberStatus.APPLIED,
        country=position.country,
        joined_on=today,
    )
    Sponsorship.objects.create(
        member=member,
        sponsor_id=position.sponsor_id,
        valid_from=today,
        recorded_at=learned_at(at),
        reason=position.reason,
        actor=position.actor_label,
    )
    wanted = position.status or first_status(account)
    if wanted is MemberStatus.ACTIVE:
        activate(member, actor_label=position.actor_label, reason=position.reason, at=at)
    else:
        keep_step(member, "", actor_label=position.actor_label, reason=position.reason, at=at)
        publish(MemberApplied(member_id=member.pk, account_id=account.pk, at=at))
    return member


def activate(member: Member, *, actor_label: str, reason: str, at: datetime) -> None:
    """Make an applicant a partner from today on; the caller holds the tree.

    From that day on its purchases are its own: the credit to another member ends. Where the
    company has a placement tree, it waits there for its place.
    """
    today, before = local_date(at), member.status
    is_new = not MemberStatusChange.objects.filter(member=member).exists()
    member.move_to(MemberStatus.ACTIVE)
    Member.objects.filter(pk=member.pk).update(joined_on=today)
    member.joined_on = today
    keep_step(member, "" if is_new else before, actor_label=actor_label, reason=reason, at=at)
    Account.objects.filter(pk=member.account_id).update(audience="partner")
    CustomerCredit.objects.filter(account_id=member.account_id, valid_until=None).update(
        valid_until=Greatest(F("valid_from"), Value(today))
    )
    sponsor_id = Sponsorship.objects.values_list("sponsor_id", flat=True).get(
        current_on(today), member=member
    )
    hold_newcomer(member, sponsor_id, at=at)
    publish(MemberRegistered(member_id=member.pk, sponsor_id=sponsor_id, at=at))


def keep_step(member: Member, before: str, *, actor_label: str, reason: str, at: datetime) -> None:
    """Write down the status a position has now; the caller holds the tree."""
    MemberStatusChange.objects.create(
        member=member,
        from_status=before,
        to_status=member.status,
        effective_on=local_date(at),
        recorded_at=learned_at(at),
        actor=actor_label,
        reason=reason,
    )


def accept_agreement(*, account: Account, version: str, at: datetime) -> None:
    """Keep which wording the person agreed to."""
    Consent.objects.get_or_create(
        account=account,
        kind=AGREEMENT,
        text_version=version,
        withdrawn_at=None,
        defaults={"accepted_at": at},
    )
