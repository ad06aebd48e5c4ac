"""A partner says how it appears to others; staff may take its public words down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, encryption, policy
from core.errors import Invalid
from core.policy import Actor
from network.models import Member, MemberProfile
from network.rules.identity import tidy_name
from network.selectors.members import member_not_found
from network.services.change_sponsor import checked_reason
from network.services.open_account import checked_email

PUBLIC_NAME_LENGTH = 60
GREETING_LENGTH = 400
PHONE_LENGTH = 40


class TooLong(Invalid):
    """More than a card can carry."""

    code = "network.too_long"


@dataclass(frozen=True, slots=True)
class NewProfile:
    """What a partner wants to show; empty texts show nothing or the name of the account."""

    public_name: str = field(repr=False)
    greeting: str = field(repr=False)
    phone: str = field(repr=False)
    business_email: str = field(repr=False)
    shares_contact: bool
    hides_name: bool


@transaction.atomic
def set_profile(*, member_id: int, profile: NewProfile, actor: Actor, at: datetime) -> None:
    """Keep the partner's words, sealed, and its choices; the audit log names what changed.

    Raises: NotAllowed; MemberNotFound; TooLong; BadEmail.
    """
    policy.require(actor, "network.edit_profile", member_id=member_id)
    texts = _checked(profile)
    member = Member.objects.select_related("account").filter(pk=member_id).first()
    if member is None:
        raise member_not_found(member_id)
    given = {name: text for name, text in texts.items() if text}
    person_id = member.account.person_id
    sealed = encryption.seal_many([(person_id, text) for text in given.values()])
    blobs = dict(zip(given, sealed, strict=True))
    MemberProfile.objects.update_or_create(
        member=member,
        defaults={
            **{f"{name}_sealed": blobs.get(name) for name in texts},
            "shares_contact": profile.shares_contact,
            "hides_name": profile.hides_name,
            "changed_at": at,
        },
    )
    audit.record(
        actor=actor,
        action="network.edit_profile",
        subject=f"member:{member_id}",
        at=at,
        facts={"shares_contact": profile.shares_contact, "hides_name": profile.hides_name},
    )


@transaction.atomic
def hide_profile(*, member_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Take a partner's public name and greeting off its page, with a reason it can read.

    An empty profile can be hidden as well: what is written later stays hidden until shown again.
    Raises: NotAllowed; ReasonMissing; MemberNotFound.
    """
    policy.require(actor, "network.hide_profile", member_id=member_id)
    _set_hidden(member_id, checked_reason(reason), "network.hide_profile", actor, at)


@transaction.atomic
def show_profile(*, member_id: int, actor: Actor, at: datetime) -> None:
    """Let a partner's public words be seen again.

    Raises: NotAllowed; MemberNotFound.
    """
    policy.require(actor, "network.hide_profile", member_id=member_id)
    _set_hidden(member_id, "", "network.show_profile", actor, at)


def _set_hidden(member_id: int, reason: str, action: str, actor: Actor, at: datetime) -> None:
    if not Member.objects.filter(pk=member_id).exists():
        raise member_not_found(member_id)
    MemberProfile.objects.update_or_create(
        member_id=member_id, defaults={"hidden_reason": reason, "changed_at": at}
    )
    audit.record(actor=actor, action=action, subject=f"member:{member_id}", at=at)


def _checked(profile: NewProfile) -> dict[str, str]:
    greeting = "\n".join(tidy_name(line) for line in profile.greeting.strip().splitlines())
    email = profile.business_email.strip()
    return {
        "public_name": _short(tidy_name(profile.public_name), PUBLIC_NAME_LENGTH, "public_name"),
        "greeting": _short(greeting, GREETING_LENGTH, "greeting"),
        "phone": _short(tidy_name(profile.phone), PHONE_LENGTH, "phone"),
        "business_email": checked_email(email) if email else "",
    }


def _short(text: str, most: int, field_name: str) -> str:
    if len(text) > most:
        raise TooLong(
            _("This is too long. Use at most %(most)d characters.") % {"most": most},
            field=field_name,
        )
    return text
