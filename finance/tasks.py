"""Background work of finance."""

from __future__ import annotations

from celery import shared_task

from core import clock
from core.company import local_date
from finance.services.check_ledger import check_ledger_at_night
from finance.services.release_reserve import release_reserve as release
from finance.services.seal_ledger import seal_ledger as seal
from finance.services.verify_documents import verify_documents as verify_papers


@shared_task(name="finance.seal_ledger")
def seal_ledger() -> int:
    """Chain what was booked since the last time; the clock calls it every half minute."""
    return seal(at=clock.now())


@shared_task(name="finance.verify_ledger")
def verify_ledger() -> int:
    """Every night: seal what is left over, recompute the whole ledger, keep what does not fit."""
    return len(check_ledger_at_night(at=clock.now()).findings)


@shared_task(name="finance.release_reserve")
def release_reserve() -> int:
    """Every night: let reserve come free whose day has come; return how much that is."""
    now = clock.now()
    return release(as_of=local_date(now), at=now)


@shared_task(name="finance.verify_documents")
def verify_documents() -> int:
    """Every night: count the series through, draw the latest papers again, report what differs."""
    return len(verify_papers())
