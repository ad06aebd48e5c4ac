"""Find and hold the account that a person changes: what the services on accounts share."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password
from django.utils.translation import gettext_lazy as _

from core import policy
from core.errors import Invalid
from core.policy import Actor
from network.models import Account
from network.selectors.accounts import account_not_found


class WrongPassword(Invalid):
    """The present password is another one."""

    code = "network.wrong_password"


def own_account(account_id: int, actor: Actor) -> Account:
    """Return the account its owner is about to change, locked until the transaction ends.

    Raises: NotAllowed; AccountNotFound.
    """
    policy.require(actor, "network.edit_account", account_id=account_id)
    return held_account(account_id)


def held_account(account_id: int) -> Account:
    """Return an open account, locked until the transaction ends.

    Raises: AccountNotFound.
    """
    account = Account.objects.select_for_update().filter(pk=account_id, is_active=True).first()
    if account is None:
        raise account_not_found(account_id)
    return account


def insist_on_password(account_id: int, password: str) -> None:
    """Make sure the person at the keyboard is the owner; asked before any lock, a hash takes long.

    Raises: WrongPassword.
    """
    stored = Account.objects.filter(pk=account_id).values_list("password", flat=True).first()
    if not check_password(password, stored or "!"):
        raise WrongPassword(_("This is not your present password. Check it, capitals count."))
