"""Who did it, as a reference without a name."""

from __future__ import annotations

from core.policy import Actor


def author(actor: Actor) -> str:
    """Return "account:7" for a person, so that two labels of one login stay one author."""
    return actor.label if actor.account_id is None else f"account:{actor.account_id}"
