"""Statements of withdrawal as they are sent, kept and shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from shop.values.deliveries import Picked


@dataclass(frozen=True, slots=True)
class Statement:
    """What a consumer sends: name, order number and e-mail, nothing else is asked for.

    `lines` are pieces chosen on the page, `items` what was chosen in words; neither means all.
    """

    name: str = field(repr=False)
    order_number: str = field(repr=False)
    email: str = field(repr=False)
    lines: Picked = ()
    items: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends it: the account and the link they hold, the page's one-time key, its language.

    `is_one_of_many` marks senders with many statements at once: they are looked at by people.
    """

    key: UUID
    language: str
    account_id: int | None = None
    link: str = ""
    is_one_of_many: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """A statement that is kept; the token opens its acknowledgement."""

    withdrawal_id: int
    token: UUID


@dataclass(frozen=True, slots=True)
class WithdrawalView:
    """A statement as it was sent, with the moment it came in, in the zone it was told in.

    `order_id` is empty until it is known which order is meant. The personal parts are empty once
    the person was forgotten.
    """

    withdrawal_id: int
    person_id: UUID
    token: UUID
    name: str = field(repr=False)
    order_number: str = field(repr=False)
    email: str = field(repr=False)
    items: tuple[str, ...] = field(repr=False)
    declaration: str = field(repr=False)
    received_at: datetime
    zone: str
    language: str
    verdict: str
    deadline: datetime | None
    order_id: int | None
    return_number: str
    reviewed_at: datetime | None
    outcome: str
    sha256: str
    lines: Picked = ()
    is_in_words: bool = False

    @property
    def received_local(self) -> str:
        """Return the moment with its zone, in one unmistakable line."""
        local = self.received_at.astimezone(ZoneInfo(self.zone))
        return f"{local:%Y-%m-%d %H:%M:%S %Z (UTC%z)}"
