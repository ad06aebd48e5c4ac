"""What orders hold of each category of products, as columns: `facts.Portion`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from commissions.engine.facts import Portion, Volume
from commissions.engine.remainder import AMOUNTS
from core.errors import InvariantBroken

from .columns import Codes, Minor, Rows, minor, rows


@dataclass(frozen=True, slots=True)
class ArrayPortions:
    """Rows by order and category; `orders` are places among the picture's orders."""

    orders: Rows
    categories: Codes
    pv_minor: Minor
    cv_minor: Minor
    net_minor: Minor
    qv_minor: Minor
    retail_minor: Minor

    def __len__(self) -> int:
        """Return how many portions there are."""
        return len(self.orders)

    def at(self, places: Rows) -> ArrayPortions:
        """Return the portions of the orders at some rising places, which are counted anew."""
        kept = np.flatnonzero(np.isin(self.orders, places))
        return ArrayPortions(
            rows(np.searchsorted(places, self.orders[kept])),
            Codes.among(self.categories.names, self.categories.rows[kept]),
            *(getattr(self, name)[kept] for name in AMOUNTS),
        )

    @property
    def up_to_each(self) -> dict[str, Any]:
        """Return running totals within each order: columns by the names of amounts."""
        first = np.searchsorted(self.orders, self.orders)
        return {name: _running(getattr(self, name), first) for name in AMOUNTS}


def _running(amounts: Minor, first: Minor) -> Minor:
    totals = np.cumsum(amounts)
    return minor(totals - (totals - amounts)[first])


def from_volumes(volumes: Sequence[Volume]) -> ArrayPortions | None:
    """Turn the portions of orders into columns, None where no order has any."""
    placed = [(at, each) for at, volume in enumerate(volumes) for each in volume.portions]
    if not placed:
        return None
    amounts = minor([portion[1:] for _at, portion in placed]).T
    return ArrayPortions(
        rows([at for at, _portion in placed]),
        Codes.of(portion.category for _at, portion in placed),
        *(column.copy() for column in amounts),
    )


def to_objects(portions: ArrayPortions | None, orders: int) -> list[tuple[Portion, ...]]:
    """Return the portions of each order."""
    if portions is None:
        return [()] * orders
    names, codes = portions.categories.names, portions.categories.rows.tolist()
    amounts = np.stack([getattr(portions, name) for name in AMOUNTS], axis=1).tolist()
    all_of_them = [Portion(names[code], *each) for code, each in zip(codes, amounts, strict=True)]
    ends = np.searchsorted(portions.orders, np.arange(orders + 1)).tolist()
    return [tuple(all_of_them[ends[at] : ends[at + 1]]) for at in range(orders)]


def less(
    portions: ArrayPortions | None, taken: Iterable[tuple[int, Portion]]
) -> ArrayPortions | None:
    """Return what is left of portions; what is taken is told by its order's place.

    Raises: InvariantBroken — more of a category came back than was sold.
    """
    if portions is None:
        return None
    width = len(portions.categories.names)
    keys = portions.orders.astype(np.int64) * width + portions.categories.rows
    left = {name: getattr(portions, name).copy() for name in AMOUNTS}
    for order, portion in taken:
        key = order * width + portions.categories.code(portion.category)
        at = np.searchsorted(keys, key)
        if at == len(keys) or keys[at] != key:
            raise InvariantBroken(f"what came back of {portion.category} was not sold")
        for name, amount in portion.amounts.items():
            left[name][at] += amount
            if left[name][at] < 0:
                raise InvariantBroken(f"more of {portion.category} came back than was sold")
    return replace(portions, **left)
