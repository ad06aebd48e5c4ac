"""Failed sign-ins are counted for each address, so that passwords cannot be tried out.

The count lives in the cache that all web processes share and says nothing about whether the
address has an account. Whoever is signed in stays so.
"""

from __future__ import annotations

from django.core.cache import cache

from core.encryption import blind_index

MOST_FAILURES = 10
PAUSE_SECONDS = 15 * 60


def too_many(email: str) -> bool:
    """Tell whether this address has to wait."""
    return int(cache.get(_key(email), 0)) >= MOST_FAILURES


def count_failure(email: str) -> None:
    """Remember a wrong password for as long as the pause lasts."""
    key = _key(email)
    if not cache.add(key, 1, PAUSE_SECONDS):
        cache.incr(key)


def forget_failures(email: str) -> None:
    """Begin at zero again after a right password."""
    cache.delete(_key(email))


def _key(email: str) -> str:
    return f"sign-in-failures:{blind_index(email.strip().lower())}"
