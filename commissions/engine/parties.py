"""Orders of parties: the day that counts them, and what a hostess' credit leaves of their worth."""

from __future__ import annotations

from core.rounding import round_half_up

# The day of an order by which it counts when its party is closed, or when it is paid after that.
PARTY_CLOSE = "party_close"


def without_credit(worth_minor: int, net_minor: int, credit_minor: int) -> int:
    """Return the share of a worth that was paid with money, rounded half up once.

    What came back of an order was paid with money first, so the credit stays on what is left.
    """
    paid_minor = max(net_minor - credit_minor, 0)
    return round_half_up(worth_minor * paid_minor, net_minor)
