"""Logins: who somebody is for pages and for the policy."""

from __future__ import annotations

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import encryption
from core.errors import NotFound
from core.policy import Actor
from network.facts import AccountCard
from network.models import NEVER_JOINED, Account, MemberStatus


class AccountNotFound(NotFound):
    """There is no such account."""

    code = "network.account_not_found"


def account_card(account_id: int) -> AccountCard:
    """Return a login with its personal fields; the caller has asked the policy.

    Raises: AccountNotFound.
    """
    account, roles = _account(account_id)
    sealed = [account.email_sealed, account.name_sealed]
    blobs = [(account.person_id, bytes(blob)) for blob in sealed if blob is not None]
    opened = encryption.unseal_many_or(blobs, "")
    return AccountCard(
        account_id=account.pk,
        email=opened[0] if len(opened) == len(sealed) else "",
        name=opened[-1],
        language=account.language,
        country=account.country,
        audience=str(account.audience_id),
        member_id=_member_id(account),
        roles=roles,
        is_confirmed=account.is_confirmed,
        position=account.own_status or "",  # type: ignore[attr-defined]
    )


def actor_for(account_id: int) -> Actor:
    """Return who acts when this account acts; a closed account has no roles and no position.

    Raises: AccountNotFound.
    """
    account, roles = _account(account_id)
    label = f"account:{account_id}"
    if not account.is_active:
        return Actor(account_id, frozenset(), None, label)
    has_left = account.own_status == MemberStatus.TERMINATED  # type: ignore[attr-defined]
    return Actor(account_id, roles, _member_id(account), label, has_left)


def account_not_found(account_id: int) -> AccountNotFound:
    """Return the refusal for an account that is not there."""
    return AccountNotFound(
        _("This account does not exist any more. Sign in again."), account_id=account_id
    )


def _account(account_id: int) -> tuple[Account, frozenset[str]]:
    held = ArrayAgg("granted_roles__role", filter=Q(granted_roles__isnull=False), default=[])
    account = (
        Account.objects.filter(pk=account_id)
        .annotate(held=held, own_member_id=F("member__id"), own_status=F("member__status"))
        .first()
    )
    if account is None:
        raise account_not_found(account_id)
    return account, frozenset(account.held)


def _member_id(account: Account) -> int | None:
    """Return the position, unless it was only applied for."""
    if account.own_status in NEVER_JOINED:  # type: ignore[attr-defined]
        return None
    member_id: int | None = account.own_member_id  # type: ignore[attr-defined]
    return member_id
