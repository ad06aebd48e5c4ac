"""The frozen types of what vests, is kept back and is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class VestedPart:
    """What has vested for a payee: net, `reserve_minor` of it is kept until `reserve_until`.

    `service_on` is the day of the order, whose tax status counts; `reference` names the run whose
    line it is.
    """

    payee: str
    reference: str
    service_on: date
    vested_on: date
    amount_minor: int
    reserve_minor: int = 0
    reserve_until: date | None = None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a payee loses again of an order that has vested: net, above zero.

    `reference` names the run that corrects, `corrects` the one whose line it was; `service_on` is
    the original's.
    """

    payee: str
    reference: str
    corrects: str
    service_on: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class PayeeBalance:
    """What a payee has in each account, and when the next part of the reserve comes free."""

    payee: str
    currency: str
    pending_minor: int
    vested_minor: int
    reserve_minor: int
    payable_minor: int
    receivable_minor: int
    next_release: date | None
    next_release_minor: int
