"""The frozen types of inquiries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """An inquiry in a list; `is_overdue` when its day has passed without an answer."""

    inquiry_id: int
    run_id: int
    line_no: int
    member_id: int
    period_key: str
    order_ref: str
    opened_at: datetime
    due_on: date
    is_open: bool
    is_overdue: bool
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class InquiryEntry:
    """One question or answer; "" for words that were erased."""

    message_id: int
    is_answer: bool
    text: str = field(repr=False)
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class InquiryView:
    """An inquiry with everything that was said, the oldest first."""

    row: InquiryRow
    entries: tuple[InquiryEntry, ...]


@dataclass(frozen=True, slots=True)
class InquiryNews:
    """What a mail about a new message tells; `text` is the message."""

    row: InquiryRow
    text: str = field(repr=False)
