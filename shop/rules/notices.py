"""What a gateway's notice means for an order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a notice. Only the first two change anything."""

    PAID = "paid"
    FAILED = "failed"
    ALREADY_PAID = "already_paid"
    ORDER_CANCELLED = "order_cancelled"
    AMOUNT_MISMATCH = "amount_mismatch"


@dataclass(frozen=True, slots=True)
class Notice:
    """A gateway's word about one payment. `is_charged` is False when the buyer did not pay."""

    event_id: str
    token: str
    is_charged: bool
    amount_minor: int
    currency: str
    psp_reference: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, and how the order stands now."""

    amount_minor: int
    currency: str
    order_state: str


def judge(notice: Notice, asked: Asked) -> Outcome:
    """Decide what to do with a notice that is genuine and new."""
    if notice.is_charged and (notice.amount_minor, notice.currency) != (
        asked.amount_minor,
        asked.currency,
    ):
        return Outcome.AMOUNT_MISMATCH
    if asked.order_state in {"paid", "in_delivery", "delivered"}:
        return Outcome.ALREADY_PAID
    if asked.order_state == "cancelled":
        return Outcome.ORDER_CANCELLED
    return Outcome.PAID if notice.is_charged else Outcome.FAILED
