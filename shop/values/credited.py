"""Orders as the partner sees them for whom they count: nothing of goods or addresses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CreditedOrder:
    """An order of a partner's customer; a guest has no account."""

    number: str
    month: str
    pv_minor: int
    state: str
    account_id: int | None


@dataclass(frozen=True, slots=True)
class CustomerPurchases:
    """What a customer bought: the month of the last paid order, the volume of a period."""

    last_month: str
    pv_minor: int
