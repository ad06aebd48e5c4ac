"""What partners show of themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core import encryption, policy
from core.policy import Actor
from network.facts import MemberCard
from network.models import Member, MemberProfile
from network.office_facts import Profile, PublicCard
from network.selectors.codes import member_row_by_code
from network.selectors.members import member_card, member_not_found

_TEXTS = ("public_name", "greeting", "phone", "business_email")


def profile_of(actor: Actor, member_id: int) -> Profile:
    """Return a partner's own words and choices, for itself and for those who may hide them.

    Raises: NotAllowed; MemberNotFound.
    """
    policy.require(actor, "network.see_profile", member_id=member_id)
    member = _with_profile(member_id)
    profile = _profile(member)
    return Profile(
        **_opened(member, profile),
        shares_contact=profile.shares_contact,
        hides_name=profile.hides_name,
        hidden_reason=profile.hidden_reason,
    )


def public_card(code: str) -> PublicCard:
    """Return what everybody sees who follows a partner's link.

    Raises: UnknownSponsorCode.
    """
    return own_card(member_row_by_code(code).pk)


def own_card(member_id: int) -> PublicCard:
    """Return the card that a member's link shows, for the member itself also once it has left.

    Raises: MemberNotFound.
    """
    member = _with_profile(member_id)
    profile = _profile(member)
    texts = _opened(member, profile) if not profile.is_hidden else {}
    return PublicCard(
        member_id=member.pk,
        code=member.code,
        name=texts.get("public_name") or member.account.name,
        greeting=texts.get("greeting", ""),
        joined_month=f"{member.joined_on:%Y-%m}",
        status=member.status,
    )


def business_contact(member_id: int) -> tuple[str, str]:
    """Return e-mail and phone that a partner gives to those it advises; "" where it gives none."""
    member = _with_profile(member_id)
    profile = _profile(member)
    texts = _opened(member, profile) if not profile.is_hidden else {}
    return texts.get("business_email", ""), texts.get("phone", "")


def member_by_code(code: str, day: date | None = None) -> MemberCard:
    """Return the member behind a link, by the name it recommends by; it may be suspended.

    Raises: UnknownSponsorCode — nobody has the code, or its owner has left.
    """
    card = member_card(member_row_by_code(code).pk, day)
    return replace(card, name=_public_name(card))


def _public_name(card: MemberCard) -> str:
    """Return the name that the partner chose for its link, or else its own."""
    chosen = MemberProfile.objects.filter(
        member_id=card.member_id, hidden_reason="", public_name_sealed__isnull=False
    )
    row = chosen.values_list("member__account__person_id", "public_name_sealed").first()
    if row is None or row[1] is None:
        return card.name
    return encryption.unseal_or(row[0], bytes(row[1]), "") or card.name


def _with_profile(member_id: int) -> Member:
    rows = Member.objects.select_related("account", "profile").filter(pk=member_id)
    member = rows.first()
    if member is None:
        raise member_not_found(member_id)
    return member


def _profile(member: Member) -> MemberProfile:
    return getattr(member, "profile", None) or MemberProfile(member=member)


def _opened(member: Member, profile: MemberProfile) -> dict[str, str]:
    sealed = {name: getattr(profile, f"{name}_sealed") for name in _TEXTS}
    given = {name: bytes(blob) for name, blob in sealed.items() if blob is not None}
    person_id = member.account.person_id
    opened = encryption.unseal_many_or([(person_id, blob) for blob in given.values()], "")
    return dict.fromkeys(_TEXTS, "") | dict(zip(given, opened, strict=True))
