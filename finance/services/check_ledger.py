"""Let the verifier look at the whole ledger, at night and when somebody asks; keep its words."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from core import audit
from core.outbox import publish
from core.policy import Actor, require
from finance.events import LedgerCheckAsked
from finance.facts import LedgerCheck
from finance.models import LedgerCheckRun
from finance.selectors.verify_ledger import verify_ledger
from finance.services.authors import author
from finance.services.seal_ledger import seal_ledger

log = structlog.get_logger(__name__)

ACTION = "finance.check_ledger"
PATIENCE = timedelta(minutes=15)


@transaction.atomic
def ask_ledger_check(*, actor: Actor, at: datetime) -> int:
    """Ask for a look at the ledger in the background; one that is under way is waited for."""
    require(actor, ACTION)
    waiting = LedgerCheckRun.objects.filter(finished_at=None, asked_at__gt=at - PATIENCE).first()
    if waiting is not None:
        return waiting.pk
    run = LedgerCheckRun.objects.create(asked_by=author(actor), asked_at=at)
    audit.record(actor=actor, action=ACTION, subject=f"ledger_check:{run.pk}", at=at)
    publish(LedgerCheckAsked(check_id=run.pk, at=at))
    return run.pk


@transaction.atomic
def check_ledger(*, check_id: int, at: datetime) -> LedgerCheck:
    """Seal what is left over, recompute the whole ledger, and keep the result."""
    seal_ledger(at=at, everything=True)
    check = verify_ledger()
    for finding in check.findings:
        log.error("ledger finding", **asdict(finding))
    log.info("ledger verified", transactions=check.transactions, head=check.head)
    LedgerCheckRun.objects.filter(pk=check_id, finished_at=None).update(
        finished_at=at,
        transactions=check.transactions,
        sealed=check.sealed,
        head=check.head,
        findings=[asdict(finding) for finding in check.findings],
    )
    return check


def check_ledger_at_night(*, at: datetime) -> LedgerCheck:
    """Look at the whole ledger, because a day is over."""
    run = LedgerCheckRun.objects.create(asked_by="clock", asked_at=at)
    return check_ledger(check_id=run.pk, at=at)
