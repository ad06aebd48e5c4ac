"""How long somebody stays signed in, and what a session is called."""

from __future__ import annotations

from datetime import datetime, timedelta

UNUSED = timedelta(hours=12)
UNUSED_BY_STAFF = timedelta(hours=1)
LONGEST_OF_STAFF = timedelta(hours=10)
REMEMBERED = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)

_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def lifetime(*, is_staff: bool, is_remembered: bool) -> timedelta:
    """Return how long a session lasts unused; staff are never remembered."""
    if is_staff:
        return UNUSED_BY_STAFF
    return REMEMBERED if is_remembered else UNUSED


def is_over(*, is_staff: bool, signed_in_at: datetime, at: datetime) -> bool:
    """Tell whether staff have to sign in again, however busy they were."""
    return is_staff and at - signed_in_at > LONGEST_OF_STAFF


def device_name(user_agent: str) -> str:
    """Return a rough word for a browser and its system, like "Firefox, Linux"; empty if unknown."""
    names = (
        next((name for sign, name in known if sign in user_agent), "")
        for known in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(name for name in names if name)
