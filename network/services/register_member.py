"""Somebody new joins the network under a sponsor."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from core.outbox import publish
from network.events import EmailConfirmationAsked
from network.facts import NewPerson, Registration
from network.services.knowledge import lock_tree
from network.services.open_account import open_account, ready_person
from network.services.open_position import (
    NewPosition,
    accept_agreement,
    check_applicant,
    free_codes,
    open_position,
    sponsor_for,
)


@transaction.atomic
def register_member(
    *,
    person: NewPerson,
    sponsor_code: str,
    born_on: date,
    agreement_version: str,
    at: datetime,
) -> Registration:
    """Open an account and a position under the sponsor; see `first_status` for when it is active.

    Raises: BadEmail, BadName, WeakPassword and their like — what was entered cannot be right.
    Raises: BadBirthday; TooYoung; AgreementMissing; UnknownSponsorCode; SponsorNotActive.
    Raises: CannotOpenAccount — the address is in use; a customer joins by `become_member`.
    """
    ready = ready_person(person)
    check_applicant(born_on=born_on, agreement_version=agreement_version, at=at)
    lock_tree()
    sponsor = sponsor_for(sponsor_code)
    account = open_account(person=ready, audience="customer", born_on=born_on, at=at)
    position = NewPosition(
        sponsor_id=sponsor.pk,
        code=free_codes(1)[0],
        country=ready.country,
        actor_label=f"account:{account.pk}",
        reason="registration",
    )
    member = open_position(account=account, position=position, at=at)
    accept_agreement(account=account, version=agreement_version, at=at)
    if not account.is_confirmed:
        publish(EmailConfirmationAsked(account_id=account.pk, at=at))
    return Registration(account_id=account.pk, member_id=member.pk)
