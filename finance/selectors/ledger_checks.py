"""What the verifier said last."""

from __future__ import annotations

from core.policy import Actor, require
from finance.facts import LedgerFinding
from finance.ledger_facts import LedgerCheckResult
from finance.models import LedgerCheckRun

MANY = 5


def ledger_checks(actor: Actor) -> tuple[LedgerCheckResult, ...]:
    """Return the last few looks at the ledger, the newest first."""
    require(actor, "finance.see_ledger")
    return tuple(
        LedgerCheckResult(
            id=row.pk,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            finished_at=row.finished_at,
            transactions=row.transactions or 0,
            sealed=row.sealed or 0,
            head=row.head or "",
            findings=tuple(LedgerFinding(**finding) for finding in row.findings or ()),
        )
        for row in LedgerCheckRun.objects.order_by("-id")[:MANY]
    )
