"""What changes about a partner over the years: bank account, taxes, rests, moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from config.demo.history.crowd import Person
from config.demo.history.draw import Draw

SMALL_BUSINESS, REGULAR, EU = "small_business", "regular", "eu"
_TELLS_BANK, _CHANGES_BANK = 940, 70
_TELLS_TAX, _REGULAR, _GROWS = 920, 230, 60
_AGREES = 960
_MOVES_EVERY_DAYS = 95
_MOVE_BEGINS, _MOVE_ENDS = 100, 30


@dataclass(frozen=True, slots=True)
class Standing:
    """On which days a partner tells what; None: never. Days count from the founding."""

    who: Person
    bank_on: int | None
    new_bank_on: int | None
    tax_on: int | None
    tax_kind: str
    grows_on: int | None
    agrees: bool
    number: int


@dataclass(frozen=True, slots=True)
class Moving:
    """A position that changes its sponsor."""

    who: Person
    to: Person
    day: int


def draw_standing(person: Person, seed: int, days: int) -> Standing:
    """Draw what a partner tells the company, and when."""
    draw = Draw(seed, "standing", person.who)
    bank_on = person.joins_on + draw.between(3, 50)
    tax_on = person.joins_on + draw.between(2, 40)
    later = tax_on + draw.between(120, 400)
    is_regular = draw.chance(_REGULAR)
    is_at_home = person.address.country == "DE"
    home = REGULAR if is_regular else SMALL_BUSINESS
    grows = draw.chance(_GROWS) and is_at_home and not is_regular and later < days
    return Standing(
        who=person,
        bank_on=bank_on if draw.chance(_TELLS_BANK) else None,
        new_bank_on=bank_on + draw.between(90, 500) if draw.chance(_CHANGES_BANK) else None,
        tax_on=tax_on if draw.chance(_TELLS_TAX) else None,
        tax_kind=home if is_at_home else EU,
        grows_on=later if grows else None,
        agrees=draw.chance(_AGREES),
        number=draw.below(10**8),
    )


def draw_moves(partners: Sequence[Person], seed: int, days: int) -> list[Moving]:
    """Draw who changes the sponsor: always to somebody who was there before, so never in a ring."""
    found: dict[str, Moving] = {}
    for number, day in enumerate(range(_MOVE_BEGINS, days - _MOVE_ENDS, _MOVES_EVERY_DAYS)):
        draw = Draw(seed, "move", number)
        movable = [
            (at, one)
            for at, one in enumerate(partners)
            if one.is_there(day) and not one.is_known and one.ends_on is None
            and one.who not in found and one.rests_on is None
        ]  # fmt: skip
        if not movable:
            continue
        at, mover = draw.pick(movable)
        targets = [
            one for one in partners[:at]
            if one.is_there(day) and one.who != mover.sponsor and one.joins_on < mover.joins_on
        ]  # fmt: skip
        if targets:
            found[mover.who] = Moving(mover, draw.pick(targets), day)
    return list(found.values())
