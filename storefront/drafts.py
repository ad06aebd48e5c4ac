"""A look that is only tried out: kept in the session of whoever tries it, saved nowhere else."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from core.look import Look
from core.theme import Theme

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

_KEY = "look_draft"


def draft_of(session: SessionBase) -> Theme | None:
    """Return the look that is tried out, or None."""
    kept = session.get(_KEY)
    return Theme(**{**kept, "look": Look(**kept["look"])}) if kept else None


def keep_draft(session: SessionBase, theme: Theme) -> None:
    """Try a look out."""
    session[_KEY] = asdict(theme)


def drop_draft(session: SessionBase) -> None:
    """Look as the company does again."""
    session.pop(_KEY, None)
