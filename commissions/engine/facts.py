"""What a calculation may know, and what it returns: a frozen picture of one period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

OWN = "own"
CUSTOMER = "customer"
MAY_EARN = "active"


class Volume(NamedTuple):
    """The volume of one order, credited to a member: bought for the own position or by a customer.

    Units: pv and cv in hundredths of a point, net in minor units of money.
    """

    entry_id: int
    order_ref: str
    member_id: int
    kind: str
    pv_minor: int
    cv_minor: int
    net_minor: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Members by rising number as parallel columns, and the volumes of the period."""

    member_ids: tuple[int, ...]
    sponsor_ids: tuple[int | None, ...]
    statuses: tuple[str, ...]
    volumes: tuple[Volume, ...]


class Standing(NamedTuple):
    """What one member was in the period: the facts that decide who may take a level."""

    member_id: int
    status: str
    is_active: bool
    rank: str


class Earning(NamedTuple):
    """One line: a member earns a rate of a base, on one level, from one order."""

    rule_id: str
    member_id: int
    volume: Volume
    level: int
    rate_bp: int
    base_minor: int
    amount_minor: int


class Step(NamedTuple):
    """One member met on the way up: took a level, was passed over, or used a level up."""

    member_id: int
    level: int
    decision: str
    obstacle: str
