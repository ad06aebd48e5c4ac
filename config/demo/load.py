"""Load the demo company through the use cases: people, shop, orders of three months, two runs.

The months are counted back from the day of the first load, which the root's joining day tells
again later. Every step does nothing when it is done, so a load that was killed is completed by
the next one; a load that is complete is left alone whatever was done to the company since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

import commissions.public as commissions
import finance.public as finance
import network.public as network
from config.demo import founding
from config.demo.clock import at_hour
from config.demo.closing import close_month, pay_month
from config.demo.enrol import (
    FOUNDER,
    enrol_customer,
    enrol_partner,
    keep_address,
    number_of,
    place_or_none,
)
from config.demo.events import settle_events
from config.demo.folk import read_folk
from config.demo.founding import PLAN, Crew
from config.demo.goods import read_goods
from config.demo.purchases import deliver, order, pay, purchases_of
from config.demo.replay_calendar import pay_day
from config.demo.seeded_ibans import seeded_iban
from config.demo.shop_floor import reduce_prices
from config.demo.sign_ins import email_of
from config.demo.trade import month_rows
from core import audit, memo
from core.company import company_or_none
from core.errors import Refused
from core.periods import Period, period_of

_LOADED = "demo.load_company"
_IS_LOADED = "SELECT EXISTS (SELECT 1 FROM core_auditentry WHERE action = %s)"
_HAS_OTHERS = "SELECT EXISTS (SELECT 1 FROM network_member WHERE source IS NOT NULL)"
_OPENED = time(8)
_PARTNERS_BEFORE = timedelta(days=100)
_CUSTOMERS_FROM = timedelta(days=78)
_SEED = 1
_ROOT, _WITHOUT_BANK_ACCOUNT = "helene.arnold", "hannes.maurer"


class NotADemo(Refused):
    """This database belongs to somebody, or this machine serves real people."""

    code = "demo.not_a_demo"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demo company has, and whether this call had anything to do."""

    is_new: bool
    partners: int
    customers: int


@dataclass(frozen=True, slots=True)
class _Months:
    """The current month of the demo's first day, and the two before it."""

    current: Period

    @property
    def published(self) -> tuple[Period, Period]:
        """Return the two months that are over."""
        last = self.current.previous()
        return last.previous(), last

    @property
    def founded_on(self) -> date:
        """Return the day on which the company began."""
        return self.published[0].starts_on - _PARTNERS_BEFORE


def load_demo_company(*, at: datetime) -> Loaded:
    """Make the database the demo company, as of the day of the first load.

    Raises: NotADemo — there is another company here, or this is production.
    """
    _insist_on_demo()
    is_new = not _is_true(_IS_LOADED, _LOADED)
    if is_new:
        with memo.one_request():  # the company's settings do not change in between
            _load(at)
    folk = read_folk()
    return Loaded(is_new, len(folk.partners) + len(folk.newcomers), len(folk.customers))


def _load(at: datetime) -> None:
    months = _Months(_first_loaded_in(at))
    founding.found_company(since=months.founded_on, at=at)
    staff = _found(months, at)
    first, last = months.published
    _trade(first, 2, staff, at)
    _close(first, staff, pays=True)
    _trade(last, 1, staff, at)
    _close(last, staff, pays=False)
    _trade(months.current, 0, staff, at)
    reduce_prices(read_goods().products, keeper=staff.owner, at=at)
    _leave_work(months.current, staff, at)
    audit.record(actor=FOUNDER, action=_LOADED, subject="company", at=at)


def _insist_on_demo() -> None:
    if settings.IS_PRODUCTION:
        raise NotADemo(_("Production never loads the demo company: its passwords are public."))
    found = company_or_none()
    if _is_true(_HAS_OTHERS) or (found is not None and not found.is_demo):
        raise NotADemo(_("There is another company in this database. Use an empty one."))


def _first_loaded_in(at: datetime) -> Period:
    """Return the current month of the first load: the root joined before it by a known time."""
    root = place_or_none(email_of(_ROOT))
    if root is None or root.member_id is None:
        return period_of(at.date(), "month")
    first = network.member_card(root.member_id).joined_on + _PARTNERS_BEFORE
    return period_of(first, "month").next().next()


def _found(months: _Months, at: datetime) -> Crew:
    """Hire the staff, sign the plan, fill the shop, build the network, take in bank accounts."""
    began = at_hour(months.founded_on, _OPENED)
    staff = founding.hire_staff(began)
    founding.sign_demo_plan(staff, began)
    founding.fill_shop(staff, sells_from=months.founded_on, at=began)
    folk = read_folk()
    for partner in sorted(folk.partners, key=lambda one: one.joins_after_days):
        enrol_partner(partner, began + timedelta(days=partner.joins_after_days))
    for newcomer in folk.newcomers:
        enrol_partner(newcomer, at - timedelta(days=newcomer.joined_days_ago))
    for number, customer in enumerate(folk.customers):
        enrol_customer(customer, began + _CUSTOMERS_FROM + timedelta(days=number))
    for person in (*folk.partners, *folk.newcomers, *folk.customers):
        keep_address(person.who, person.address, at)
    settle_events()
    _take_bank_accounts(at_hour(months.published[0].starts_on, _OPENED))
    return staff


def _take_bank_accounts(at: datetime) -> None:
    """Know where to pay everybody but one, so that the payout shows a held line."""
    accounts = [
        finance.NewBankAccount(
            payee=finance.payee_of_member(number_of(partner.who)),
            iban=seeded_iban(_SEED, email_of(partner.who)),
            holder=partner.address.name,
        )
        for partner in read_folk().partners
        if partner.who != _WITHOUT_BANK_ACCOUNT
    ]
    finance.set_bank_accounts_bulk(accounts, actor=FOUNDER, at=at)


def _trade(period: Period, months_ago: int, staff: Crew, now: datetime) -> None:
    """Let a month's purchases happen as far as they lie in the past; the rest is still to come."""
    first_day = at_hour(period.starts_on, _OPENED)
    for purchase in purchases_of(month_rows(months_ago), first_day):
        if purchase.placed_at > now:
            break
        order(purchase)
        pay(purchase)
        if purchase.arrives_at <= now:
            deliver(purchase, staff.warehouse)
    settle_events()


def _close(period: Period, staff: Crew, *, pays: bool) -> None:
    close_month(PLAN, period.key, on=period.ends_before, office=staff.office)
    if pays:
        pay_month(period.key, on=pay_day(period), office=staff.office)


def _leave_work(period: Period, staff: Crew, at: datetime) -> None:
    """Leave a drafted run and a prepared payout that wait for the second person."""
    commissions.draft_run(plan_code=PLAN, period_key=period.key, actor=staff.finance, at=at)
    commissions.vest_due(as_of=at.date(), actor=staff.finance, at=at)
    settle_events()
    try:
        finance.prepare_payout(pay_on=at.date() + timedelta(days=3), actor=staff.finance, at=at)
    except finance.NothingToPay:
        return


def _is_true(sql: str, *params: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return bool(cursor.fetchone()[0])
