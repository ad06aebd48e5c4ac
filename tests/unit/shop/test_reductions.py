"""When a price may be called reduced, and from what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shop.rules.reductions import Asked, Reduction, reduction

TODAY = date(2026, 3, 1)


def history(text: str) -> list[Asked]:
    """Read prices with the days they held, oldest first: "1.29 for 60, 1.69 for 14, 1.29 for 1".

    The last day is today.
    """
    parts = [part.split(" for ") for part in text.split(", ")]
    lengths = [int(days) for _price, days in parts]
    day = TODAY + timedelta(days=1 - sum(lengths))
    found = []
    for (price, _days), length in zip(parts, lengths, strict=True):
        until = day + timedelta(days=length)
        found.append(Asked(int(price.replace(".", "")), day, until))
        day = until
    return found


@pytest.mark.parametrize(
    ("prices", "lowest", "percent"),
    [
        ("20.00 for 60, 15.00 for 1", 2000, 25),
        ("20.00 for 60, 15.00 for 29", 2000, 25),
        ("10.00 for 60, 12.00 for 30, 9.00 for 1", 1200, 25),
        ("10.00 for 60, 12.00 for 29, 9.00 for 1", 1000, 10),
        # step by step: the days before the first step count
        ("20.00 for 60, 18.00 for 10, 15.00 for 5", 2000, 25),
        ("20.00 for 60, 18.00 for 30, 15.00 for 5", 1800, 16),
        ("20.00 for 3, 15.00 for 1", 2000, 25),
    ],
)
def test_a_reduction_refers_to_the_lowest_price_of_thirty_days(
    prices: str, lowest: int, percent: int
) -> None:
    assert reduction(history(prices), TODAY) == Reduction(lowest, percent)


@pytest.mark.parametrize(
    "prices",
    [
        "1.29 for 60, 1.69 for 14, 1.29 for 1",  # the case of Aldi Süd
        "15.00 for 60",
        "15.00 for 60, 20.00 for 5",
        "20.00 for 60, 15.00 for 30",  # the normal price by now
        "15.00 for 60, 20.00 for 10, 15.00 for 10",
        "14.00 for 60, 20.00 for 10, 15.00 for 1",
        "20.00 for 60, 15.00 for 10, 18.00 for 2",
    ],
)
def test_what_is_no_reduction_is_not_called_one(prices: str) -> None:
    assert reduction(history(prices), TODAY) is None


def test_a_price_that_was_asked_for_an_hour_counts() -> None:
    old, cheap, now = history("20.00 for 60, 10.00 for 1, 15.00 for 1")
    an_hour = Asked(cheap.gross_minor, now.starts, now.ends)
    whole = Asked(old.gross_minor, old.starts, now.starts + timedelta(days=1))
    assert reduction([whole, an_hour, now], TODAY) is None
    assert reduction([whole, now], TODAY) == Reduction(2000, 25)


def test_without_a_price_before_nothing_is_reduced() -> None:
    gone, now = history("20.00 for 5, 15.00 for 5")
    earlier = Asked(gone.gross_minor, gone.starts - timedelta(20), gone.ends - timedelta(20))  # type: ignore[operator]
    assert reduction([earlier, now], TODAY) is None
    assert reduction([], TODAY) is None
