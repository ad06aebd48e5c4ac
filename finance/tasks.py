"""Background work of finance."""

from __future__ import annotations

import structlog
from celery import shared_task

from core import clock
from finance.selectors.verify_ledger import verify_ledger as verify
from finance.services.seal_ledger import seal_ledger as seal
from finance.services.verify_documents import verify_documents as verify_papers

log = structlog.get_logger(__name__)


@shared_task(name="finance.seal_ledger")
def seal_ledger() -> int:
    """Chain what was booked since the last time; the clock calls it every half minute."""
    return seal(at=clock.now())


@shared_task(name="finance.verify_ledger")
def verify_ledger() -> int:
    """Every night: seal what is left over, recompute the whole ledger, report what does not fit."""
    seal(at=clock.now(), everything=True)
    check = verify()
    for finding in check.findings:
        log.error(
            "ledger finding",
            transaction_id=finding.transaction_id,
            position=finding.position,
            problem=finding.problem,
        )
    log.info("ledger verified", transactions=check.transactions, head=check.head)
    return len(check.findings)


@shared_task(name="finance.verify_documents")
def verify_documents() -> int:
    """Every night: count the series through, draw the latest papers again, report what differs."""
    return len(verify_papers())
