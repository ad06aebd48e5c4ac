"""The frozen types of a statement. Amounts are minor units of its currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from commissions.engine.exchange import ExchangeRate
from core.paging import Page
from finance.public import PayeePaper

VESTED, DATED, UNDELIVERED = "vested", "dated", "undelivered"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line as it stood when the statement was issued.

    `from_name` and `customer` are as much of a name as the member may see, or "". `vests_on` is
    None while the order was not delivered. A correction names the line it corrects. A line that
    rests on no single order has none of its facts; it counts on the last day of its period.
    """

    line_no: int
    rule_id: str
    rule_name: str
    level: int
    rate_bp: int
    base_minor: int
    amount_minor: int
    order_id: int | None
    order_ref: str
    kind: str
    from_member_id: int
    from_name: str = field(repr=False)
    customer: str = field(repr=False)
    placed_on: date | None
    paid_on: date
    delivered_on: date | None
    vests_on: date | None
    is_vested: bool
    corrects_run_id: int | None = None
    corrects_line_no: int | None = None
    corrects_period: str | None = None
    reversed_on: date | None = None
    reason: str | None = None

    @property
    def is_correction(self) -> bool:
        """Tell whether the line takes back or adds to what an earlier run paid."""
        return self.corrects_run_id is not None

    @property
    def title(self) -> str:
        """Return what names the line: its order, or its rule where it rests on none."""
        return self.order_ref or self.rule_name


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines of a run are wanted; what is empty or 0 leaves all.

    `origin` is "team", "customers" or "corrections", `state` "vested" or "pending".
    """

    rule_id: str = ""
    level: int = 0
    order_ref: str = ""
    origin: str = ""
    state: str = ""
    line_no: int = 0


@dataclass(frozen=True, slots=True)
class RunHead:
    """A published run as the lines of a member need it."""

    run_id: int
    member_id: int
    period_key: str
    plan_label: str
    currency: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """Another line about the same earning: the one that is corrected, or a correction."""

    run_id: int
    line_no: int
    period_key: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class LineStory:
    """One line with all that is known: its order's volume, and what corrected it or it corrects.

    `is_own_order` tells that the order was placed for the member's own position.
    """

    run: RunHead
    line: StatementLine
    pv_minor: int
    cv_minor: int
    net_minor: int
    net_currency: str
    changes: tuple[LineChange, ...]
    is_own_order: bool


@dataclass(frozen=True, slots=True)
class RuleTotal:
    """What one level of a rule brought; corrections are summed apart."""

    rule_id: str
    rule_name: str
    level: int
    rate_bp: int
    is_correction: bool
    line_count: int
    base_minor: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class DuePart:
    """A part of what was earned: vested already, vesting on known days, or waiting for delivery.

    What vests on days that are paid together is one part, from `vests_on` to `last_vests_on`.
    `due_on` is the last day on which it may be paid (§ 87a (4) HGB); None while no day is known.
    `reserve_minor` is the part of it that the plan keeps when it vests.
    """

    state: str
    vests_on: date | None
    due_on: date | None
    amount_minor: int
    reserve_minor: int = 0
    last_vests_on: date | None = None

    @property
    def paid_minor(self) -> int:
        """Return what is paid when it is due."""
        return self.amount_minor - self.reserve_minor


@dataclass(frozen=True, slots=True)
class AccountMove:
    """A row of the account: what happened, and what it did to each state."""

    kind: str
    changes: Mapping[str, int]

    @property
    def total_minor(self) -> int:
        """Return what it did to everything together."""
        return sum(self.changes.values())


@dataclass(frozen=True, slots=True)
class Account:
    """The member's account from the statement before to this one, by state.

    `states` are those in which anything stood or moved: the columns to show.
    """

    states: tuple[str, ...]
    opening: Mapping[str, int]
    moves: tuple[AccountMove, ...]
    closing: Mapping[str, int]

    @property
    def opening_minor(self) -> int:
        """Return what stood there before, all states together."""
        return sum(self.opening.values())

    @property
    def closing_minor(self) -> int:
        """Return what stands there now, all states together."""
        return sum(self.closing.values())


@dataclass(frozen=True, slots=True)
class StatementHead:
    """What a statement says before its lines; the same at any time it is read.

    `rules` add up to `earned_minor`, and so do `parts`. `previous_at` is None for the first.
    `rates` are those at which orders in other currencies counted.
    """

    run_id: int
    run_ref: str
    member_id: int
    period_key: str
    starts_on: date
    ends_before: date
    plan_label: str
    plan_source: str
    plan_sha256: str
    currency: str
    issued_at: datetime
    previous_at: datetime | None
    due_on: date
    earned_minor: int
    line_count: int
    rules: tuple[RuleTotal, ...]
    parts: tuple[DuePart, ...]
    account: Account
    papers: tuple[PayeePaper, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()

    @property
    def last_day(self) -> date:
        """Return the last day of the period."""
        return self.ends_before - timedelta(days=1)

    @property
    def due_minor(self) -> int:
        """Return what may be paid at the latest on the day this statement's money is due."""
        return sum(part.paid_minor for part in self.parts if part.due_on == self.due_on)

    @property
    def waiting_minor(self) -> int:
        """Return what is paid later: not delivered yet, or vesting after the next settlement."""
        return self.earned_minor - self.due_minor - self.reserve_minor

    @property
    def reserve_minor(self) -> int:
        """Return what of this statement is or will be kept as cancellation reserve."""
        return sum(part.reserve_minor for part in self.parts)

    @property
    def corrected_minor(self) -> int:
        """Return what corrections of earlier runs add up to."""
        return sum(rule.amount_minor for rule in self.rules if rule.is_correction)


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with one page of its lines."""

    head: StatementHead
    lines: Page[StatementLine]
