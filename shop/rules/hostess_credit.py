"""What a hostess gets for a party, and how credit and money share what an order costs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from core.rates import share


class Tier(NamedTuple):
    """From this total on, this rate of the whole total."""

    from_minor: int
    rate_bp: int


def credit_minor(tiers: Sequence[Tier], total_minor: int) -> int:
    """Return the credit for a total: the rate of the highest tier it reaches, of all of it.

    Units: minor units; rounded half up once.
    """
    reached = tier_of(tiers, total_minor)
    return share(total_minor, reached.rate_bp) if reached else 0


def tier_of(tiers: Sequence[Tier], total_minor: int) -> Tier | None:
    """Return the highest tier that a total reaches; the tiers rise."""
    return next((tier for tier in reversed(tiers) if total_minor >= tier.from_minor), None)


def next_tier(tiers: Sequence[Tier], total_minor: int) -> Tier | None:
    """Return the lowest tier that a total does not reach yet."""
    return next((tier for tier in tiers if total_minor < tier.from_minor), None)


def rise(tiers: Sequence[Tier]) -> bool:
    """Tell whether totals and rates rise from tier to tier."""
    return all(
        low.from_minor < high.from_minor and low.rate_bp < high.rate_bp
        for low, high in pairwise(tiers)
    )


def used_minor(balance_minor: int, goods_minor: int) -> int:
    """Return what a credit pays of goods; it never pays for shipping."""
    return max(min(balance_minor, goods_minor), 0)


class Back(NamedTuple):
    """How something goes back to a buyer: as money, and as credit."""

    money_minor: int
    credit_minor: int


def split_back(amount_minor: int, money_left_minor: int) -> Back:
    """Give back money first, as much as was paid with it; the rest becomes credit again.

    Keeps:  both parts add up to the amount.
    """
    money = min(amount_minor, max(money_left_minor, 0))
    return Back(money, amount_minor - money)
