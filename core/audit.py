"""Write down who did what; the entry commits with the deed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from core.models import AuditEntry
from core.policy import Actor


def record(
    *,
    actor: Actor,
    action: str,
    subject: str,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Add an entry: ids, counts and hashes only, never names, addresses or bank data."""
    AuditEntry.objects.create(
        at=at, actor=actor.label, action=action, subject=subject, facts=dict(facts or {})
    )
