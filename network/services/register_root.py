"""The company's own position, at the top of its network."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Invalid, Refused
from core.policy import Actor
from network.facts import NewPerson, Registration
from network.models import Member, MemberStatus
from network.rules.codes import is_code, normalised_code
from network.services.knowledge import lock_tree
from network.services.open_account import open_account, ready_person
from network.services.open_position import NewPosition, free_codes, open_position


class NetworkHasBegun(Refused):
    """There are members already; newcomers need a sponsor."""

    code = "network.has_begun"


class BadCode(Invalid):
    """The wished code does not fit into a link."""

    code = "network.bad_code"


@transaction.atomic
def register_root(
    *, actor: Actor, person: NewPerson, code: str | None, at: datetime
) -> Registration:
    """Open the first position, which has no sponsor; its code may be chosen.

    Raises: NotAllowed; NetworkHasBegun; BadCode; BadEmail and its like; CannotOpenAccount.
    """
    policy.require(actor, "network.register_root")
    ready = ready_person(replace(person, email_is_confirmed=True))
    wished = _checked_code(code) if code is not None else None
    lock_tree()
    if Member.objects.exists():
        raise NetworkHasBegun(
            _("The network has begun already. Register this person under a sponsor.")
        )
    account = open_account(person=ready, audience="customer", at=at)
    position = NewPosition(
        sponsor_id=None,
        code=wished or free_codes(1)[0],
        country=ready.country,
        actor_label=actor.label,
        reason="first position",
        status=MemberStatus.ACTIVE,
    )
    member = open_position(account=account, position=position, at=at)
    audit.record(actor=actor, action="network.register_root", subject=f"member:{member.pk}", at=at)
    return Registration(account_id=account.pk, member_id=member.pk)


def _checked_code(text: str) -> str:
    code = normalised_code(text)
    if not is_code(code):
        raise BadCode(
            _("A code has 3 to 32 small letters, digits and hyphens, and begins without a hyphen.")
        )
    return code
