"""Facts that finance publishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PayoutApproved:
    """A second person let the money of a batch go; its bookings are in the ledger."""

    name: ClassVar[str] = "finance.payout_approved"

    batch_id: int
    pay_on: date
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return what deliveries are ordered by."""
        return f"payout:{self.batch_id}"
