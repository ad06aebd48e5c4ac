"""The whole audit, check by check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import finance.public as finance
from config.demo.audit.any_kind import audit_any_kind
from config.demo.audit.bank_files import audit_bank_files
from config.demo.audit.earnings import audit_earnings
from config.demo.audit.findings import Finding
from config.demo.audit.ledger import audit_ledger
from config.demo.audit.members import audit_members
from config.demo.audit.source_file import compare_with_orders, read_totals
from config.demo.audit.volume import audit_volume
from core.policy import Actor

AUDITOR = Actor.system("auditor")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that was imported, and under which name."""

    path: Path
    source: str


def findings(*, at: datetime, source_file: SourceFile | None = None) -> Iterator[Finding]:
    """Compare everything with everything; whatever comes out differs.

    Nothing is changed, only that each bank file is read leaves its line in the audit log.
    """
    yield from audit_volume()
    yield from audit_earnings()
    yield from audit_any_kind(AUDITOR)
    yield from audit_ledger()
    yield from audit_members()
    yield from audit_bank_files(
        lambda batch_id: finance.payout_file(AUDITOR, batch_id, at=at),
    )
    if source_file is not None:
        totals = read_totals(source_file.path, at.date())
        yield from compare_with_orders(totals, source_file.source)
