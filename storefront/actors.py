"""Who did something, in words: a person by name, the program by the part that acted."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import network.public as network

# The first word after "system:" of those who stand for somebody; every other part acts by itself.
_PARTS: dict[str, Promise] = {
    "gateway": _("Payment provider"),
    "guest-link": _("Buyer"),
    "withdrawal": _("Buyer"),
    "bank": _("Bank"),
    "import": _("Import"),
}
_ITSELF = _("Automatic")


def actor_words(actor: str | None) -> str:
    """Return the name of an account's owner, or what a part of the program is called."""
    kind, _colon, reference = (actor or "").partition(":")
    if kind == "account" and reference.isdigit():
        return owner_name(int(reference))
    if kind == "system":
        return str(_PARTS.get(reference.partition(":")[0], _ITSELF))
    return actor or ""


def owner_name(account_id: int) -> str:
    """Return who an account belongs to; a forgotten person's is only its number."""
    return network.account_card(account_id).name or str(account_id)
