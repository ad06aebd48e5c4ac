"""How long a history the demo tells, and of how many people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from config.demo.folk import Partner, read_folk
from config.demo.sign_ins import DEMO_SIGN_INS, email_of
from core.periods import Period

_BEFORE_THE_FIRST_MONTH = timedelta(days=100)
_CUSTOMERS_FROM_DAY = 78
_SIGN_INS = {one.email for one in DEMO_SIGN_INS}


@dataclass(frozen=True, slots=True)
class Size:
    """How many months before the last three are told, and how many drawn people join in all.

    `lead_months` 0: only the last three months, with the people whom the demo knows by name.
    Those join `stretch` times as slowly as their file says in a long history.
    """

    name: str
    lead_months: int = 0
    partners: int = 0
    customers: int = 0
    stretch: int = 1

    def founded_on(self, current: Period) -> date:
        """Return the day on which the company began, for a load in this month."""
        first = current.previous().previous()
        for _month in range(self.lead_months):
            first = first.previous()
        return first.starts_on if self.lead_months else first.starts_on - _BEFORE_THE_FIRST_MONTH

    def partner_joins(self, partner: Partner) -> int:
        """Return how many days after the founding a partner joins.

        In a long history whoever stands on the sign-in page was there from the first day.
        """
        is_shown = email_of(partner.who) in _SIGN_INS
        return 0 if self.lead_months and is_shown else partner.joins_after_days * self.stretch

    def customer_joins(self, number: int) -> int:
        """Return how many days after the founding a customer of the demo's file comes.

        In a long history those on the sign-in page are there from the first day, the others come
        one after the other, once their partner is there.
        """
        if not self.lead_months:
            return _CUSTOMERS_FROM_DAY + number
        folk = read_folk()
        customer = folk.customers[number]
        if email_of(customer.who) in _SIGN_INS:
            return 0
        sponsors = {one.who: self.partner_joins(one) for one in folk.partners}
        return max(number * 5 * self.stretch, sponsors.get(customer.partner, 0) + 3)


SMALL = Size("small")
TWO_YEARS = Size("two-years", lead_months=21, partners=352, customers=330, stretch=4)
# Small enough for a test, with everything that a long history has.
SHORT = Size("short", lead_months=4, partners=14, customers=12)
SIZES = {size.name: size for size in (SMALL, SHORT, TWO_YEARS)}
