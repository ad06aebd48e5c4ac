"""Orders as they are placed, shown, imported and handed to the rooms above."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from core.addresses import Address
from core.tax import TaxPart
from shop.values.reversals import ReversalFacts
from shop.values.shipping import ChosenShipping


@dataclass(frozen=True, slots=True)
class Contact:
    """Where parcel, mails and papers go; a log or a traceback does not tell it.

    Without a `billing` address the papers bear the address of the parcel. `vat_id` belongs to the
    company on the papers.
    """

    email: str = field(repr=False)
    address: Address
    billing: Address | None = None
    vat_id: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """Return who gets the parcel."""
        return self.address.name

    @property
    def paper_address(self) -> Address:
        """Return the address that invoices bear."""
        return self.billing or self.address


@dataclass(frozen=True, slots=True)
class Choices:
    """What a buyer chose besides the goods.

    `shipping` and `payment` are codes of the channel. `purpose` says what a partner buys for, where
    a line of the cart does not say otherwise: customer, own_use or resale. `party` is the code of
    the party at which a guest orders.
    """

    shipping: str
    payment: str = "card"
    purpose: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class StaffOrder:
    """An order that staff enter for somebody; lines are (SKU, quantity).

    `kind` is sale, sample, gift or replacement; all but a sale cost nothing and need a reason.
    `account_id` None: a guest. `replaces` is the number of the order that a replacement is for.
    """

    channel: str
    language: str
    contact: Contact
    lines: tuple[tuple[str, int], ...]
    choices: Choices
    kind: str = "sale"
    account_id: int | None = None
    reason: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class StaffQuote:
    """What an order would cost; lines are (name, quantity, gross)."""

    lines: tuple[tuple[str, int, int], ...]
    shipping_name: str
    shipping_minor: int
    taxes: tuple[TaxPart, ...]
    gross_minor: int
    pv_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """An order that stands; `payment_token` opens its payment page."""

    order_id: int
    number: str
    payment_token: UUID
    gross_minor: int
    currency: str
    payment_method: str = "card"


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
    kind: str = "sale"
    placed_via: str = ""


@dataclass(frozen=True, slots=True)
class OrderQuery:
    """Which orders staff looks for; empty wishes are none.

    `query` is an order's number here or in the other system, or the number of a customer or of a
    partner. `sort` is placed, -placed, total or -total; else the newest come first.
    """

    query: str = ""
    state: str = ""
    kind: str = ""
    channel: str = ""
    placed_via: str = ""
    placed_from: datetime | None = None
    placed_before: datetime | None = None
    sort: str = ""


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
    purpose: str = ""


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
    shipping: ChosenShipping
    kind: str = "sale"
    placed_via: str = "online"
    payment_method: str = ""
    pay_until: datetime | None = None
    terms_version: str = ""
    withdrawal_version: str = ""
    credit_minor: int = 0

    @property
    def due_minor(self) -> int:
        """Return what is paid with money."""
        return self.row.gross_minor - self.credit_minor


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A sold line for volume and papers; amounts and points are totals for the quantity.

    `retail_minor` is how much more than a partner the buyer paid, net; nothing for partners.
    `category` is the path of the product's category when it was sold, "" where nobody told.
    """

    line_id: int
    sku: str
    name: str
    quantity: int
    net_minor: int
    gross_minor: int
    pv_minor: int
    cv_minor: int
    retail_minor: int = 0
    category: str = ""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order as the rooms above need it; volume derives from its kind, state and dates.

    Net and gross are those of the whole order with its shipping; the lines carry the goods only.
    `reversals` are what was cancelled or taken back of it, oldest first. `payment_method` is the
    code of the way it was paid, "" for imports; `country` is that of the market, "" where the other
    system did not tell. `party` is the number of the party it belongs to, 0 for none; a hostess'
    credit paid `credit_minor` of the goods, of their gross. `external_buyer` is what another
    system calls the buyer.
    """

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
    kind: str
    lines: tuple[LineFacts, ...]
    reversals: tuple[ReversalFacts, ...] = ()
    payment_method: str = ""
    country: str = ""
    party: int = 0
    credit_minor: int = 0
    external_buyer: str = ""

    @property
    def buyer_is_member(self) -> bool:
        """Tell whether a partner bought for the own position."""
        return self.buyer_member_id is not None


@dataclass(frozen=True, slots=True)
class ImportedOrder:
    """A paid and delivered order of another system.

    `external_reference` is unique within the source; `buyer_reference` is the buyer's id there.
    `gross_minor` and the points are totals for the quantity. `category` is the path of what was
    sold in our tree of categories, "" where the other system does not tell.
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
    category: str = ""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many orders were new, how many were there already.

    `differing` names orders that were there already, with another day, quantity or amount: they
    were left as they are, and somebody should look.
    """

    created: int
    skipped: int
    differing: tuple[str, ...] = ()
