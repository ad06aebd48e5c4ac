"""What commissions publishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RunPublished:
    """A period is settled for good: its earnings are in the ledger."""

    name: ClassVar[str] = "commissions.run_published"

    run_id: int
    run_ref: str
    plan_label: str
    period_key: str
    currency: str
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return what the order of delivery is kept for."""
        return self.run_ref


@dataclass(frozen=True, slots=True)
class InquiryWritten:
    """Somebody asked about an earning line, or was answered; the words stay sealed."""

    name: ClassVar[str] = "commissions.inquiry_written"

    inquiry_id: int
    message_id: int
    is_answer: bool
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return what the order of delivery is kept for."""
        return f"inquiry:{self.inquiry_id}"
