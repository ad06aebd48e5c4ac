"""Where an account is signed in."""

from __future__ import annotations

import hashlib
from datetime import datetime

from core import policy
from core.policy import Actor
from network.account_facts import OwnSession
from network.models import AccountSession

MOST_SHOWN = 50


def own_sessions(
    *, actor: Actor, account_id: int, this_key: str | None, at: datetime
) -> tuple[OwnSession, ...]:
    """Return where the account is signed in, this session first, then the latest used.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.edit_account", account_id=account_id)
    rows = AccountSession.objects.filter(account_id=account_id, expire_date__gt=at)
    columns = ("session_key", "device", "signed_in_at", "seen_at")
    found = [
        OwnSession(mark_of(key), device, signed_in_at, seen_at, key == this_key)
        for key, device, signed_in_at, seen_at in (
            rows.order_by("-seen_at").values_list(*columns)[:MOST_SHOWN]
        )
    ]
    return tuple(sorted(found, key=lambda session: not session.is_this_one))


def mark_of(key: str) -> str:
    """Name a session without giving away the secret that opens it."""
    return hashlib.sha256(f"session:{key}".encode()).hexdigest()[:20]
