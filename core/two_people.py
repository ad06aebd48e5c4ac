"""Tables of what one person asks for and another decides: what the database keeps of it."""

from __future__ import annotations

from django.db.models import CheckConstraint, F, Q

_DECISION = ("is_approved", "decision_reason", "decided_by", "decided_by_account")


def decided_by_another(*, name: str) -> CheckConstraint:
    """Nobody decides about what they requested themselves."""
    is_open = Q(decided_by_account__isnull=True)
    return CheckConstraint(
        condition=is_open | ~Q(decided_by_account=F("requested_by_account")), name=name
    )


def decided_whole(*, name: str, asked: str = "requested") -> CheckConstraint:
    """A decision has all its parts or none, and never comes before what it is about."""
    nothing = {f"{part}__isnull": True for part in (*_DECISION, "decided_at")}
    whole = {f"{part}__isnull": False for part in _DECISION}
    decided = Q(**whole, decided_at__gte=F(f"{asked}_at"))
    return CheckConstraint(condition=Q(**nothing) | decided, name=name)
