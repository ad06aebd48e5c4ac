"""The frozen types of the network's public face.

Fields of a person do not appear in `repr`, so that a log or a traceback does not tell them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Who wants an account. Without a password nobody can sign in until one is set.

    `email_is_confirmed` where the house knows already whose address it is: an import, our staff.
    """

    email: str = field(repr=False)
    name: str = field(repr=False)
    password: str | None = field(repr=False)
    language: str
    country: str
    email_is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ImportedMember:
    """A member of another system. `sponsor_reference` is the sponsor's reference there."""

    external_reference: str
    name: str = field(repr=False)
    joined_at: datetime
    sponsor_reference: str | None


@dataclass(frozen=True, slots=True)
class Registration:
    """An account that was opened, and the position or credited member that came with it.

    For a member `member_id` is its own number, for a customer the member it is credited to.
    """

    account_id: int
    member_id: int | None


@dataclass(frozen=True, slots=True)
class SponsorChange:
    """What was recorded: the new sponsor holds until the next move that was recorded before."""

    member_id: int
    old_sponsor_id: int | None
    new_sponsor_id: int
    valid_from: date
    valid_until: date | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A position as lists show it; a forgotten person has no name."""

    member_id: int
    code: str
    name: str = field(repr=False)
    status: str
    country: str
    joined_on: date
    sponsor_id: int | None
    account_id: int

    @property
    def is_active(self) -> bool:
        """Tell whether the position may sponsor, buy as a partner and earn."""
        return self.status == "active"


@dataclass(frozen=True, slots=True)
class DownlineEntry:
    """A member below another: on which level, and how many it sponsors itself."""

    card: MemberCard
    level: int
    partners: int


@dataclass(frozen=True, slots=True)
class DirectPartners:
    """How many members someone sponsors, and the newest of them."""

    count: int
    cards: tuple[MemberCard, ...]


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys, by which prices, for whose credit. A guest has no account.

    `member_id` is the buyer's own position while it is active, and then also the credited one.
    """

    account_id: int | None
    member_id: int | None
    audience: str
    credited_member_id: int | None


@dataclass(frozen=True, slots=True)
class AccountCard:
    """A login for its owner's pages and for staff who may see it.

    `member_id` only of a position that was accepted; `position` is its status, or that of an
    application, or empty.
    """

    account_id: int
    email: str = field(repr=False)
    name: str = field(repr=False)
    language: str
    country: str
    audience: str
    member_id: int | None
    roles: frozenset[str]
    is_confirmed: bool = True
    position: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """A member's title as a run found it for a period, and the rank it was paid by then."""

    rank: str
    paid_rank: str
    period_key: str
    run_ref: str


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """Every member on a day as parallel columns, by rising number.

    Keeps: each sponsor is itself in `member_ids`; following sponsors always ends.
    """

    member_ids: tuple[int, ...]
    sponsor_ids: tuple[int | None, ...]
    statuses: tuple[str, ...]
    joined_on: tuple[date, ...]
