"""Months are closed on the first day after them and paid out, each by two who check each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

import commissions.public as commissions
import finance.public as finance
from config.demo.clock import CLOSES_AT, PAYS_AT, at_hour
from config.demo.closing import Office, batch_of
from config.demo.enrol import FOUNDER, number_of
from config.demo.folk import read_folk
from config.demo.founding import PLAN
from config.demo.replay_calendar import pay_day
from config.demo.seeded_ibans import seeded_iban
from config.demo.sign_ins import email_of
from config.demo.stories.bank import import_statement
from config.demo.stories.stage import Stage
from config.demo.taxes import take_taxes
from config.demo.timeline import Happening, Story, keep, kept
from core.company import local_date
from core.periods import Period

WITHOUT_BANK_ACCOUNT = "hannes.maurer"
_SEED = 1
_CHECKS, _LETS_GO = timedelta(minutes=20), timedelta(minutes=40)
_NOTES = timedelta(minutes=10)
_PAY_LATER = timedelta(days=3)


def closing_stories(stage: Stage) -> Iterator[Story]:
    """Yield all closings and payouts so far, and the work that waits for the second person."""
    _current, last, first = stage.months
    if not stage.size.lead_months:
        yield _takes_bank_accounts(stage)
    for period in (*stage.lead_months, first, last):
        yield closes(stage, period)
    paid = (*stage.lead_months, first)
    for number, period in enumerate(paid):
        yield pays(stage, period, one_returns=number == len(paid) // 2 and len(paid) > 1)
    yield _leaves_work(stage)


def closes(stage: Stage, period: Period) -> Story:
    """Tell that a month is drafted, approved and published on the first day after it."""
    office, at = stage.staff.office, at_hour(period.ends_before, CLOSES_AT)
    yield Happening(at, partial(_draft, period, office, at))
    checked_at, public_at = at + _CHECKS, at + _LETS_GO
    yield Happening(checked_at, partial(_approve, period, office, checked_at))
    yield Happening(public_at, partial(_publish, period, office, public_at))


def pays(stage: Stage, period: Period, *, one_returns: bool) -> Story:
    """Tell that what has vested by the pay day is sent to the bank, which answers next day."""
    office, day = stage.staff.office, pay_day(period)
    at = at_hour(day, PAYS_AT)
    noted_at, prepared_at, sent_at = at + _NOTES, at + _CHECKS, at + _LETS_GO
    answered_at = at + timedelta(days=1)
    vested = partial(commissions.vest_due, as_of=day, actor=office.clerk, at=at)
    released = partial(finance.release_reserve, as_of=day, actor=office.clerk, at=at)
    answered = partial(import_statement, day, office, answered_at, one_returns=one_returns)
    yield Happening(at, vested)
    yield Happening(at, released)
    yield Happening(noted_at, partial(_issue_credit_notes, day, office, noted_at))
    yield Happening(prepared_at, partial(_prepare, day, office, prepared_at))
    yield Happening(sent_at, partial(_send, day, office, sent_at))
    yield Happening(answered_at, answered)


def _draft(period: Period, office: Office, at: datetime) -> None:
    run = commissions.draft_run(plan_code=PLAN, period_key=period.key, actor=office.clerk, at=at)
    keep(f"run:{period.key}", run.run_id)


def _approve(period: Period, office: Office, at: datetime) -> None:
    commissions.approve_run(run_id=kept(f"run:{period.key}"), actor=office.second, at=at)


def _publish(period: Period, office: Office, at: datetime) -> None:
    commissions.publish_run(run_id=kept(f"run:{period.key}"), actor=office.second, at=at)


def _issue_credit_notes(day: date, office: Office, at: datetime) -> None:
    finance.issue_credit_notes(until=day, actor=office.clerk, at=at)


def _prepare(day: date, office: Office, at: datetime) -> None:
    """Prepare the batch of a pay day; a month that earned nothing has none."""
    try:
        finance.prepare_payout(pay_on=day, actor=office.clerk, at=at)
    except finance.NothingToPay:
        return


def _send(day: date, office: Office, at: datetime) -> None:
    batch = batch_of(day)
    if batch is not None:
        finance.approve_payout(batch_id=batch[0], file_sha256=batch[2], actor=office.second, at=at)


def _takes_bank_accounts(stage: Stage) -> Story:
    """Know how all are taxed and where to pay all but one: the payout shows a held line."""
    _current, last, _first = stage.months
    at = at_hour(last.starts_on, PAYS_AT)
    days = (local_date(at) - stage.founded_on).days
    known = [one.who for one in read_folk().partners if stage.size.partner_joins(one) < days]
    yield Happening(at, partial(_take_bank_accounts, known, stage.founded_on, at))


def _take_bank_accounts(known: list[str], since: date, at: datetime) -> None:
    folk = read_folk()
    accounts = [
        finance.NewBankAccount(
            payee=finance.payee_of_member(number_of(who)),
            iban=seeded_iban(_SEED, email_of(who)),
            holder=folk.address_of(who).name,
        )
        for who in known
        if who != WITHOUT_BANK_ACCOUNT
    ]
    finance.set_bank_accounts_bulk(accounts, actor=FOUNDER, at=at)
    take_taxes(known, at, since=since)


def _leaves_work(stage: Stage) -> Story:
    """Leave a drafted run and a prepared payout that wait for the second person."""
    office, at = stage.staff.office, stage.now
    today = local_date(at)
    yield Happening(at, partial(_draft, stage.months[0], office, at))
    vested = partial(commissions.vest_due, as_of=today, actor=office.clerk, at=at)
    yield Happening(at, vested)
    yield Happening(at, partial(_issue_credit_notes, today, office, at))
    yield Happening(at, partial(_prepare, today + _PAY_LATER, office, at))
