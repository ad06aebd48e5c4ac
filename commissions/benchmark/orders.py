"""One month's orders of a network, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from commissions.arrays.columns import Flags, Minor

BATCH = 1 << 16
DAYS = 31
BUYERS_PERCENT = 62
ORDERS_PERCENT = 120
CUSTOMERS_PERCENT = 30
POINTS = (500, 15_000)


@dataclass(frozen=True, slots=True)
class DrawnOrders:
    """Some orders: their numbers from 1, points, days from 0, places of sellers, whose they are."""

    numbers: Minor
    points_minor: Minor
    days: Minor
    sellers: Minor
    is_own: Flags

    def __len__(self) -> int:
        """Return how many orders there are."""
        return len(self.numbers)


def order_count(size: int) -> int:
    """Return how many orders a network of this size has."""
    return max(size * ORDERS_PERCENT // 100, 1)


def drawn_orders(size: int, seed: int) -> Iterator[DrawnOrders]:
    """Let a part of the members buy, some more than once, some for their customers."""
    random = np.random.default_rng(seed + 1)
    buyers = random.permutation(size)[: max(size * BUYERS_PERCENT // 100, 1)]
    for start in range(1, order_count(size) + 1, BATCH):
        numbers = np.arange(start, min(start + BATCH, order_count(size) + 1))
        count = len(numbers)
        yield DrawnOrders(
            numbers,
            points_minor=random.integers(*POINTS, count),
            days=random.integers(0, DAYS, count),
            sellers=random.choice(buyers, count),
            is_own=random.integers(0, 100, count) >= CUSTOMERS_PERCENT,
        )


def order_refs(numbers: Minor) -> np.ndarray[tuple[int], np.dtype[np.bytes_]]:
    """Return the texts by which people know orders, in the order of their numbers."""
    return np.char.add("B", np.char.zfill(numbers.astype("S9"), 9).astype("U9")).astype("S10")
