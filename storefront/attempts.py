"""How often something may be tried: passwords, codes, registrations, mails.

The counts live in the cache that all web processes share. A key is a digest, so nothing there
says who tried, nor whether an address has an account. Whoever is signed in stays so.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.encryption import blind_index
from core.errors import Refusal

MOST_FAILURES = 10
PAUSE_SECONDS = 15 * 60
HOUR = 60 * 60


class TooOften(Refusal):
    """Somebody, or something, tries too much; facts say after how many seconds to come back."""

    code = "storefront.too_often"
    status = 429


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many times in so many seconds, counted from the first."""

    name: str
    most: int
    seconds: int

    def is_used_up(self, who: str) -> bool:
        """Tell whether somebody has to wait."""
        return int(cache.get(self._key(who), 0)) >= self.most

    def use(self, who: str) -> None:
        """Count one more."""
        key = self._key(who)
        if not cache.add(key, 1, self.seconds):
            cache.incr(key)

    def forget(self, who: str) -> None:
        """Begin at zero again."""
        cache.delete(self._key(who))

    def insist(self, who: str) -> None:
        """Count one more, or refuse.

        Raises: TooOften.
        """
        if self.is_used_up(who):
            raise self.refusal()
        self.use(who)

    def refusal(self) -> TooOften:
        """Return what is said to whoever has to wait."""
        minutes = -(-self.seconds // 60)
        text = _("Too many attempts. Try again in %(minutes)d minutes.") % {"minutes": minutes}
        return TooOften(text, retry_after=self.seconds)

    def _key(self, who: str) -> str:
        # Composed as accounts are found, or one address had as many counts as ways to be written.
        plain = unicodedata.normalize("NFKC", who).strip().lower()
        return f"tries:{self.name}:{blind_index(plain)}"


PASSWORDS = Limit("password", MOST_FAILURES, PAUSE_SECONDS)
REGISTRATIONS = Limit("registration", 20, HOUR)
SPONSOR_CODES = Limit("sponsor-code", 30, HOUR)
RESETS = Limit("reset", 20, HOUR)
RESET_MAILS = Limit("reset-mail", 3, HOUR)
CONFIRMATION_MAILS = Limit("confirmation-mail", 3, HOUR)
WITHDRAWALS = Limit("withdrawal", 20, HOUR)  # never refused beyond it, only looked at by people


def visitor(request: HttpRequest) -> str:
    """Return what tells visitors apart for a limit: the address they come from, never kept."""
    if settings.BEHIND_TLS_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "")
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def too_many(email: str) -> bool:
    """Tell whether this address has to wait before another password is tried."""
    return PASSWORDS.is_used_up(email)


def count_failure(email: str) -> None:
    """Remember a wrong password for as long as the pause lasts."""
    PASSWORDS.use(email)


def forget_failures(email: str) -> None:
    """Begin at zero again after a right password."""
    PASSWORDS.forget(email)
