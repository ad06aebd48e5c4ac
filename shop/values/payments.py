"""Payments as the shop and its gateways speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """What a hosted payment page shows. `state` is requested, failed, charged or voided."""

    token: UUID
    order_number: str
    amount_minor: int
    currency: str
    language: str
    state: str


@dataclass(frozen=True, slots=True)
class NoticeResult:
    """What a gateway's notice led to.

    `outcome` is paid, failed, already_paid, order_cancelled or repeated; only "paid" and "failed"
    changed anything.
    """

    outcome: str
    order_number: str
