"""The frozen types of ranks given by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class AwardRow:
    """A wish to give a rank by hand, and what was decided.

    `rank` is "" where it ends what was given before. `is_exact` means this rank and no other,
    even if the member reaches a higher one.
    """

    award_id: int
    member_id: int
    plan_code: str
    rank: str
    rank_name: str
    is_exact: bool
    valid_from: date
    valid_until: date | None
    reason: str
    requested_by: str
    requested_by_account: int
    requested_at: datetime
    is_approved: bool | None
    decision_reason: str | None
    decided_by: str | None
    decided_at: datetime | None

    @property
    def last_day(self) -> date | None:
        """Return the last day of it, None for one without an end."""
        return self.valid_until and self.valid_until - timedelta(days=1)

    @property
    def is_end(self) -> bool:
        """Tell whether it ends an award instead of giving one."""
        return not self.rank


@dataclass(frozen=True, slots=True)
class RankChoice:
    """A rank that can be given: of which plan, and what it is called."""

    plan_code: str
    plan_label: str
    rank: str
    rank_name: str
