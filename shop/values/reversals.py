"""Cancelling, sending back and refunding, as people ask for it and as it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from shop.values.deliveries import Picked


@dataclass(frozen=True, slots=True)
class Cancellation:
    """What is given up and why; no lines means everything that was not sent yet.

    `attributable_to_company` None means: as it usually is for the reason.
    """

    reason: str
    note: str = ""
    attributable_to_company: bool | None = None
    lines: Picked = ()


@dataclass(frozen=True, slots=True)
class Reversed:
    """What was undone; `refund_id` is None where nothing had been paid."""

    reversal_id: int
    gross_minor: int
    refund_id: int | None


@dataclass(frozen=True, slots=True)
class NewReturn:
    """What a buyer sends back and why; no lines means everything that was sent."""

    reason: str
    note: str = ""
    attributable_to_company: bool | None = None
    lines: Picked = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """A return that is expected."""

    return_id: int
    number: str


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the inspection of a return's line found: pieces for the shelf, pieces for the bin."""

    line_id: int
    restocked: int
    scrapped: int


@dataclass(frozen=True, slots=True)
class ReturnLineView:
    """A line of a return; what was found is None until the goods are here."""

    line_id: int
    name: str
    sku: str
    quantity: int
    restocked: int | None
    scrapped: int | None

    @property
    def came_back(self) -> int | None:
        """Return how many pieces came."""
        if self.restocked is None or self.scrapped is None:
            return None
        return self.restocked + self.scrapped


@dataclass(frozen=True, slots=True)
class ReturnStepView:
    """One move of a return."""

    state: str
    at: datetime
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return in a list. `is_held` tells that the money waits for the goods or for proof."""

    return_id: int
    number: str
    order_number: str
    state: str
    source: str
    reason: str
    announced_at: datetime
    refund_due_on: date
    is_proven: bool
    is_inspected: bool

    @property
    def is_held(self) -> bool:
        """Tell whether refunding waits for the goods or for proof of their dispatch."""
        return self.state == "announced" and not self.is_proven


@dataclass(frozen=True, slots=True)
class ReturnView:
    """One return whole."""

    row: ReturnRow
    order_id: int
    note: str
    attributable_to_company: bool
    carrier_name: str
    tracking_number: str
    proven_at: datetime | None
    inspected_at: datetime | None
    lines: tuple[ReturnLineView, ...]
    steps: tuple[ReturnStepView, ...]
    gross_minor: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class RefundRow:
    """A refund in a list; of the buyer's account only the last digits are shown."""

    refund_id: int
    order_number: str
    method: str
    state: str
    amount_minor: int
    currency: str
    due_on: date
    requested_at: datetime
    finished_at: datetime | None
    accepted_by: str
    has_bank: bool
    failure: str
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class RefundAccount:
    """Where a transfer goes; a log or a traceback does not tell it."""

    holder: str = field(repr=False)
    iban: str = field(repr=False)
    mark: str


@dataclass(frozen=True, slots=True)
class ReversalLineFacts:
    """Undone pieces of a sold line and exactly what they were worth and scored."""

    line_id: int
    quantity: int
    gross_minor: int
    net_minor: int
    pv_minor: int
    cv_minor: int


@dataclass(frozen=True, slots=True)
class ReversalFacts:
    """An undoing as the rooms above need it; parts of a line add up to the line.

    `return_id` is None for cancellations. `attributable_to_company` decides whether commission on
    it lapses (§ 87a (3) HGB).
    """

    reversal_id: int
    return_id: int | None
    at: datetime
    reason: str
    attributable_to_company: bool
    lines: tuple[ReversalLineFacts, ...]
