"""The frozen types of the desk's public face."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TaskCard:
    """A thing to do about a subject, like "member:1042", with its kind in words."""

    task_id: int
    member_id: int
    kind: str
    title: str
    subject_ref: str
    due_on: date
    done_at: datetime | None

    @property
    def is_done(self) -> bool:
        """Tell whether somebody completed it."""
        return self.done_at is not None

    @property
    def subject_member_id(self) -> int | None:
        """Return the member the task is about, if it is about one."""
        kind, _colon, number = self.subject_ref.partition(":")
        return int(number) if kind == "member" and number.isdecimal() else None
