"""Links that prove something: signed, without a row of their own, dead once they were used.

A token names an account and carries a digest of what it is about: the address to be confirmed, or
the password to be replaced. When that changes, or after its time, the token is worth nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from core.errors import Invalid

CONFIRM, RESET = "confirm", "reset"
LIFE = {CONFIRM: timedelta(days=3), RESET: timedelta(hours=1)}
CLOCKS_DIFFER = timedelta(minutes=5)


class BadLink(Invalid):
    """The link is incomplete, too old, or was used already."""

    code = "network.bad_link"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a token says; `digest` still has to match what the account says today."""

    purpose: str
    account_id: int
    digest: str

    def is_about(self, about: str) -> bool:
        """Tell whether the token was made for this."""
        return constant_time_compare(self.digest, _digest(self.purpose, about))

    def insist_on(self, about: str) -> None:
        """Refuse a token that is about something else by now.

        Raises: BadLink.
        """
        if not self.is_about(about):
            raise bad_link()


def make_token(purpose: str, account_id: int, about: str, at: datetime) -> str:
    """Return the token to put into a link."""
    said = {"a": account_id, "t": int(at.timestamp()), "d": _digest(purpose, about)}
    return _signer(purpose).sign_object(said)


def read_token(purpose: str, token: str, at: datetime) -> Claim:
    """Return what a token of ours says, while it is not too old.

    Raises: BadLink.
    """
    try:
        said = _signer(purpose).unsign_object(token)
        made = datetime.fromtimestamp(said["t"], UTC)
        claim = Claim(purpose, int(said["a"]), str(said["d"]))
    except (BadSignature, KeyError, TypeError, ValueError, OverflowError):
        raise bad_link() from None
    if not -CLOCKS_DIFFER <= at - made <= LIFE[purpose]:
        raise bad_link()
    return claim


def bad_link() -> BadLink:
    """Return the one answer to every link that does not work."""
    return BadLink(
        _("This link does not work (any more). Ask for a new one and use the newest mail.")
    )


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"network.{purpose}")


def _digest(purpose: str, about: str) -> str:
    return salted_hmac(f"network.{purpose}", about, algorithm="sha256").hexdigest()[:32]
