"""Load the demo company through the use cases: people, shop, and what happened in three months.

Everything is one transaction: a load that was killed left nothing behind, one that is complete is
left alone whatever was done to the company since.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

import commissions.public as commissions
import finance.public as finance
from config.demo import founding
from config.demo.clock import at_hour
from config.demo.enrol import FOUNDER, number_of
from config.demo.events import settle_events
from config.demo.folk import read_folk
from config.demo.founding import PLAN
from config.demo.seeded_ibans import seeded_iban
from config.demo.sign_ins import email_of
from config.demo.stories.months import months
from config.demo.stories.network import network_stories
from config.demo.stories.paying import paying_stories
from config.demo.stories.returning import returning_stories
from config.demo.stories.sending import sending_stories
from config.demo.stories.stage import Stage, founded_on
from config.demo.timeline import Story, live_through
from core import audit, memo
from core.company import company_or_none, local_date
from core.errors import Refused
from core.locks import one_load

_LOADED = "demo.load_company"
_IS_LOADED = "SELECT EXISTS (SELECT 1 FROM core_auditentry WHERE action = %s)"
_HAS_OTHERS = "SELECT EXISTS (SELECT 1 FROM network_member WHERE source IS NOT NULL)"
_OPENED, _TAKES_BANK_ACCOUNTS = time(7), time(9)
_MAILS_OF = timedelta(days=14)
_SEED = 1
_WITHOUT_BANK_ACCOUNT = "hannes.maurer"


class NotADemo(Refused):
    """This database belongs to somebody, or this machine serves real people."""

    code = "demo.not_a_demo"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demo company has, and whether this call had anything to do."""

    is_new: bool
    partners: int
    customers: int


def load_demo_company(*, at: datetime) -> Loaded:
    """Make the database the demo company, as of the day of the first load.

    Raises: NotADemo — there is another company here, or this is production.
    """
    _insist_on_demo()
    folk = read_folk()
    with one_load(), memo.one_request():
        is_new = not _is_true(_IS_LOADED, _LOADED)
        if is_new:
            _load(at)
    return Loaded(is_new, len(folk.partners) + len(folk.newcomers), len(folk.customers))


def _load(at: datetime) -> None:
    stage = _found(at)
    live_through(_stories(stage), mails_from=at - _MAILS_OF, until=at)
    _leave_work(stage)
    audit.record(actor=FOUNDER, action=_LOADED, subject="company", at=at)


def _insist_on_demo() -> None:
    if settings.IS_PRODUCTION:
        raise NotADemo(_("Production never loads the demo company: its passwords are public."))
    found = company_or_none()
    if _is_true(_HAS_OTHERS) or (found is not None and not found.is_demo):
        raise NotADemo(_("There is another company in this database. Use an empty one."))


def _found(at: datetime) -> Stage:
    """Found the company, hire its staff, sign the plan, fill the shop."""
    began_on = founded_on(at)
    founding.found_company(since=began_on, at=at)
    began = at_hour(began_on, _OPENED)
    staff = founding.hire_staff(began)
    founding.sign_demo_plan(staff, began)
    founding.fill_shop(staff, sells_from=began_on, at=began)
    return Stage(staff, at)


def _stories(stage: Stage) -> Iterator[Story]:
    yield from network_stories(stage)
    yield _takes_bank_accounts(stage)
    yield from months(stage)
    yield from paying_stories(stage)
    yield from sending_stories(stage)
    yield from returning_stories(stage)


def _takes_bank_accounts(stage: Stage) -> Story:
    """Know where to pay everybody but one, so that the payout shows a held line."""
    _current, last, _first = stage.months
    at = at_hour(last.starts_on, _TAKES_BANK_ACCOUNTS)
    yield at
    joined_by = local_date(at) - stage.founded_on
    accounts = [
        finance.NewBankAccount(
            payee=finance.payee_of_member(number_of(partner.who)),
            iban=seeded_iban(_SEED, email_of(partner.who)),
            holder=partner.address.name,
        )
        for partner in read_folk().partners
        if partner.who != _WITHOUT_BANK_ACCOUNT and partner.joins_after_days < joined_by.days
    ]
    finance.set_bank_accounts_bulk(accounts, actor=FOUNDER, at=at)


def _leave_work(stage: Stage) -> None:
    """Leave a drafted run and a prepared payout that wait for the second person."""
    clerk, at = stage.staff.finance, stage.now
    commissions.draft_run(plan_code=PLAN, period_key=stage.months[0].key, actor=clerk, at=at)
    commissions.vest_due(as_of=local_date(at), actor=clerk, at=at)
    settle_events()
    try:
        finance.prepare_payout(pay_on=local_date(at) + timedelta(days=3), actor=clerk, at=at)
    except finance.NothingToPay:
        return


def _is_true(sql: str, *params: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return bool(cursor.fetchone()[0])
