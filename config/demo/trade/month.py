"""Read the month of this folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

Basket = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """Who buys what on which day of the month, and after how many days the parcel arrives.

    `months` says in which of the last months it happens; 0 is the current one.
    """

    who: str
    basket: Basket
    day: int
    parcel_days: int
    purpose: str
    months: tuple[int, ...]


def journey_rows() -> tuple[PurchaseRow, ...]:
    """Return the purchases of the walk, in the order of their days."""
    return _rows("journey")


def basket(name: str) -> Basket:
    """Return what is in a basket."""
    return tuple(_month()["baskets"][name].items())


def month_rows(months_ago: int) -> tuple[PurchaseRow, ...]:
    """Return all purchases of a month, in the order of their days."""
    every = (*_rows("journey"), *_rows("more"))
    return tuple(sorted((r for r in every if months_ago in r.months), key=lambda row: row.day))


@cache
def _month() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("month.toml").read_text(encoding="utf-8"))


@cache
def _rows(name: str) -> tuple[PurchaseRow, ...]:
    return tuple(_row(**row) for row in _month()["purchases"][name])


def _row(
    who: str,
    buys: str,
    day: int,
    days: int,
    purpose: str = "own_use",
    months: tuple[int, ...] = (0, 1),
) -> PurchaseRow:
    return PurchaseRow(who, basket(buys), day, days, purpose, tuple(months))
