"""What a session keeps about a sign-in: since when, where, how long it may last."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from core.clock import now
from network.models import Account
from network.rules.session_times import SEEN_EVERY, device_name, is_over, lifetime
from network.sessions import DEVICE, LIFETIME, SEEN_AT, SIGNED_IN_AT

_STAFF = "is_staff"


def begin_session(sender: object, request: HttpRequest, user: Account, **_signal: Any) -> None:
    """Note when and where somebody signed in; by whatever door, the admin's too."""
    at = now()
    session = request.session
    session[SIGNED_IN_AT] = session[SEEN_AT] = at.isoformat()
    session[DEVICE] = device_name(request.headers.get("User-Agent", ""))
    session[_STAFF] = user.is_staff
    _keep_for(session, is_remembered=False)


def remember_sign_in(session: SessionBase) -> None:
    """Let the browser stay signed in after it was closed; not for staff."""
    _keep_for(session, is_remembered=not session.get(_STAFF, True))


def keep_session(session: SessionBase, at: datetime) -> bool:
    """Prolong a signed-in session that is in use; return False where it is over.

    A visit of nobody signed in is left alone.
    """
    if SESSION_KEY not in session:
        return True
    began, seen = _instant(session, SIGNED_IN_AT), _instant(session, SEEN_AT)
    if began is None or seen is None:
        return False
    if is_over(is_staff=bool(session.get(_STAFF)), signed_in_at=began, at=at):
        return False
    if at - seen >= SEEN_EVERY:
        session[SEEN_AT] = at.isoformat()
    return True


def _keep_for(session: SessionBase, *, is_remembered: bool) -> None:
    lasts = lifetime(is_staff=bool(session.get(_STAFF)), is_remembered=is_remembered)
    session[LIFETIME] = int(lasts / timedelta(seconds=1))
    # 0: the cookie ends with the browser, the row with its lifetime (network.sessions).
    session.set_expiry(session[LIFETIME] if is_remembered else 0)


def _instant(session: SessionBase, name: str) -> datetime | None:
    written = session.get(name)
    return datetime.fromisoformat(written) if written else None
