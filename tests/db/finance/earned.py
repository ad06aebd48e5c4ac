"""Earnings of a small company on their way: published, vested, taken back."""

from __future__ import annotations

from datetime import date, datetime

from finance.facts import Booking, Posting
from finance.public import TakenBack, VestedPart, accrue, balances, book_many, take_back
from tests.db.finance.books import AT

ORDERED_ON, VESTED_ON, RELEASE_ON = date(2026, 10, 12), date(2026, 11, 20), date(2028, 11, 20)
NAMES = ("pending", "vested", "reserve", "payable", "receivable")


def publish(earned: dict[str, int], *, run: str = "run:1", at: datetime = AT) -> None:
    """Let a published run owe its payees: {"member:1042": 1234}."""
    bookings = [
        Booking(
            key=f"{run}:{payee}",
            kind="commission.earned",
            effective_on=date(2026, 10, 31),
            postings=(Posting("company:commission_cost", f"{payee}:pending", minor, "EUR"),),
            reference=run,
        )
        for payee, minor in earned.items()
    ]
    book_many(bookings, at=at)


def vest(
    earned: dict[str, int],
    *,
    run: str = "run:1",
    service_on: date = ORDERED_ON,
    vested_on: date = VESTED_ON,
    reserve_minor: int = 0,
    release_on: date = RELEASE_ON,
) -> None:
    """Publish what payees earned by orders of one day and let it vest at once."""
    publish(earned, run=f"{run}.{service_on}")
    parts = [
        VestedPart(payee, run, service_on, vested_on, minor, reserve_minor, release_on)
        for payee, minor in earned.items()
    ]
    accrue(parts, key=f"{run}:{service_on}:vested", at=AT)


def lose(
    payee: str,
    minor: int,
    *,
    corrects: str = "run:1",
    run: str = "run:9",
    service_on: date = ORDERED_ON,
) -> None:
    """Take back what a payee had earned by an order of a day."""
    part = TakenBack(payee, run, corrects, service_on, minor)
    take_back([part], key=f"{run}:{corrects}:{service_on}:taken", at=AT)


def standing(payee: str = "member:1042") -> dict[str, int]:
    """Return a payee's accounts that are not empty, by their last word."""
    found = balances([f"{payee}:{name}" for name in NAMES], "EUR")
    return {path.rpartition(":")[2]: minor for path, minor in found.items() if minor}
