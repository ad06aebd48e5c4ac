"""What the network tells the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class MemberRegistered:
    """A position was opened; the company's first one has no sponsor."""

    name: ClassVar[str] = "network.member_registered"
    member_id: int
    sponsor_id: int | None
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the position."""
        return f"member:{self.member_id}"


@dataclass(frozen=True, slots=True)
class CustomerRegistered:
    """A customer opened an account; `member_id` is the member it is credited to, if any."""

    name: ClassVar[str] = "network.customer_registered"
    account_id: int
    member_id: int | None
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the account."""
        return f"account:{self.account_id}"


@dataclass(frozen=True, slots=True)
class SponsorChanged:
    """From a day on, a member is under another sponsor."""

    name: ClassVar[str] = "network.sponsor_changed"
    member_id: int
    old_sponsor_id: int | None
    new_sponsor_id: int
    valid_from: date
    valid_until: date | None
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the position."""
        return f"member:{self.member_id}"


@dataclass(frozen=True, slots=True)
class SponsorChangeDecided:
    """A second person approved or rejected the wish to move a member."""

    name: ClassVar[str] = "network.sponsor_change_decided"
    request_id: int
    member_id: int
    approved: bool
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the position."""
        return f"member:{self.member_id}"
