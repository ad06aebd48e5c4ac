"""The frozen types of proposals to suspend or to terminate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class InactiveRow:
    """A member whom a plan wants suspended or terminated, and what was decided.

    `action` is "suspend" or "terminate".
    """

    proposal_id: int
    member_id: int
    action: str
    inactive_periods: int
    plan_label: str
    period_key: str
    is_accepted: bool | None
    reason: str | None
    decided_by: str | None
    decided_at: datetime | None
