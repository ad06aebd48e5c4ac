"""Which order a transfer is for, and what it means for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

PAID, PARTIAL, SURPLUS, UNMATCHED = "paid", "partial", "surplus", "unmatched"
_NUMBER = re.compile(r"(?<![0-9])[0-9]{6,12}(?![0-9])")
MOST_NUMBERS = 20


@dataclass(frozen=True, slots=True)
class Account:
    """How an order stands with its transfers: all that was assigned, and what it may keep.

    An order that was given up before it was paid keeps nothing, nor does one that a card has paid.
    """

    received_minor: int
    gross_minor: int
    is_paid: bool
    is_given_up: bool
    is_paid_otherwise: bool = False

    @property
    def open_minor(self) -> int:
        """Return what is missing still."""
        if self.is_paid or self.is_given_up:
            return 0
        return max(self.gross_minor - self.received_minor, 0)

    @property
    def surplus_minor(self) -> int:
        """Return what does not belong to the order."""
        if self.is_paid_otherwise or (self.is_given_up and not self.is_paid):
            return self.received_minor
        return max(self.received_minor - self.gross_minor, 0)

    @property
    def outcome(self) -> str:
        """Return the state in one word."""
        if self.surplus_minor:
            return SURPLUS
        return PARTIAL if self.open_minor else PAID


def numbers_in(text: str) -> tuple[str, ...]:
    """Return what could be an order number in a payer's words, each once."""
    found = _NUMBER.findall(text[:2_000])
    return tuple(dict.fromkeys(found))[:MOST_NUMBERS]
