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

_RUN = """
SELECT r.id, r.state FROM commissions_run r
JOIN commissions_planversion p ON p.id = r.plan_version_id
WHERE p.code = %s AND r.period_key = %s AND r.state <> 'discarded' ORDER BY r.id DESC LIMIT 1
"""
_LATER_RUN = """
SELECT EXISTS (SELECT 1 FROM commissions_run WHERE state = 'published' AND period_key > %s)
"""
_BATCH = """
SELECT id, state, file.sha256 FROM finance_payoutbatch
JOIN finance_payoutfile file ON file.batch_id = id
WHERE pay_on = %s AND state <> 'discarded'
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who prepares, and who checks and lets go."""

    clerk: Actor
    second: Actor


REPLAY_DESK = Desk(Actor.system("replay-clerk"), Actor.system("replay-second-person"))


def close_month(plan_code: str, period_key: str, *, on: date, desk: Desk) -> None:
    """Draft, approve and publish the run of a month."""
    at = at_hour(on, CLOSES_AT)
    summary = commissions.draft_run(
        plan_code=plan_code, period_key=period_key, actor=desk.clerk, at=at
    )
    if summary.state == "draft":
        commissions.approve_run(run_id=summary.run_id, actor=desk.second, at=at)
    if summary.state != "published":
        commissions.publish_run(run_id=summary.run_id, actor=desk.second, at=at)
    settle_events()


def pay_month(period_key: str, *, on: date, desk: Desk) -> None:
    """Vest what is due on the pay day, and send it to the bank by one approved batch.

    Once a later month is published this month was paid: what is payable now belongs to that one.
    """
    if _exists(_LATER_RUN, period_key):
        return
    at = at_hour(on, PAYS_AT)
    batch = _row(_BATCH, on)
    if batch is None:
        commissions.vest_due(as_of=on, actor=desk.clerk, at=at)
        finance.prepare_payout(pay_on=on, actor=desk.clerk, at=at)
    finance.approve_payout(batch_id=1, file_sha256="", actor=desk.second, at=at)
