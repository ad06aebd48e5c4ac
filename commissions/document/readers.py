"""Read single values of a plan document; each reader insists on the unit of its value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar
from unicodedata import category

from django.utils.translation import gettext_lazy as _

from core.errors import Invalid
from core.money import EXPONENTS, Money, parse_money
from core.points import parse_points
from core.rates import WHOLE_BP, parse_rate

Reader = Callable[[object], object]
Read = TypeVar("Read")

LANGUAGES = ("de", "en")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DAYS = re.compile(r"([0-9]{1,4}) days?")
_MONTHS = re.compile(r"([0-9]{1,3}) months?")
_PERIODS = re.compile(r"([0-9]{1,2}) periods?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SHORTEST_SOURCE = 10
_LONGEST_LINE = 1_000
_MOST = 1_000_000


class Unreadable(Exception):
    """A value cannot be read; the message says why and is translated when it is shown."""

    def __init__(self, reason: object) -> None:
        super().__init__(reason)
        self.reason = reason


def text(value: object) -> str:
    """Read a text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise Unreadable(_("It must be a text."))
    return value


def line(value: object) -> str:
    """Read a text that pages and papers show in one line."""
    found = text(value)
    if len(found) > _LONGEST_LINE or any(category(sign).startswith("C") for sign in found):
        raise Unreadable(_("It must be a text of at most 1000 signs, all of them visible."))
    return found


def source(value: object) -> str:
    """Read where the rule is agreed: contract and paragraph."""
    found = line(value)
    if len(found) < _SHORTEST_SOURCE:
        raise Unreadable(_("It must name the contract and the paragraph."))
    return found


def identifier(value: object) -> str:
    """Read a short name that reports and examples use."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Unreadable(_("It must be a short name of small letters, digits and underscores."))
    return value


def identifiers(value: object) -> tuple[str, ...]:
    """Read a list of short names, at least one, each once."""
    if not isinstance(value, list) or not value:
        raise Unreadable(_("It must be a list of short names, at least one."))
    found = tuple(identifier(item) for item in value)
    if len(set(found)) != len(found):
        raise Unreadable(_("It says the same word twice."))
    return found


def rate_or_money(value: object) -> int | Money:
    """Read "42%" as basis points, or "10000.00 EUR"; above zero."""
    if isinstance(value, str) and value.endswith("%"):
        return rate(value)
    return money(value)


def money_list(value: object) -> tuple[Money, ...]:
    """Read ["10.00 EUR", "50.00 EUR"], from zero."""
    if not isinstance(value, list) or not value:
        raise Unreadable(_("It must be a list of amounts of money."))
    return tuple(money_from_zero(item) for item in value)


def money_by_name(value: object) -> Mapping[str, Money]:
    """Read { partner = "500.00 EUR" }: words with money, above zero."""
    if not isinstance(value, dict) or not value:
        raise Unreadable(_("It must give an amount of money for each rank."))
    return {identifier(word): money(item) for word, item in value.items()}


def counts(value: object) -> tuple[int, ...]:
    """Read [1, 2]: rising counts from 1."""
    if not isinstance(value, list) or not value:
        raise Unreadable(_("It must be a list of whole numbers from 1."))
    found = tuple(whole_number(item) for item in value)
    if list(found) != sorted(set(found)):
        raise Unreadable(_("Write the numbers rising, each once."))
    return found


def whole_number(value: object) -> int:
    """Read a count that needs no unit, at least 1."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise Unreadable(_("It must be a whole number from 1."))
    return of_use(value)


def of_use(count: int) -> int:
    """Refuse a count beyond anything that is counted."""
    if count > _MOST:
        raise Unreadable(_("It must be at most a million."))
    return count


def day(value: object) -> date:
    """Read a date without quotes and without a time."""
    if type(value) is not date:
        raise Unreadable(_("It must be a date without quotes and without a time."))
    return value


def currency(value: object) -> str:
    """Read the code of a currency."""
    if not isinstance(value, str) or value not in EXPONENTS:
        raise Unreadable(_("It must be the code of a currency that we know."))
    return value


