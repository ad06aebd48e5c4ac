"""What money of another currency is worth in a plan's own: by dated rates that are exact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from core.periods import period_of
from core.rounding import round_half_up

# By which day's rate an order is converted: its own, or the last one of its period.
ORDER_DAY = "order"
PERIOD_END = "period_end"


class ExchangeRate(NamedTuple):
    """From a day on, so many minor units of a currency are so many of the plan's."""

    currency: str
    since: date
    numerator: int
    denominator: int

    def worth_minor(self, minor: int) -> int:
        """Return an amount in the plan's currency, rounded half up once."""
        return round_half_up(minor * self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Exchange:
    """Which other currencies a plan counts orders in, and what their money is worth to it.

    Without `rates`, rules take points only, and money of these currencies is worth nothing.
    """

    currencies: tuple[str, ...]
    rates: tuple[ExchangeRate, ...] = ()
    day: str = ORDER_DAY

    def rates_of(self, currency: str) -> list[ExchangeRate]:
        """Return a currency's rates, the earliest first."""
        return sorted(rate for rate in self.rates if rate.currency == currency)

    def rate(self, currency: str, day: date | None, period: str) -> ExchangeRate | None:
        """Return the rate of an order; the first one counts for days before it, and for none."""
        found, on = self.rates_of(currency), self.day_of_rate(day, period)
        begun = [each for each in found if on is not None and each.since <= on]
        return begun[-1] if begun else next(iter(found), None)

    def day_of_rate(self, day: date | None, period: str) -> date | None:
        """Return the day whose rate counts for an order of a day; `period` is the plan's kind."""
        if day is None or self.day == ORDER_DAY:
            return day
        return period_of(day, period).ends_before - timedelta(days=1)

    def rates_between(self, first: date, last: date) -> tuple[ExchangeRate, ...]:
        """Return the rates that count on these days, by currency and day."""
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
