"""A gateway's word about a refund."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """What a gateway is asked to send back, of which payment."""

    token: str
    psp_reference: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class RefundWord:
    """What the gateway says became of it."""

    event_id: str
    token: str
    is_refunded: bool
    amount_minor: int
    currency: str
    psp_reference: str


@dataclass(frozen=True, slots=True)
class SignedNotice:
    """A notice as it arrives."""

    body: bytes
    signature: str
