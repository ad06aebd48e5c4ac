"""How to reach a member, as far as the one who asks may know."""

from __future__ import annotations

from core import encryption
from network.models import Member
from network.office_facts import MemberContact
from network.rules.visibility import Seen


def contact_of(member_id: int, seen: frozenset[Seen]) -> MemberContact | None:
    """Return the contact parts that may be seen, or None where none may.

    E-mail and phone are the person's own (the phone of the profile where one is given); the
    business e-mail is what a sponsor offers its line.
    """
    if not seen & {Seen.CONTACT, Seen.BUSINESS_CONTACT}:
        return None
    member = Member.objects.select_related("account", "profile").filter(pk=member_id).first()
    if member is None:
        return None
    profile = getattr(member, "profile", None)
    shared = Seen.CONTACT in seen
    own_phone = (profile.phone_sealed if profile else None) or member.account.phone_sealed
    sealed = {
        "email": member.account.email_sealed if shared else None,
        "phone": own_phone if shared else None,
        "business_email": profile.business_email_sealed if profile else None,
    }
    person_id = member.account.person_id
    given = {name: bytes(blob) for name, blob in sealed.items() if blob is not None}
    opened = encryption.unseal_many_or([(person_id, blob) for blob in given.values()], "")
    found = dict(zip(given, opened, strict=True))
    return MemberContact(**{name: found.get(name, "") for name in sealed})
