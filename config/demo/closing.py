"""Close a month and pay it out, each by two who check each other; what is done stays done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

import commissions.public as commissions
import finance.public as finance
from config.demo.clock import CLOSES_AT, PAYS_AT, at_hour
from config.demo.events import settle_events
from core.policy import Actor

_PUBLISHED = """
SELECT EXISTS (SELECT 1 FROM commissions_run
               WHERE state = 'published' AND plan_code = %s AND period_key = %s)
"""
_LATER_RUN = """
SELECT EXISTS (SELECT 1 FROM commissions_run WHERE state = 'published' AND period_key > %s)
"""
_BATCH = """
SELECT b.id, b.state, f.sha256 FROM finance_payoutbatch b
JOIN finance_payoutfile f ON f.batch_id = b.id
WHERE b.pay_on = %s AND b.state <> 'discarded'
"""


@dataclass(frozen=True, slots=True)
class Office:
    """Who prepares, and who checks and lets go."""

    clerk: Actor
    second: Actor


REPLAY_OFFICE = Office(Actor.system("replay-clerk"), Actor.system("replay-second-person"))


def close_month(plan_code: str, period_key: str, *, on: date, office: Office) -> None:
    """Draft, approve and publish the run of a month.

    A month that is published stays as it is; orders that came later count in the next one.
    """
    if _is_true(_PUBLISHED, plan_code, period_key):
        return
    at = at_hour(on, CLOSES_AT)
    run = commissions.draft_run(
        plan_code=plan_code, period_key=period_key, actor=office.clerk, at=at
    )
    if run.state == "draft":
        commissions.approve_run(run_id=run.run_id, actor=office.second, at=at)
    commissions.publish_run(run_id=run.run_id, actor=office.second, at=at)
    settle_events()


def pay_month(period_key: str, *, on: date, office: Office) -> None:
    """Vest what is due on the pay day, write Gutschriften over it and send it to the bank.

    Once a later month is published this month was paid: what is payable now belongs to that one.
    """
    if _is_true(_LATER_RUN, period_key):
        return
    at = at_hour(on, PAYS_AT)
    commissions.vest_due(as_of=on, actor=office.clerk, at=at)
    finance.issue_credit_notes(until=on, actor=office.clerk, at=at)
    batch = batch_of(on) or _prepared(on, office)
    if batch is not None and batch[1] == "prepared":
        finance.approve_payout(batch_id=batch[0], file_sha256=batch[2], actor=office.second, at=at)


def _prepared(on: date, office: Office) -> tuple[int, str, str] | None:
    """Prepare the batch of a pay day; None in a month that earned nothing."""
    try:
        finance.prepare_payout(pay_on=on, actor=office.clerk, at=at_hour(on, PAYS_AT))
    except finance.NothingToPay:
        return None
    return batch_of(on)


def batch_of(pay_on: date) -> tuple[int, str, str] | None:
    """Return number, state and file hash of the batch of a pay day, None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_BATCH, [pay_on])
        row: tuple[int, str, str] | None = cursor.fetchone()
    return row


def _is_true(sql: str, *params: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return bool(cursor.fetchone()[0])
