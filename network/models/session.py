"""Sessions that know whose they are, so that a person can see and end them."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class AccountSession(AbstractBaseSession):
    """One visit or sign-in. `device` is a rough word like "Firefox, Linux"; no address is kept."""

    account_id = models.BigIntegerField(null=True)
    device = models.CharField(max_length=80, blank=True)
    signed_in_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["account_id"],
                condition=models.Q(account_id__isnull=False),
                name="sessions_of_account",
            ),
        ]

    def __str__(self) -> str:
        return f"session of account {self.account_id}"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return the store that reads and writes these rows."""
        from network.sessions import SessionStore  # noqa: PLC0415 — the store needs this model

        return SessionStore
