"""What moved on one payee's accounts between two instants, as a statement shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

STATES = ("pending", "vested", "reserve", "payable", "receivable")


@dataclass(frozen=True, slots=True)
class Movement:
    """The sum of what went one way. A payee's own accounts go by their state ("pending")."""

    source: str
    destination: str
    amount_minor: int

    def change_of(self, state: str) -> int:
        """Return what it did to one state: more, less, or nothing."""
        return self.amount_minor * ((self.destination == state) - (self.source == state))


@dataclass(frozen=True, slots=True)
class AccountSpan:
    """A payee's balances by state before and after a span of time, and what moved in it."""

    currency: str
    after: datetime | None
    until: datetime
    opening: Mapping[str, int]
    moves: tuple[Movement, ...]

    @property
    def closing(self) -> dict[str, int]:
        """Return the balances at the end: the opening ones and every movement."""
        return {
            state: self.opening[state] + sum(move.change_of(state) for move in self.moves)
            for state in STATES
        }


@dataclass(frozen=True, slots=True)
class StatementSpan:
    """A statement and when the one before was issued; None for the first."""

    run_ref: str
    period_key: str
    plan_label: str
    earned_minor: int
    currency: str
    issued_at: datetime
    previous_at: datetime | None


@dataclass(frozen=True, slots=True)
class StatementRun:
    """A run's statements added up."""

    run_ref: str
    period_key: str
    plan_label: str
    currency: str
    issued_at: datetime
    count: int
    earned_minor: int


@dataclass(frozen=True, slots=True)
class PayeePaper:
    """A Gutschrift, its correction, or a transfer: "paid", "returned", "repaid" (no number)."""

    kind: str
    number: str
    on: date
    amount_minor: int
