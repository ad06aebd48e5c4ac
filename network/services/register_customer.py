"""A customer opens an account, credited to the member whose link was followed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core.company import local_date
from core.outbox import publish
from network.events import CustomerRegistered, EmailConfirmationAsked
from network.facts import NewPerson, Registration
from network.models import CustomerCredit
from network.services.open_account import open_account, ready_person
from network.services.open_position import sponsor_for


@transaction.atomic
def register_customer(*, person: NewPerson, sponsor_code: str | None, at: datetime) -> Registration:
    """Open a customer's account; from then on its purchases count for the sponsor.

    Raises: BadEmail, BadName, WeakPassword and their like — what was entered cannot be right.
    Raises: UnknownSponsorCode; SponsorNotActive; CannotOpenAccount — the address is in use.
    """
    ready = ready_person(person)
    sponsor = sponsor_for(sponsor_code) if sponsor_code else None
    account = open_account(person=ready, audience="customer", at=at)
    if sponsor is not None:
        CustomerCredit.objects.create(
            account=account, member=sponsor, valid_from=local_date(at), recorded_at=at
        )
    credited_id = sponsor.pk if sponsor else None
    publish(CustomerRegistered(account_id=account.pk, member_id=credited_id, at=at))
    if not account.is_confirmed:
        publish(EmailConfirmationAsked(account_id=account.pk, at=at))
    return Registration(account_id=account.pk, member_id=credited_id)
