"""Read the words of one line of an example's tree: a member, what it bought and what it sold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from commissions.engine.facts import CUSTOMER, MAY_EARN, OWN, Portion
from commissions.engine.products import by_category
from commissions.engine.remainder import AMOUNTS, is_something
from core.errors import Invalid
from core.money import parse_money
from core.points import parse_points

from .product_keys import category
from .readers import Unreadable

STATUSES = ("applied", "suspended", "terminated")
SIDES = {"left": 1, "right": 2}
NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_DEALS = {"buys": OWN, "sells": CUSTOMER}
_BACK, _ON, _TO, _FOR, _PARTY, _BOOKED = "returns", "on", "to", "for", "party", "booked"
_OF = "of"
_ENDS = (*_DEALS, _BACK, _ON, _TO, _FOR, _PARTY)
# Money of an order that is neither its net nor its points, by the word before it.
_OTHER = {"retail": "retail_minor", "credit": "credit_minor"}
_SLOT = re.compile(r"[1-9]\d{0,3}")
# Whom somebody stood below who was at the top before it moved.
TOP = "top"
_COUNTRY = re.compile(r"[A-Z]{2}")
_POINTS = ("PV", "CV", "QV")


class LineRejected(Exception):
    """A line cannot be read; the reason is translated when it is shown."""

    def __init__(self, reason: object) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Worth:
    """What an order or a return is worth; a hostess' credit has paid a part of the net.

    `currency` is "" where it is the plan's. `portions` are what it holds of each category.
    """

    pv_minor: int = 0
    cv_minor: int = 0
    net_minor: int = 0
    qv_minor: int = 0
    retail_minor: int = 0
    credit_minor: int = 0
    currency: str = ""
    portions: tuple[Portion, ...] = ()

    @property
    def amounts(self) -> tuple[int, ...]:
        """Return all of it."""
        return tuple(getattr(self, name) for name in AMOUNTS)

    @property
    def taken(self) -> tuple[Portion, ...]:
        """Return the portions below zero, as what comes back has them."""
        return tuple(Portion(each[0], *(-amount for amount in each[1:])) for each in self.portions)

    def less(self, back: Worth) -> Worth:
        """Return what is left once something has come back."""
        left: dict[str, Any] = {name: getattr(self, name) - getattr(back, name) for name in AMOUNTS}
        return Worth(**left, portions=by_category((*self.portions, *back.taken)))


@dataclass(frozen=True, slots=True)
class Back:
    """What comes back of an order."""

    is_later: bool
    is_defective: bool
    worth: Worth


@dataclass(frozen=True, slots=True)
class Deal:
    """An order: what was bought for oneself or sold, when, to which country, to whom."""

    kind: str
    worth: Worth
    day: date | None = None
    country: str = ""
    buyer: str = ""
    returns: tuple[Back, ...] = ()
    party: int = 0
    booked_at: int = 0


@dataclass(slots=True)
class Line:
    """One member as it is drawn; `place` is whom it stands below in the placement tree, and where.

    `award` is a rank given by hand: at least this one, or with `is_exact` no other; `person` names
    whose position it is, "" for one of its own. `moves` are days from which on it no longer stood
    below somebody.
    """

    name: str
    status: str = MAY_EARN
    joined_on: date | None = None
    place: tuple[str, int] | None = None
    award: tuple[str, bool] | None = None
    person: str = ""
    moves: list[tuple[date, str]] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)


def read_line(words: list[str], currencies: Sequence[str]) -> Line:
    """Read one line; `currencies` are those whose orders count, the plan's own first.

    Raises: LineRejected — the first word that is not understood.
    """
    return _Reader(words, currencies).line()


def read_slot(word: str) -> int:
    """Read a place below a parent: left, right, or its number from 1.

    Raises: LineRejected.
    """
    if word in SIDES:
        return SIDES[word]
    if not _SLOT.fullmatch(word):
        reason = _("“%(word)s” is no place below somebody; it is left, right or a number from 1.")
        raise LineRejected(reason % {"word": word})
    return int(word)


def read_name(word: str) -> str:
    """Read a member's name.

    Raises: LineRejected.
    """
    if not NAME.fullmatch(word):
        raise LineRejected(_("“%(name)s” cannot be a member's name.") % {"name": word})
    return word


class _Reader:
    """Reads the words of one line from left to right."""

    def __init__(self, words: list[str], currencies: Sequence[str]) -> None:
        self._words, self._currencies = list(words), tuple(currencies)

    def line(self) -> Line:
        line = Line(read_name(self._words.pop(0)))
        if self._next() in STATUSES:
            line.status = self._words.pop(0)
        self._about(line)
        if self._next() and self._next() not in _DEALS:
            line.deals.append(self._deal(OWN, ("PV", "QV")))
        while self._words:
            line.deals.append(self._deal(self._kind(), ("CV", "PV", "QV", *self._currencies)))
        return line

    def _about(self, line: Line) -> None:
        """Read what is said of the member itself, each but moves at most once."""
        readers: dict[str, Callable[[Line], None]] = {
            "joined": self._joined,
            "at": self._place,
            "awarded": self._award,
            "person": self._person,
        }
        while self._next() in (*readers, "moved"):
            word = self._words.pop(0)
            (self._move if word == "moved" else readers.pop(word))(line)

    def _joined(self, line: Line) -> None:
        line.joined_on = self._date()

    def _place(self, line: Line) -> None:
        parent = read_name(self._word())
        line.place = (parent, read_slot(self._word()))

    def _award(self, line: Line) -> None:
        is_exact = self._has("exactly")
        line.award = (self._word(), is_exact)

    def _person(self, line: Line) -> None:
        line.person = read_name(self._word())

    def _move(self, line: Line) -> None:
        day = self._date()
        if not self._has("from"):
            raise LineRejected(_("A move says from whom: moved 2026-01-15 from bert."))
        line.moves.append((day, read_name(self._word())))

    def _kind(self) -> str:
        word = self._words.pop(0)
        if word not in _DEALS:
            reason = _("“%(word)s” is not understood; an order begins with buys or sells.")
            raise LineRejected(reason % {"word": word})
        return _DEALS[word]

    def _deal(self, kind: str, units: tuple[str, ...]) -> Deal:
        worth = self._worth(units)
        day = self._date() if self._has(_ON) else None
        country = self._country() if self._has(_TO) else ""
        buyer = read_name(self._word()) if kind == CUSTOMER and self._has(_FOR) else ""
        party = self._number() if kind == CUSTOMER and self._has(_PARTY) else 0
        booked_at = self._number() if party and self._has(_BOOKED) else 0
        if worth.credit_minor > worth.net_minor:
            raise LineRejected(_("A credit pays no more than the order costs."))
        returns = self._returns(worth)
        return Deal(kind, worth, day, country, buyer, returns, party, booked_at)

    def _returns(self, sold: Worth) -> tuple[Back, ...]:
        """Read what comes back of an order; it cannot be more than the order."""
        left, returns = sold, list[Back]()
        while self._has(_BACK):
            is_later, is_defective = self._has("later"), self._has("defective")
            worth = self._worth(("CV", "PV", "QV", sold.currency or self._currencies[0]))
            if worth.credit_minor:
                raise LineRejected(_("A credit is not said of what comes back."))
            left = left.less(worth)
            if not is_something(left.amounts, left.portions):
                raise LineRejected(_("More comes back than was sold."))
            returns.append(Back(is_later, is_defective, worth))
        return tuple(returns)

    def _worth(self, units: tuple[str, ...]) -> Worth:
        """Read what an order holds: of each category it names, and what is in none at last."""
        whole, portions, more = Counter[str](), list[Portion](), True
        while more:
            amounts, units = self._amounts(units)
            whole.update(amounts)
            more = self._has(_OF)
            if more:
                named = {name: amounts.get(name, 0) for name in AMOUNTS}
                portions.append(Portion(self._category(), **named))
                more = self._next() not in ("", *_ENDS)
        moneys = [unit for unit in units if unit not in _POINTS]
        is_foreign = len(moneys) == 1 and moneys[0] != self._currencies[0]
        held: dict[str, Any] = dict(whole)
        worth = Worth(**held, portions=by_category(portions))
        return replace(worth, currency=moneys[0]) if is_foreign else worth

    def _category(self) -> str:
        try:
            return category(self._word())
        except Unreadable as refusal:
            raise LineRejected(refusal.reason) from None

    def _amounts(self, units: tuple[str, ...]) -> tuple[dict[str, int], tuple[str, ...]]:
        """Read amounts until something else begins, each unit at most once, at least one.

        Returns also the units that are left for more of the same order.
        """
        worth: dict[str, int] = {}
        moneys = [unit for unit in units if unit not in _POINTS] or [self._currencies[0]]
        while self._words and self._next() not in (_OF, *_ENDS):
            other = _OTHER.get(self._next(), "")
            if other:
                self._words.pop(0)
            number, unit = self._word(), self._words.pop(0) if self._words else ""
            name = other or _column(unit)
            if unit not in (moneys if other else units) or name in worth:
                reason = _("“%(given)s” is not understood; here can be each once: %(units)s.")
                facts = {"given": f"{number} {unit}".strip(), "units": ", ".join(units)}
                raise LineRejected(reason % facts)
            worth[name] = _amount(number, unit)
            if unit not in _POINTS:  # an order is in one currency
                moneys, units = [unit], tuple(each for each in units if each in (*_POINTS, unit))
        if not worth:
            raise LineRejected(_("An order needs an amount."))
        return worth, units

    def _date(self) -> date:
        word = self._word()
        try:
            return date.fromisoformat(word)
        except ValueError:
            reason = _("“%(word)s” is no date; it is written like 2026-01-05.")
            raise LineRejected(reason % {"word": word}) from None

    def _number(self) -> int:
        word = self._word()
        if not _SLOT.fullmatch(word):
            reason = _("“%(word)s” is no party; it is a number from 1.")
            raise LineRejected(reason % {"word": word})
        return int(word)

    def _country(self) -> str:
        word = self._word()
        if not _COUNTRY.fullmatch(word):
            reason = _("“%(word)s” is no country; it is written like AT.")
            raise LineRejected(reason % {"word": word})
        return word

    def _has(self, word: str) -> bool:
        if self._next() != word:
            return False
        self._words.pop(0)
        return True

    def _next(self) -> str:
        return self._words[0] if self._words else ""

    def _word(self) -> str:
        if not self._words:
            raise LineRejected(_("The line ends too early."))
        return self._words.pop(0)


def _column(unit: str) -> str:
    return f"{unit.lower()}_minor" if unit in _POINTS else "net_minor"


def _amount(number: str, unit: str) -> int:
    try:
        if unit in _POINTS:
            amount = parse_points(f"{number} PV")
        else:
            amount = parse_money(f"{number} {unit}").minor
    except Invalid as refusal:
        raise LineRejected(refusal) from None
    if amount < 0:
        raise LineRejected(_("An amount must not be below zero."))
    return amount
