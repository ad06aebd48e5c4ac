"""The frozen types of the partner office and of staff's pages about people.

Fields of a person do not appear in `repr`, so that a log or a traceback does not tell them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from network.rules.visibility import Seen


@dataclass(frozen=True, slots=True)
class SeenMember:
    """A member as one particular person may see it; hidden parts are empty.

    `rank` is the title held on the day that was asked for, `status` the status of that day.
    """

    member_id: int
    name: str = field(repr=False)
    is_pseudonym: bool
    status: str
    rank: str
    country: str
    joined_on: date | None
    joined_month: str
    seen: frozenset[Seen]


@dataclass(frozen=True, slots=True)
class MemberContact:
    """How to reach a member; "" where it is not shared with whoever asks."""

    email: str = field(repr=False)
    phone: str = field(repr=False)
    business_email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A member in a drawn tree: under whom, on which level, and how many partners it has.

    `partners` counts up to a limit; `has_more_partners` tells that there are more than that.
    """

    member: SeenMember
    sponsor_id: int | None
    level: int
    partners: int
    has_more_partners: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A partner's public words and own choices, as the partner itself sees them."""

    public_name: str = field(repr=False)
    greeting: str = field(repr=False)
    phone: str = field(repr=False)
    business_email: str = field(repr=False)
    shares_contact: bool
    hides_name: bool
    hidden_reason: str


@dataclass(frozen=True, slots=True)
class PublicCard:
    """A partner as strangers see it who followed the partner's link."""

    member_id: int
    code: str
    name: str = field(repr=False)
    greeting: str = field(repr=False)
    joined_month: str
    status: str

    @property
    def is_active(self) -> bool:
        """Tell whether the partner may take on customers and partners now."""
        return self.status == "active"


@dataclass(frozen=True, slots=True)
class SponsorMove:
    """A wish to move a member, with its decision once there is one."""

    request_id: int
    member_id: int
    old_sponsor_id: int | None
    new_sponsor_id: int
    valid_from: date
    reason: str
    requested_by: str
    requested_at: datetime
    is_approved: bool | None
    decision_reason: str | None
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class MoveEffect:
    """What a move would do: who moves along. `is_counted_whole` is False beyond the limit."""

    member_id: int
    old_sponsor_id: int | None
    new_sponsor_id: int
    moved_members: int
    is_counted_whole: bool


@dataclass(frozen=True, slots=True)
class StatusStep:
    """One move of a position's status."""

    from_status: str
    to_status: str
    effective_on: date
    recorded_at: datetime
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class SponsorSpan:
    """Under whom a member stood over some days; superseded ones were corrected later."""

    sponsor_id: int | None
    valid_from: date
    valid_until: date | None
    recorded_at: datetime
    superseded_at: datetime | None
    reason: str
    actor: str
    approver: str


@dataclass(frozen=True, slots=True)
class CreditSpan:
    """Whose customer somebody was over some days."""

    member_id: int
    valid_from: date
    valid_until: date | None
    confirmed_at: datetime | None
    reason: str
    actor: str


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """A customer for the member it is credited to; an e-mail where the customer agreed to that."""

    account_id: int
    name: str = field(repr=False)
    email: str = field(repr=False)
    since: date
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A login in the staff's list of customers."""

    account_id: int
    name: str = field(repr=False)
    audience: str
    country: str
    is_active: bool
    opened_at: datetime
    member_id: int | None
    credited_member_id: int | None


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What a person agreed to."""

    kind: str
    text_version: str
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class TeamHits:
    """Members found below somebody, nearest first, each with its level.

    `is_cut` tells that more could match: longer words would find them.
    """

    members: tuple[tuple[SeenMember, int], ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class TeamColumns:
    """Everybody below a member on a day as parallel columns, level by level.

    `is_cut` tells that there are more than the limit.
    """

    member_ids: tuple[int, ...]
    levels: tuple[int, ...]
    statuses: tuple[str, ...]
    ranks: tuple[str, ...]
    countries: tuple[str, ...]
    joined_on: tuple[date, ...]
    is_cut: bool
