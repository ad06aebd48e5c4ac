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
class MemberApplied:
    """Somebody asked to become a partner; the position waits for a confirmed address or staff."""

    name: ClassVar[str] = "network.member_applied"
    member_id: int
    account_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the position."""
        return f"member:{self.member_id}"


@dataclass(frozen=True, slots=True)
class ApplicationDecided:
    """Staff approved or rejected an application."""

    name: ClassVar[str] = "network.application_decided"
    member_id: int
    account_id: int
    approved: bool
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the position."""
        return f"member:{self.member_id}"


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


@dataclass(frozen=True, slots=True)
class EmailConfirmationAsked:
    """An address waits to be confirmed: the account's own, or the new one of an asked change."""

    name: ClassVar[str] = "network.email_confirmation_asked"
    account_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the account."""
        return f"account:{self.account_id}"


@dataclass(frozen=True, slots=True)
class EmailConfirmed:
    """The owner followed the link that was sent to the address."""

    name: ClassVar[str] = "network.email_confirmed"
    account_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the account."""
        return f"account:{self.account_id}"


@dataclass(frozen=True, slots=True)
class EmailChangeAsked:
    """Somebody signed in wants another address; the present one should hear of it."""

    name: ClassVar[str] = "network.email_change_asked"
    account_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the account."""
        return f"account:{self.account_id}"


@dataclass(frozen=True, slots=True)
class PasswordResetAsked:
    """Somebody who knows the address asked for a link to set a new password."""

    name: ClassVar[str] = "network.password_reset_asked"
    account_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the account."""
        return f"account:{self.account_id}"


@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """A new password holds; whoever did not set it should hear of it."""

    name: ClassVar[str] = "network.password_changed"
    account_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the account."""
        return f"account:{self.account_id}"


@dataclass(frozen=True, slots=True)
class AccountClosingAsked:
    """The owner wants the account closed."""

    name: ClassVar[str] = "network.account_closing_asked"
    account_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the account."""
        return f"account:{self.account_id}"


@dataclass(frozen=True, slots=True)
class MemberPlaced:
    """A member got its place in the placement tree."""

    name: ClassVar[str] = "network.member_placed"
    member_id: int
    parent_id: int
    slot: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the position."""
        return f"member:{self.member_id}"


@dataclass(frozen=True, slots=True)
class PersonDecided:
    """A second person approved or rejected that a position belongs with another, or to none."""

    name: ClassVar[str] = "network.person_decided"
    request_id: int
    member_id: int
    other_id: int | None
    approved: bool
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return the position."""
        return f"member:{self.member_id}"
