"""Parties as consultants, hostesses and guests see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

OPEN, CLOSED, CANCELLED = "open", "closed", "cancelled"


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party to plan: with a customer credited to the partner as hostess, or anybody by e-mail.

    `booked_at` is the number of the party at which it was arranged, 0 for none.
    """

    channel: str
    language: str
    held_at: datetime
    place: str = field(repr=False)
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    account_id: int | None = None
    booked_at: int = 0


@dataclass(frozen=True, slots=True)
class PartyCard:
    """What a link to a party shows: no address of the hostess, no totals."""

    number: int
    code: str
    member_id: int
    hostess: str = field(repr=False)
    place: str = field(repr=False)
    held_at: datetime
    state: str
    channel: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party in a consultant's list; `state` is open, closed or cancelled."""

    party_id: int
    number: int
    hostess: str = field(repr=False)
    held_at: datetime
    state: str
    orders: int
    total_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class PartyOrder:
    """A guest's order as the consultant sees it; what is not paid does not count yet."""

    number: str
    state: str
    placed_at: datetime
    goods_minor: int
    counts: bool


@dataclass(frozen=True, slots=True)
class CreditChange:
    """One change of a hostess' credit; `order_number` is "" where no order is the reason."""

    kind: str
    amount_minor: int
    order_number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CreditTier:
    """From this total on, this rate of the whole total."""

    from_minor: int
    rate_bp: int


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party whole, for its consultant.

    `credit_minor` is what the total is worth now, `balance_minor` what is left of it once the
    party is closed. `credit_code` is the key to the credit, "" until there is one.
    """

    row: PartyRow
    card: PartyCard
    email: str = field(repr=False)
    booked_at: int
    bookings: tuple[int, ...]
    orders: tuple[PartyOrder, ...]
    tiers: tuple[CreditTier, ...]
    next_tier: CreditTier | None
    credit_minor: int
    credit_code: str = field(repr=False)
    changes: tuple[CreditChange, ...]
    closed_at: datetime | None

    @property
    def balance_minor(self) -> int:
        """Return what is left of the credit."""
        return sum(change.amount_minor for change in self.changes)

    @property
    def missing_minor(self) -> int:
        """Return what the total lacks to the next tier."""
        return self.next_tier.from_minor - self.row.total_minor if self.next_tier else 0


@dataclass(frozen=True, slots=True)
class PartyClosing:
    """A party that was just closed, and what its hostess got."""

    number: int
    total_minor: int
    credit_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class HostessCreditTable:
    """The table in force from a day on."""

    currency: str
    valid_from: date
    tiers: tuple[CreditTier, ...]


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A closed party for the rooms above; `booked_at` is the number of another one, 0 for none."""

    number: int
    member_id: int
    closed_at: datetime
    booked_at: int


@dataclass(frozen=True, slots=True)
class PartyMail:
    """What the mail to a hostess needs once her credit is there."""

    number: int
    member_id: int
    name: str = field(repr=False)
    email: str = field(repr=False)
    language: str
    person_id: UUID
    balance_minor: int
    currency: str
    credit_code: str = field(repr=False)
