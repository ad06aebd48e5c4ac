"""Change a password, or set a new one by a link."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core import audit, encryption
from core.outbox import publish
from core.policy import Actor
from network.events import PasswordChanged, PasswordResetAsked
from network.models import Account, AccountSession, Member, MemberStatus
from network.passwords import check_password_rules
from network.rules.identity import normalised_email
from network.selectors.own_account import reset_subject
from network.services.change_email import drop_waiting_change
from network.services.confirm_email import keep_confirmed
from network.services.knowledge import lock_tree
from network.services.own_account import held_account, insist_on_password, own_account
from network.tokens import RESET, bad_link, read_token


@transaction.atomic
def change_password(
    *, account_id: int, password: str, new_password: str, actor: Actor, at: datetime
) -> None:
    """Set a new password; every sign-in of the account ends, the page begins a new one.

    A waiting change of the address is dropped as well.

    Raises: NotAllowed; AccountNotFound; WrongPassword; WeakPassword.
    """
    insist_on_password(account_id, password)
    account = own_account(account_id, actor)
    _set(account, new_password, actor.label, at)


@transaction.atomic
def ask_password_reset(*, email: str, at: datetime) -> None:
    """Have a link sent to the address if it has an account; the answer is the same if not."""
    digest = encryption.blind_index(normalised_email(email))
    account = Account.objects.filter(email_digest=digest, is_active=True).first()
    if account is not None:
        publish(PasswordResetAsked(account_id=account.pk, at=at))


def check_reset_token(*, token: str, at: datetime) -> int:
    """Return the account a reset link is for, so that the page asks only with a good one.

    Raises: BadLink.
    """
    claim = read_token(RESET, token, at)
    account = Account.objects.filter(pk=claim.account_id, is_active=True).first()
    if account is None:
        raise bad_link()
    claim.insist_on(reset_subject(account))
    return account.pk


@transaction.atomic
def reset_password(*, token: str, new_password: str, at: datetime) -> int:
    """Set a new password by the link of a mail; return the account. Every sign-in ends.

    Reading that mail has shown that the address is the person's own, so it counts as confirmed.
    Raises: BadLink; WeakPassword.
    """
    account_id = check_reset_token(token=token, at=at)
    if Member.objects.filter(account_id=account_id, status=MemberStatus.APPLIED).exists():
        lock_tree()
    account = held_account(account_id)
    read_token(RESET, token, at).insist_on(reset_subject(account))
    _set(account, new_password, f"account:{account_id}", at)
    keep_confirmed(account, at)
    return account_id


def _set(account: Account, new_password: str, label: str, at: datetime) -> None:
    check_password_rules(new_password, email=account.email, name=account.name)
    account.set_password(new_password)
    account.save(update_fields=["password"])
    AccountSession.objects.filter(account_id=account.pk).delete()
    # Whoever knew the old password may have asked for it, to come back by an address of their own.
    drop_waiting_change(account.pk, at)
    audit.record(
        actor=Actor(account.pk, frozenset(), None, label),
        action="network.change_password",
        subject=f"account:{account.pk}",
        at=at,
    )
    publish(PasswordChanged(account_id=account.pk, at=at))
