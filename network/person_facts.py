"""The frozen types of positions that belong to one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class PersonColumns:
    """Positions of persons on a day by rising number, and the number of each one's person.

    Who is not named is a person alone. The numbers of persons mean nothing but being the same.
    """

    member_ids: NDArray[np.int64]
    person_ids: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class NewPersonWish:
    """With whose position another one belongs to one person, from a day to before another.

    Without `other_id` it shall stand alone from the day on.
    """

    member_id: int
    other_id: int | None
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class PersonWish:
    """A wish to say that positions belong to one person, with its decision once there is one."""

    request_id: int
    member_id: int
    other_id: int | None
    valid_from: date
    valid_until: date | None
    reason: str
    requested_by: str
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
    def wish(self) -> NewPersonWish:
        """Return what was asked for."""
        return NewPersonWish(self.member_id, self.other_id, self.valid_from, self.valid_until)


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """Over which days a position belongs to the same person as others, as known now."""

    valid_from: date
    valid_until: date | None
    other_ids: tuple[int, ...]
    request_id: int

    @property
    def last_day(self) -> date | None:
        """Return the last day of it, None for one without an end."""
        return self.valid_until and self.valid_until - timedelta(days=1)
