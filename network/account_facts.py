"""The frozen types about a person's own account; fields of a person do not appear in `repr`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from core.addresses import Address


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a mail goes to, in which language, and whose key seals it."""

    account_id: int
    person_id: UUID
    email: str = field(repr=False)
    name: str = field(repr=False)
    language: str


@dataclass(frozen=True, slots=True)
class ConfirmedEmail:
    """What following a confirmation link did; `became_partner` tells of a position set free."""

    account_id: int
    is_change: bool
    became_partner: bool


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """What a person may change about itself without a second proof."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    language: str
    country: str


@dataclass(frozen=True, slots=True)
class AccountDetails:
    """An account as its owner sees it."""

    account_id: int
    email: str = field(repr=False)
    new_email: str = field(repr=False)
    profile: OwnProfile
    born_on: date | None = field(repr=False)
    opened_at: datetime
    email_confirmed_at: datetime | None
    closing_asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class BookAddress:
    """An address of the book, and what it is taken for without asking."""

    address_id: int
    address: Address
    is_for_delivery: bool
    is_for_billing: bool


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A place where somebody is signed in; `mark` names it without giving it away."""

    mark: str
    device: str
    signed_in_at: datetime | None
    seen_at: datetime | None
    is_this_one: bool


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """What was agreed to, and for how long."""

    kind: str
    text_version: str
    accepted_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Advisor:
    """The partner a customer is credited to, since when, and how to reach it if it lets one."""

    member_id: int
    code: str
    name: str = field(repr=False)
    since: date
    is_active: bool
    email: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ApplicationAnswers:
    """What an applicant has entered so far."""

    address: Address | None = field(default=None, repr=False)
    born_on: date | None = field(default=None, repr=False)
    agreement_version: str = ""

    @property
    def has_details(self) -> bool:
        """Tell whether the step about address and birthday is done."""
        return self.address is not None and self.born_on is not None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """An application that was handed in; only an active position is a partner's already."""

    member_id: int
    status: str


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application for the staff's list."""

    member_id: int
    account_id: int
    name: str = field(repr=False)
    country: str
    sponsor_id: int | None
    applied_at: datetime
    is_confirmed: bool
    status: str


@dataclass(frozen=True, slots=True)
class PositionStep:
    """One move of a position, as its history shows it."""

    to_status: str
    recorded_at: datetime
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class ApplicationDetails:
    """An application for whoever decides; `alike` are the accounts of people who look the same."""

    row: ApplicationRow
    email: str = field(repr=False)
    phone: str = field(repr=False)
    born_on: date | None = field(repr=False)
    addresses: tuple[BookAddress, ...]
    agreement_version: str
    history: tuple[PositionStep, ...]
    alike: tuple[int, ...]