def countries(value: object) -> tuple[str, ...]:
    """Read ["DE", "AT"]: two-letter codes, each once."""
    wanted = value if isinstance(value, list) else []
    are_codes = all(isinstance(item, str) and _COUNTRY.fullmatch(item) for item in wanted)
    if not wanted or not are_codes:
        raise Unreadable(_("It must be a list of countries, each written like AT."))
    if len(set(wanted)) != len(wanted):
        raise Unreadable(_("It says the same word twice."))
    return tuple(wanted)


def points(value: object) -> int:
    """Read "100 PV" as hundredths of a point, above zero."""
    found = _with_unit(value, parse_points, "PV")
    if found <= 0:
        raise Unreadable(_("It has no effect unless it is above zero. Leave the key out instead."))
    return found


def points_from_zero(value: object) -> int:
    """Read "0 PV" or more as hundredths of a point."""
    found = any_points(value)
    if found < 0:
        raise Unreadable(_("It must not be below zero."))
    return found


def any_points(value: object) -> int:
    """Read points as hundredths; returns may bring them below zero."""
    return _with_unit(value, parse_points, "PV")


def any_money(value: object) -> Money:
    """Read money, also below zero: what is taken back."""
    return _with_unit(value, parse_money, "EUR")


def money(value: object) -> Money:
    """Read "1.00 EUR", above zero."""
    found = money_from_zero(value)
    if found.minor == 0:
        raise Unreadable(_("It must be above zero."))
    return found


def money_from_zero(value: object) -> Money:
    """Read "0.00 EUR" or more."""
    found = any_money(value)
    if found.minor < 0:
        raise Unreadable(_("It must not be below zero."))
    return found


def days(value: object) -> int:
    """Read "14 days"."""
    _refuse_bare_number(value, "days")
    match = _DAYS.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Unreadable(_("It must be a number of days."))
    return int(match[1])


def months(value: object) -> int:
    """Read "24 months", at least one."""
    _refuse_bare_number(value, "months")
    match = _MONTHS.fullmatch(value) if isinstance(value, str) else None
    if match is None or not int(match[1]):
        raise Unreadable(_("It must be a number of months, at least one."))
    return int(match[1])


def periods(value: object) -> int:
    """Read "2 periods", from none."""
    _refuse_bare_number(value, "periods")
    match = _PERIODS.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Unreadable(_("It must be a number of periods."))
    return int(match[1])


def some_periods(value: object) -> int:
    """Read "12 periods", at least one."""
    found = periods(value)
    if found < 1:
        raise Unreadable(_("It must be a number of periods, at least one."))
    return found


def days_from_one(value: object) -> int:
    """Read "3 days", at least one."""
    found = days(value)
    if found < 1:
        raise Unreadable(_("It has no effect unless it is above zero. Leave the key out instead."))
    return found


def days_by_word(value: object) -> Mapping[str, int]:
    """Read { direct_debit = "56 days" }: words with days, at least one day each."""
    if not isinstance(value, dict) or not value:
        raise Unreadable(_("It must give a number of days for each way to pay."))
    found = {identifier(word): days(item) for word, item in value.items()}
    if not all(found.values()):
        raise Unreadable(_("It has no effect unless it is above zero. Leave the key out instead."))
    return found


def rate(value: object) -> int:
    """Read "10%" as basis points: above zero, at most the whole."""
    found = _with_unit(value, parse_rate, "%")
    if not 0 < found <= WHOLE_BP:
        raise Unreadable(_("It must be above zero and at most 100%."))
    return found


def rates(value: object) -> tuple[int, ...]:
    """Read ["10%", "5%"] as basis points, one per level."""
    if not isinstance(value, list) or not value:
        raise Unreadable(_("It must be a list with one rate for each level."))
    return tuple(_with_unit(item, parse_rate, "%") for item in value)


