"""The people of a long history: when they come, whom they follow, how they buy, when they go."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import isqrt
from pathlib import Path
from typing import Any

from config.demo.folk import read_folk
from config.demo.history.draw import Draw
from config.demo.size import Size
from core.addresses import Address

LEADER, BUILDER, USER, CUSTOMER = "leader", "builder", "user", "customer"
_LEADERS = {"helene.arnold", "miriam.vogt", "clara.sommer", "sabine.kofler", "elif.sahin"}
_STAR = "miriam.vogt"
_NOBODY_JOINS_IN_THE_LAST_DAYS = 7
_CUSTOMERS_FROM_DAY = 20
# In a thousand: of all draws of a sponsor, of partners, of partners each month.
_TO_THE_STAR, _TO_A_SPONSORS_SPONSOR = 60, 450
_OF_LEADERS, _OF_BUILDERS = 60, 270
_GO_QUIET, _OF_WHOM_GIVE_NOTICE, _CUSTOMERS_GO_QUIET = 22, 450, 45
_MONTH = 30
REST_DAYS = 40
_REST = 20


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the history; days count from the founding.

    Nobody buys after `last_day`; who gives notice ends the position on `ends_on`. A customer's
    `sponsor` is the partner whose link led here. From `rests_on` a position is suspended a while.
    """

    who: str
    address: Address
    born_on: date
    joins_on: int
    sponsor: str
    habit: str
    last_day: int
    ends_on: int | None = None
    rests_on: int | None = None
    is_known: bool = False

    def is_there(self, day: int) -> bool:
        """Tell whether the person has come and not gone, and does not rest."""
        has_gone = self.ends_on is not None and day >= self.ends_on
        return self.joins_on < day and not has_gone and not self.rests(day)

    def rests(self, day: int) -> bool:
        """Tell whether the position is suspended on a day, or nearly."""
        return self.rests_on is not None and abs(day - self.rests_on) <= REST_DAYS + 1


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody who buys over the years, in the order in which they came."""

    partners: tuple[Person, ...]
    customers: tuple[Person, ...]


def draw_crowd(size: Size, seed: int, days: int) -> Crowd:
    """Draw the people of a history of so many days, among those whom the demo knows by name."""
    partners = _known_partners(size, days)
    for number, joins_on in enumerate(_days_of_joining(size.partners, seed, "partner", days)):
        partners.append(_partner(number, joins_on, partners, seed, days))
        partners.sort(key=lambda one: one.joins_on)
    customers = _known_customers(size, days) + [
        _customer(number, joins_on, partners, seed, days)
        for number, joins_on in enumerate(_days_of_joining(size.customers, seed, "customer", days))
    ]
    return Crowd(tuple(partners), tuple(sorted(customers, key=lambda one: one.joins_on)))


def _days_of_joining(count: int, seed: int, kind: str, days: int) -> list[int]:
    """Spread joining days over the history: slowly at first, then more and more."""
    last = days - _NOBODY_JOINS_IN_THE_LAST_DAYS
    first = _CUSTOMERS_FROM_DAY if kind == "customer" else 5
    found = []
    for number in range(count):
        drawn = Draw(seed, "joins", kind, number).below(1000)
        share = (drawn + isqrt(drawn * 1000)) // 2
        found.append(first + (last - first) * share // 1000)
    return sorted(found)


def _known_partners(size: Size, days: int) -> list[Person]:
    return sorted(
        (
            Person(
                who=one.who,
                address=one.address,
                born_on=one.born_on,
                joins_on=size.partner_joins(one),
                sponsor=one.sponsor,
                habit=LEADER if one.who in _LEADERS else BUILDER,
                last_day=days,
                is_known=True,
            )
            for one in read_folk().partners
        ),
        key=lambda person: person.joins_on,
    )


def _known_customers(size: Size, days: int) -> list[Person]:
    return [
        Person(
            who=one.who,
            address=one.address,
            born_on=date(1980, 1, 1),
            joins_on=size.customer_joins(number),
            sponsor=one.partner,
            habit=CUSTOMER,
            last_day=days,
            is_known=True,
        )
        for number, one in enumerate(read_folk().customers)
    ]


def _partner(number: int, joins_on: int, there: list[Person], seed: int, days: int) -> Person:
    draw = Draw(seed, "partner", number)
    address = _address(draw)
    last_day = joins_on + _months_until(draw, _GO_QUIET) * _MONTH
    gives_notice = draw.chance(_OF_WHOM_GIVE_NOTICE) and last_day + 20 < days
    return Person(
        who=_who(address, f"p{number + 1}"),
        address=address,
        born_on=date(1950, 1, 1) + timedelta(days=draw.below(19_000)),
        joins_on=joins_on,
        sponsor=_sponsor(draw, there, joins_on),
        habit=_habit(draw.below(1000)),
        last_day=min(last_day, days),
        ends_on=last_day + 14 if gives_notice else None,
        rests_on=_rests_on(draw, joins_on, last_day) if not gives_notice else None,
    )


def _rests_on(draw: Draw, joins_on: int, last_day: int) -> int | None:
    day = joins_on + draw.between(60, 200)
    return day if draw.chance(_REST) and day + REST_DAYS < last_day else None


def _customer(number: int, joins_on: int, partners: list[Person], seed: int, days: int) -> Person:
    draw = Draw(seed, "customer", number)
    address = _address(draw)
    return Person(
        who=_who(address, f"k{number + 1}"),
        address=address,
        born_on=date(1980, 1, 1),
        joins_on=joins_on,
        sponsor="" if draw.chance(80) else _sponsor(draw, partners, joins_on),
        habit=CUSTOMER,
        last_day=min(joins_on + _months_until(draw, _CUSTOMERS_GO_QUIET) * _MONTH, days),
    )


def _sponsor(draw: Draw, there: Sequence[Person], day: int) -> str:
    """Draw whose link was followed: who has many direct partners is found more often."""
    present = [one for one in there if one.is_there(day)]
    names = {one.who for one in present}
    if draw.chance(_TO_THE_STAR) and _STAR in names:
        return _STAR
    found = draw.pick(present)
    above = found.sponsor if draw.chance(_TO_A_SPONSORS_SPONSOR) else found.who
    return above if above in names else found.who


def _months_until(draw: Draw, per_mille: int) -> int:
    """Draw how many months pass until something happens that has this chance every month."""
    months = 1
    while months < 60 and not draw.chance(per_mille):
        months += 1
    return months


def _habit(drawn: int) -> str:
    if drawn < _OF_LEADERS:
        return LEADER
    return BUILDER if drawn < _OF_LEADERS + _OF_BUILDERS else USER


def _who(address: Address, number: str) -> str:
    """Return how files would call this person: names repeat, so a number follows."""
    return f"{_plain(address.name).replace(' ', '.')}.{number}"


def _address(draw: Draw) -> Address:
    words = _names()
    name = f"{draw.pick(words['first'])} {draw.pick(words['last'])}"
    town, postcode, country = draw.pick(words["towns"])
    return Address(
        name, f"{draw.pick(words['streets'])} {draw.between(1, 90)}", postcode, town, country
    )


def _plain(name: str) -> str:
    table = str.maketrans(
        {
            "ä": "ae",
            "ö": "oe",
            "ü": "ue",
            "ß": "ss",
            "ç": "c",
            "Ç": "c",
            "Ö": "oe",
            "Ä": "ae",
            "Ü": "ue",
            "ı": "i",
            "ş": "s",
            "ğ": "g",
        }
    )
    return name.translate(table).lower()


@cache
def _names() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
