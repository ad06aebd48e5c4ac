"""The session engine: rows that say whose session it is, and how long it lasts unused."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from network.models import AccountSession

LIFETIME = "lifetime_seconds"
SIGNED_IN_AT, SEEN_AT, DEVICE = "signed_in_at", "seen_at", "device"


class SessionStore(DatabaseSessions):
    """Django's sessions in the database, with the owner beside the sealed data."""

    @classmethod
    def get_model_class(cls) -> type[AccountSession]:
        """Return the rows this store keeps."""
        return AccountSession

    def create_model_instance(self, data: dict[str, Any]) -> AccountSession:
        """Say beside the data whose session it is."""
        row = super().create_model_instance(data)
        assert isinstance(row, AccountSession)
        owner = data.get(SESSION_KEY)
        row.account_id = int(owner) if owner else None
        row.device = str(data.get(DEVICE, ""))[:80]
        row.signed_in_at, row.seen_at = _instant(data, SIGNED_IN_AT), _instant(data, SEEN_AT)
        return row

    def get_session_cookie_age(self) -> int:
        """Return how long the row stays good while nobody comes back."""
        return int(self.get(LIFETIME, settings.SESSION_COOKIE_AGE))


def _instant(data: dict[str, Any], name: str) -> datetime | None:
    written = data.get(name)
    return datetime.fromisoformat(written) if written else None
