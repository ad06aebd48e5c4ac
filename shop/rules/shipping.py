"""What sending a cart costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tariff:
    """The price and limits of a way of shipping; None: no such limit."""

    gross_minor: int
    free_from_minor: int | None
    max_weight_grams: int | None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be sent: the value of the goods and what they weigh."""

    gross_minor: int
    weight_grams: int


def price_minor(tariff: Tariff, parcel: Parcel) -> int:
    """Return what the parcel costs: nothing from the free limit on."""
    if tariff.free_from_minor is not None and parcel.gross_minor >= tariff.free_from_minor:
        return 0
    return tariff.gross_minor


def missing_minor(tariff: Tariff, parcel: Parcel) -> int | None:
    """Return how much more goods would make it free; None where it is, or never will be."""
    if tariff.free_from_minor is None or price_minor(tariff, parcel) == 0:
        return None
    return tariff.free_from_minor - parcel.gross_minor


def is_too_heavy(tariff: Tariff, parcel: Parcel) -> bool:
    """Tell whether the parcel is beyond the limit; exactly the limit still fits."""
    return tariff.max_weight_grams is not None and parcel.weight_grams > tariff.max_weight_grams


def leading_rate_bp(goods: Iterable[tuple[int, int]]) -> int:
    """Return the tax rate of the shipping of goods given as (rate_bp, gross_minor).

    Shipping shares the fate of what is shipped: it bears the rate of the largest part of the goods,
    the higher rate where two parts are alike, and no tax where nothing is shipped.
    Source: UStAE 3.10 (5), the ancillary service follows the main one.
    """
    sums: dict[int, int] = {}
    for rate_bp, gross_minor in goods:
        sums[rate_bp] = sums.get(rate_bp, 0) + gross_minor
    return max(sums, key=lambda rate_bp: (sums[rate_bp], rate_bp), default=0)