def rate_by_name(value: object) -> Mapping[str, int]:
    """Read { partner = "10%" }: words with a rate above zero."""
    if not isinstance(value, dict) or not value:
        raise Unreadable(_("It must give a rate for each rank."))
    return {identifier(word): rate(item) for word, item in value.items()}


def rates_by_name(value: object) -> Mapping[str, tuple[int, ...]]:
    """Read { partner = ["10%"], lead = ["12%", "5%"] }: words with rates, one per level."""
    if not isinstance(value, dict) or not value:
        raise Unreadable(_("It must give a list of rates for each rank."))
    return {identifier(word): rates(item) for word, item in value.items()}


def days_and_share(value: object) -> tuple[int, int]:
    """Read { days = "90 days", share = "30%" } as days and basis points."""
    if not isinstance(value, dict) or set(value) != {"days", "share"}:
        raise Unreadable(_("It must give days and share, no more."))
    return days_from_one(value["days"]), rate(value["share"])


def yes_or_no(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise Unreadable(_("It must be true or false, without quotes."))
    return value


def names(value: object) -> Mapping[str, str]:
    """Read a name in every language that the pages speak."""
    table = value if isinstance(value, dict) else {}
    if set(table) != set(LANGUAGES):
        raise Unreadable(_("It must give the name in German (de) and in English (en), no more."))
    return {language: line(table[language]) for language in LANGUAGES}


def depths(value: object) -> Mapping[str, int]:
    """Read how many levels each rank reaches, from 0."""
    if not isinstance(value, dict) or not value:
        raise Unreadable(_("It must give a number of levels for each rank."))
    for depth in value.values():
        if isinstance(depth, bool) or not isinstance(depth, int) or depth < 0:
            raise Unreadable(_("A number of levels is a whole number from 0."))
    return {rank: of_use(depth) for rank, depth in value.items()}


def table(value: object) -> Mapping[str, object]:
    """Read a table of keys."""
    if not isinstance(value, dict):
        raise Unreadable(_("It must be a table."))
    return value


def tables(value: object) -> Sequence[Mapping[str, object]]:
    """Read a list of tables, at least one."""
    if not isinstance(value, list) or not value:
        raise Unreadable(_("It must be a list of tables, each under a heading in double brackets."))
    return [table(item) for item in value]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Reads one of these words."""

    choices: tuple[str, ...]

    def __call__(self, value: object) -> str:
        """Read one value."""
        if not isinstance(value, str) or value not in self.choices:
            raise Unreadable(_unknown_word(value, self.choices))
        return value


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Reads a list of these words, each at most once; it may be empty."""

    choices: tuple[str, ...]

    def __call__(self, value: object) -> frozenset[str]:
        """Read one value."""
        if not isinstance(value, list):
            raise Unreadable(_("It must be a list of words."))
        for item in value:
            if not isinstance(item, str) or item not in self.choices:
                raise Unreadable(_unknown_word(item, self.choices))
        if len(set(value)) != len(value):
            raise Unreadable(_("It says the same word twice."))
        return frozenset(value)


def one_of(*choices: str) -> OneOf:
    """Return a reader of one of these words."""
    return OneOf(choices)


def some_of(*choices: str) -> SomeOf:
    """Return a reader of a list of these words, each at most once; it may be empty."""
    return SomeOf(choices)


def _with_unit(value: object, parse: Callable[[str], Read], unit: str) -> Read:
    _refuse_bare_number(value, unit)
    if not isinstance(value, str):
        raise Unreadable(_("It must be a text with a number and its unit."))
    try:
        return parse(value)
    except Invalid as refusal:
        raise Unreadable(refusal) from None


def _refuse_bare_number(value: object, unit: str) -> None:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        reason = _("%(number)s is a bare number; it needs its unit (%(unit)s).")
        raise Unreadable(reason % {"number": value, "unit": unit})


def _unknown_word(value: object, choices: tuple[str, ...]) -> object:
    given, known = repr(value)[:60], ", ".join(choices)
    return _("%(given)s is not supported. It can be: %(known)s.") % {"given": given, "known": known}
