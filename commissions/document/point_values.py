"""Read what a point is worth: one value, or a list of them by day and country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from commissions.engine.point_values import EVERYWHERE, PointValue
from core.money import Money

from . import readers
from .plan_rejected import PlanRejected
from .readers import Unreadable
from .table_readers import fields

_COUNTRY = re.compile(r"[A-Z]{2}")


class Dated(NamedTuple):
    """A value from a day on, everywhere or in some countries."""

    since: date
    value: Money
    countries: tuple[str, ...] = (EVERYWHERE,)


def point_value(value: object) -> Money | tuple[Dated, ...]:
    """Read "1.00 EUR", or a list of { from = 2026-01-01, value = "1.00 EUR", countries = … }."""
    if not isinstance(value, list):
        return readers.money(value)
    if len(value) < 2:
        raise Unreadable(_("A single value needs no list."))
    return tuple(_dated(item) for item in value)


def _dated(item: object) -> Dated:
    needed = {"from": readers.day, "value": readers.money}
    found = fields(item, needed, {"countries": _countries})
    return Dated(found["from"], found["value"], found.get("countries", (EVERYWHERE,)))


def _countries(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise Unreadable(_("It must be a list of countries, like [“AT”, “CH”]."))
    for item in value:
        if not isinstance(item, str) or not _COUNTRY.fullmatch(item):
            raise Unreadable(_("“%(word)s” is no country; it is written like AT.") % {"word": item})
    return tuple(value)


def values_of(written: Money | Sequence[Dated] | None, valid_from: date) -> tuple[PointValue, ...]:
    """Return the values as the engine knows them; none where nothing is written."""
    if written is None:
        return ()
    if isinstance(written, Money):
        return (PointValue(valid_from, written.minor),)
    return tuple(
        PointValue(each.since, each.value.minor, country)
        for each in written
        for country in each.countries
    )


def check_point_values(document: Mapping[str, Any]) -> None:
    """Insist on the plan's currency, on a value for every day, and on rising days.

    Raises: PlanRejected.
    """
    for key in ("cv_value", "pv_value"):
        written = document.get(key)
        if written is None:
            continue
        for money in _moneys(written):
            if money.currency != document["currency"]:
                reason = _("It is in %(given)s, but the plan is in %(currency)s.")
                facts = {"given": money.currency, "currency": document["currency"]}
                raise PlanRejected(key, reason % facts, _("A plan pays in one currency."))
        if not isinstance(written, Money):
            _days_rise(key, values_of(written, document["valid_from"]), document["valid_from"])


def _moneys(written: Money | Sequence[Dated]) -> Iterator[Money]:
    if isinstance(written, Money):
        yield written
    else:
        yield from (each.value for each in written)


def _days_rise(key: str, values: Sequence[PointValue], valid_from: date) -> None:
    by_country: dict[str, list[date]] = {EVERYWHERE: []}
    for value in values:
        days = by_country.setdefault(value.country, [])
        if days and value.since <= days[-1]:
            reason = _("The days do not rise: %(day)s.") % {"day": value.since}
            raise PlanRejected(key, reason, _("Write each country's values in the order of days."))
        days.append(value.since)
    for country, days in by_country.items():
        if not days or days[0] > valid_from:
            gap = _("There is no value from the plan's first day on: %(where)s.")
            remedy = _("Write: from = %(day)s") % {"day": valid_from}
            raise PlanRejected(key, gap % {"where": country or _("everywhere")}, remedy)
