"""What people buy over the years, how they pay, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from config.demo.goods import read_goods
from config.demo.history.crowd import BUILDER, CUSTOMER, LEADER, USER, Crowd, Person
from config.demo.history.draw import Draw
from config.demo.trade import Basket

# Out of a hundred, by month: a quiet summer, and presents before Christmas.
SEASON = (96, 88, 96, 98, 102, 90, 78, 80, 96, 106, 128, 142)
# A thousand times the chance of an order in a month, and the points it is about: least, most.
HABITS = {
    LEADER: (970, 120, 320),
    BUILDER: (840, 50, 110),
    USER: (430, 14, 60),
    CUSTOMER: (330, 8, 55),
}
_LEAST_PV, _MOST_LINES, _MOST_OF_ONE = 5, 3, 9
_NOT_SOLD = {"QM-1013", "QM-1022"}  # hardly or not in stock, on purpose
_PREPAID, _NEVER_PAID = 140, 40
_CANCELLED, _PARTLY_CANCELLED, _RETURNED, _PARTLY_RETURNED = 12, 8, 22, 22
_RESALE, _FOR_A_CUSTOMER = 250, 60
_KNOWN_PEOPLE_OF_LAST_DAYS = 84


class Fate(Enum):
    """What becomes of an order."""

    KEPT = "kept"
    NEVER_PAID = "never paid"
    CANCELLED = "cancelled"
    PARTLY_CANCELLED = "partly cancelled"
    RETURNED = "returned"
    PARTLY_RETURNED = "partly returned"


@dataclass(frozen=True, slots=True)
class Buy:
    """An order of the history; `name` is its own, days count from the founding."""

    name: str
    buyer: Person
    day: int
    minute: int
    basket: Basket
    purpose: str
    payment: str
    draw: Draw


def draw_buys(crowd: Crowd, seed: int, founded_on: date, days: int) -> list[Buy]:
    """Draw every order of a history of so many days, in the order of their days."""
    found = [
        buy
        for person in (*crowd.partners, *crowd.customers)
        for buy in _buys_of(person, seed, founded_on, days)
    ]
    return sorted(found, key=lambda buy: (buy.day, buy.minute, buy.name))


def _buys_of(person: Person, seed: int, founded_on: date, days: int) -> Iterator[Buy]:
    """Yield one person's orders; the demo's own people have their own stories at the end."""
    last = min(person.last_day, days - _KNOWN_PEOPLE_OF_LAST_DAYS if person.is_known else days)
    per_mille, least, most = HABITS[person.habit]
    for month, first in enumerate(range(person.joins_on + 1, last, 30)):
        draw = Draw(seed, "buys", person.who, month)
        season = SEASON[(founded_on + timedelta(days=first)).month - 1]
        likely = per_mille * (season if person.habit == CUSTOMER else (season + 100) // 2) // 100
        day = first + draw.below(28)
        if day >= last or person.rests(day) or not (month == 0 or draw.chance(likely)):
            continue
        yield Buy(
            name=f"{person.who}:{month}",
            buyer=person,
            day=day,
            minute=draw.between(7 * 60, 22 * 60),
            basket=_basket(draw, draw.between(least, most), days - day),
            purpose=_purpose(draw, person),
            payment="prepayment" if draw.chance(_PREPAID) else "card",
            draw=draw,
        )


def _purpose(draw: Draw, person: Person) -> str:
    drawn = draw.below(1000)
    if person.habit == CUSTOMER or drawn >= _RESALE + _FOR_A_CUSTOMER:
        return "own_use"
    return "resale" if drawn < _RESALE else "customer"


def fate_of(buy: Buy) -> Fate:
    """Draw what becomes of an order: money that comes by transfer is not sent back here."""
    if buy.payment == "prepayment":
        return Fate.NEVER_PAID if buy.draw.chance(_NEVER_PAID) else Fate.KEPT
    drawn = buy.draw.below(1000)
    for chance, fate in (
        (_CANCELLED, Fate.CANCELLED),
        (_PARTLY_CANCELLED, Fate.PARTLY_CANCELLED if len(buy.basket) > 1 else Fate.CANCELLED),
        (_RETURNED, Fate.RETURNED),
        (_PARTLY_RETURNED, Fate.PARTLY_RETURNED),
    ):
        if drawn < chance:
            return fate
        drawn -= chance
    return Fate.KEPT


def _basket(draw: Draw, points: int, days_ago: int) -> Basket:
    """Fill a basket with about so many points, of what was for sale so many days ago."""
    sold = [
        (variant.sku, variant.pv_minor)
        for item in read_goods().products
        for variant in item.variants
        if variant.sku not in _NOT_SOLD
        and (not item.launched_days_ago or days_ago < item.launched_days_ago)
    ]
    found: dict[str, int] = {}
    left = points * 100
    for line in range(_MOST_LINES):
        sku, pv_minor = draw.pick(sold)
        share = left if line == _MOST_LINES - 1 else left * draw.between(40, 100) // 100
        pieces = min(max(share // pv_minor, 1), _MOST_OF_ONE)
        found[sku] = min(found.get(sku, 0) + pieces, _MOST_OF_ONE)
        left -= pieces * pv_minor
        if left < _LEAST_PV * 100:
            break
    return tuple(found.items())
