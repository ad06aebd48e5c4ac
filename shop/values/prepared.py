"""Prepared carts as partners make them and customers see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from core.tax import TaxPart
from shop.values.carts import CartLine


@dataclass(frozen=True, slots=True)
class NewPreparedCart:
    """What a partner suggests to whom; lines are (SKU, quantity).

    The recipient is a customer credited to the partner (`account_id`), or anybody by e-mail.
    The order belongs to the partner's `party` of that number, 0 for none.
    """

    channel: str
    language: str
    lines: tuple[tuple[str, int], ...]
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    account_id: int | None = None
    party: int = 0


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """A prepared cart in a partner's list. `state` is open, ordered, expired or withdrawn."""

    prepared_id: int
    token: UUID
    name: str = field(repr=False)
    email: str = field(repr=False)
    state: str
    prepared_at: datetime
    expires_at: datetime
    pieces: int


@dataclass(frozen=True, slots=True)
class WaitingCart:
    """A prepared cart that waits for a customer, on the customer's own page."""

    token: UUID
    member_id: int
    prepared_at: datetime
    expires_at: datetime
    pieces: int


@dataclass(frozen=True, slots=True)
class PreparedCartView:
    """A prepared cart as its customer sees it, at customers' prices of today."""

    token: UUID
    member_id: int
    name: str = field(repr=False)
    state: str
    expires_at: datetime
    channel: str
    currency: str
    lines: tuple[CartLine, ...]
    taxes: tuple[TaxPart, ...]
    gross_minor: int


@dataclass(frozen=True, slots=True)
class PreparedMail:
    """What the mail to the customer needs; the link is /c/<token>/."""

    token: UUID
    member_id: int
    name: str = field(repr=False)
    email: str = field(repr=False)
    language: str
    expires_at: datetime
    person_id: UUID
