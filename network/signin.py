"""Sign in by e-mail and password, without telling which addresses have an account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from core import encryption
from network.models import Account
from network.rules.identity import normalised_email


class EmailBackend(BaseBackend):
    """Find the account by the digest of the address; every failure costs one hash."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        """Return the account when the password is right and the account is open.

        Takes `password` and `email`, which Django's own forms call `username`.
        """
        address = credentials.get("email", credentials.get("username"))
        password = credentials.get("password")
        if not isinstance(address, str) or not isinstance(password, str):
            return None
        digest = encryption.blind_index(normalised_email(address))
        account = Account.objects.filter(email_digest=digest).first()
        if account is None:
            make_password(password)
            return None
        is_right = account.check_password(password)
        return account if is_right and account.is_active else None

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a session, while it is open."""
        return Account.objects.filter(pk=user_id, is_active=True).first()
