"""What kind of value a key takes, as `plan schema` and the guide say it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import readers
from .key import Key
from .readers import OneOf, Reader, SomeOf

_UNITS: Mapping[Reader, Promise] = {
    readers.text: _("text"),
    readers.source: _("contract and paragraph"),
    readers.identifier: _("short name"),
    readers.whole_number: _("whole number from 1"),
    readers.day: _("date"),
    readers.currency: _("code of a currency"),
    readers.points: _("points above zero"),
    readers.points_from_zero: _("points from zero"),
    readers.any_points: _("points"),
    readers.money: _("money above zero"),
    readers.money_from_zero: _("money from zero"),
    readers.any_money: _("money"),
    readers.days: _("days"),
    readers.days_from_one: _("days, at least one"),
    readers.days_by_word: _("days for each word"),
    readers.months: _("months"),
    readers.periods: _("periods"),
    readers.some_periods: _("periods, at least one"),
    readers.rate: _("percentage above zero, at most 100 percent"),
    readers.rates: _("list of percentages"),
    readers.identifiers: _("list of short names"),
    readers.counts: _("list of whole numbers from 1"),
    readers.money_list: _("list of amounts of money"),
    readers.money_by_name: _("money for each rank"),
    readers.rate_or_money: _("percentage or money, above zero"),
    readers.rate_by_name: _("percentage for each rank"),
    readers.rates_by_name: _("list of percentages for each rank"),
    readers.days_and_share: _("days and a percentage"),
    readers.yes_or_no: _("true or false"),
    readers.names: _("name in German and English"),
    readers.depths: _("number of levels for each rank"),
    readers.table: _("table"),
    readers.tables: _("tables"),
}


def unit_of(key: Key) -> str:
    """Return what a key takes, in the active language; "" where nobody has said."""
    if key.unit:
        return str(key.unit)
    if isinstance(key.read, OneOf):
        return str(_("one of: %(words)s")) % {"words": _words(key.read.choices)}
    if isinstance(key.read, SomeOf):
        return str(_("any of: %(words)s")) % {"words": _words(key.read.choices)}
    return str(_UNITS.get(key.read, ""))


def _words(choices: tuple[str, ...]) -> str:
    return ", ".join(choices)
