"""Somebody wants to be reached by another address."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import encryption
from core.errors import Refused
from core.outbox import publish
from core.policy import Actor
from network.events import EmailChangeAsked, EmailConfirmationAsked
from network.models import EmailChange
from network.services.open_account import checked_email
from network.services.own_account import insist_on_password, own_account


class SameEmail(Refused):
    """The address is the account's own already."""

    code = "network.same_email"


@transaction.atomic
def ask_email_change(
    *, account_id: int, email: str, password: str, actor: Actor, at: datetime
) -> None:
    """Send a link to the new address and a notice to the present one; nothing changes yet.

    Whether the new address has an account is not told here; its owner finds out by the link.
    Raises: NotAllowed; AccountNotFound; BadEmail; WrongPassword; SameEmail.
    """
    new = checked_email(email)
    insist_on_password(account_id, password)
    account = own_account(account_id, actor)
    digest = encryption.blind_index(new)
    if digest == account.email_digest:
        raise SameEmail(_("This is your address already. Enter the new one."))
    drop_waiting_change(account_id, at)
    EmailChange.objects.create(
        account=account,
        old_sealed=account.email_sealed,
        new_sealed=encryption.seal(account.person_id, new),
        new_digest=digest,
        asked_at=at,
    )
    publish(
        EmailConfirmationAsked(account_id=account_id, at=at),
        EmailChangeAsked(account_id=account_id, at=at),
    )


@transaction.atomic
def drop_email_change(*, account_id: int, actor: Actor, at: datetime) -> None:
    """Stay with the present address; the link that was sent is worth nothing any more.

    Raises: NotAllowed; AccountNotFound.
    """
    own_account(account_id, actor)
    drop_waiting_change(account_id, at)


def drop_waiting_change(account_id: int, at: datetime) -> None:
    """Let the link to a new address be worth nothing, for a caller that holds the account."""
    EmailChange.objects.filter(account_id=account_id, done_at=None, dropped_at=None).update(
        dropped_at=at
    )
