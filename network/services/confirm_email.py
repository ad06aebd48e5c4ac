"""Show that an e-mail address is the person's own: by following a link that was sent there."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import Refused
from core.outbox import publish
from core.policy import Actor
from network.account_facts import ConfirmedEmail
from network.events import EmailConfirmationAsked, EmailConfirmed
from network.models import Account, EmailChange, Member, MemberStatus
from network.selectors.own_account import waiting_change
from network.services.knowledge import lock_tree
from network.services.open_position import activate, first_status
from network.services.own_account import held_account, own_account
from network.tokens import CONFIRM, read_token


class AddressTaken(Refused):
    """Another account uses the address. Told only to whoever reads the mails of that address."""

    code = "network.address_taken"


class ConfirmedAlready(Refused):
    """There is nothing to confirm."""

    code = "network.confirmed_already"


@transaction.atomic
def confirm_email(*, token: str, at: datetime) -> ConfirmedEmail:
    """Keep that the address is the person's; set free a position that waited for it.

    Following a link twice is no mistake: it says the same again.
    Raises: BadLink; AddressTaken; AccountNotFound — the account was closed.
    """
    claim = read_token(CONFIRM, token, at)
    if Member.objects.filter(account_id=claim.account_id, status=MemberStatus.APPLIED).exists():
        lock_tree()
    account = held_account(claim.account_id)
    change = waiting_change(account.pk, at)
    if change is None or not claim.is_about(change.new_digest):
        claim.insist_on(account.email_digest or "")
        return ConfirmedEmail(account.pk, False, keep_confirmed(account, at))
    _take_over(account, change, at)
    return ConfirmedEmail(account.pk, True, keep_confirmed(account, at))


@transaction.atomic
def ask_confirmation(*, account_id: int, actor: Actor, at: datetime) -> None:
    """Send the link once more.

    Raises: NotAllowed; AccountNotFound; ConfirmedAlready.
    """
    account = own_account(account_id, actor)
    if account.is_confirmed and waiting_change(account_id, at) is None:
        raise ConfirmedAlready(_("Your e-mail address is confirmed already."))
    publish(EmailConfirmationAsked(account_id=account_id, at=at))


def keep_confirmed(account: Account, at: datetime) -> bool:
    """Mark the address as the person's own; return whether a position became active by it.

    The caller holds the account, and the tree where the account has applied for a position.
    """
    if not account.is_confirmed:
        account.email_confirmed_at = at
        account.save(update_fields=["email_confirmed_at"])
        publish(EmailConfirmed(account_id=account.pk, at=at))
    member = Member.objects.filter(account=account, status=MemberStatus.APPLIED).first()
    if member is None or first_status(account) is not MemberStatus.ACTIVE:
        return False
    activate(member, actor_label=f"account:{account.pk}", reason="e-mail confirmed", at=at)
    return True


def _take_over(account: Account, change: EmailChange, at: datetime) -> None:
    """Let the new address be the account's own."""
    account.email_digest, account.email_sealed = change.new_digest, change.new_sealed
    account.email_confirmed_at = at
    try:
        with transaction.atomic():
            account.save(update_fields=["email_digest", "email_sealed", "email_confirmed_at"])
    except IntegrityError:
        raise AddressTaken(
            _("This address belongs to another account already. Sign in there, or use another.")
        ) from None
    EmailChange.objects.filter(pk=change.pk).update(done_at=at)
    audit.record(
        actor=Actor(account.pk, frozenset(), None, f"account:{account.pk}"),
        action="network.change_email",
        subject=f"account:{account.pk}",
        at=at,
        facts={"change": change.pk},
    )
