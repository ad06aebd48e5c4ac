"""Orders as they are placed, shown, imported and handed to the rooms above."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from core.tax import TaxPart


@dataclass(frozen=True, slots=True)
class Contact:
    """Where the parcel and the papers go; a log or a traceback does not tell it."""

    name: str = field(repr=False)
    email: str = field(repr=False)
    street: str = field(repr=False)
    postcode: str = field(repr=False)
    town: str = field(repr=False)
    country: str


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """An order that stands; `payment_token` opens its payment page."""

    order_id: int
    number: str
    payment_token: UUID
    gross_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list."""

    order_id: int
    number: str
    origin: str
    state: str
    placed_at: datetime
    gross_minor: int
    currency: str
    account_id: int | None
    buyer_member_id: int | None
    credited_member_id: int | None


@dataclass(frozen=True, slots=True)
class OrderLineView:
    """A line of an order as it was sold."""

    sku: str
    name: str
    quantity: int
    unit_gross_minor: int | None
    gross_minor: int
    net_minor: int
    tax_minor: int
    tax_rate_bp: int
    pv_minor: int | None


@dataclass(frozen=True, slots=True)
class OrderStep:
    """One move of an order: into which state, when, by whom, why."""

    state: str
    at: datetime
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order whole. `contact` is None for imports and for people who were forgotten."""

    row: OrderRow
    contact: Contact | None
    lines: tuple[OrderLineView, ...]
    taxes: tuple[TaxPart, ...]
    steps: tuple[OrderStep, ...]
    net_minor: int
    tax_minor: int
    pv_minor: int | None
    payment_token: UUID | None
    language: str


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A sold line for volume and papers; amounts and points are totals for the quantity."""

    line_id: int
    sku: str
    name: str
    quantity: int
    net_minor: int
    gross_minor: int
    pv_minor: int
    cv_minor: int


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order as the rooms above need it; volume derives from its state and dates."""

    order_id: int
    number: str
    origin: str
    external_reference: str
    state: str
    purpose: str
    buyer_member_id: int | None
    credited_member_id: int | None
    account_id: int | None
    placed_at: datetime
    paid_at: datetime | None
    delivered_at: datetime | None
    currency: str
    net_minor: int
    gross_minor: int
    lines: tuple[LineFacts, ...]

    @property
    def buyer_is_member(self) -> bool:
        """Tell whether a partner bought for the own position."""
        return self.buyer_member_id is not None


@dataclass(frozen=True, slots=True)
class ImportedOrder:
    """A paid and delivered order of another system.

    `external_reference` is unique within the source; `buyer_reference` is the buyer's id there.
    `gross_minor` and the points are totals for the quantity.
    """

    external_reference: str
    buyer_reference: str
    placed_on: date
    quantity: int
    gross_minor: int
    currency: str
    pv_minor: int
    cv_minor: int
    buyer_member_id: int | None
    credited_member_id: int | None = None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many orders were new, how many were there already.

    `differing` names orders that were there already, with another day, quantity or amount: they
    were left as they are, and somebody should look.
    """

    created: int
    skipped: int
    differing: tuple[str, ...] = ()
