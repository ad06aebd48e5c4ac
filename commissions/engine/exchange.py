"""What money of another currency is worth in a plan's own: by dated rates that are exact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from core.errors import InvariantBroken
from core.periods import period_of
from core.rounding import round_half_up

# By which day's rate an order is converted: its own, or the last one of its period.
ORDER_DAY = "order"
PERIOD_END = "period_end"


class Published(NamedTuple):
    """How a rate was published: one unit of `base` is worth so much of the plan's and of another.

    Units: millionths of the plan's currency and of the other one.
    """

    source: str
    base: str
    own_millionths: int
    millionths: int


class ExchangeRate(NamedTuple):
    """From a day on, so many minor units of a currency are so many of the plan's.

    One that the plan does not fix itself was `published`.
    """

    currency: str
    since: date
    numerator: int
    denominator: int
    published: Published | None = None

    def worth_minor(self, minor: int) -> int:
        """Return an amount in the plan's currency, rounded half up once."""
        return round_half_up(minor * self.numerator, self.denominator)


class DailyTerms(NamedTuple):
    """Whose published rates count, and for how many days the last one holds on."""

    source: str
    holds_on_days: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """Which other currencies a plan counts orders in, and what their money is worth to it.

    Without `rates`, rules take points only, and money of these currencies is worth nothing. Rates
    that are published by day are no part of the plan: a run freezes those that its orders need.
    """

    currencies: tuple[str, ...]
    rates: tuple[ExchangeRate, ...] = ()
    day: str = ORDER_DAY
    daily: DailyTerms | None = None
    is_frozen: bool = False

    def rates_of(self, currency: str) -> list[ExchangeRate]:
        """Return a currency's rates, the earliest first."""
        return sorted(rate for rate in self.rates if rate.currency == currency)

    def rate(self, currency: str, day: date | None, period: str) -> ExchangeRate | None:
        """Return the rate of an order; the first one counts for days before it, and for none.

        Raises: InvariantBroken — of a plan whose rates are published, before they are frozen.
        """
        if self.daily is not None and not self.is_frozen:
            raise InvariantBroken("rates are asked for before they are frozen")
        found, on = self.rates_of(currency), self.day_of_rate(day, period)
        begun = [each for each in found if on is not None and each.since <= on]
        return begun[-1] if begun else next(iter(found), None)

    def day_of_rate(self, day: date | None, period: str) -> date | None:
        """Return the day whose rate counts for an order of a day; `period` is the plan's kind."""
        if day is None or self.day == ORDER_DAY:
            return day
        return period_of(day, period).ends_before - timedelta(days=1)

    def rates_between(self, first: date, last: date) -> tuple[ExchangeRate, ...]:
        """Return the rates that count on these days, by currency and day.

        Those that are frozen for a period are all its own.
        """
        if self.daily is not None:
            return tuple(sorted(self.rates))
        begin = last if self.day == PERIOD_END else first
        found: list[ExchangeRate] = []
        for currency in self.currencies:
            rates = self.rates_of(currency)
            begun = [rate for rate in rates if rate.since <= begin][-1:]
            found += [*begun, *(rate for rate in rates if begin < rate.since <= last)]
        return tuple(found)

    def at_most(self, total_minor: int, orders: int) -> int:
        """Return what a total of so many orders is worth at most, whatever their currencies."""
        highest = max((-(-each.numerator // each.denominator) for each in self.rates), default=1)
        return total_minor * max(highest, 1) + orders
