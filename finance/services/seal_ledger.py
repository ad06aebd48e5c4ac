"""Chain committed ledger rows by hash, off the path of whoever books."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

import structlog
from django.db import transaction

from core.locks import Lock, take
from finance.models import LedgerPosting, LedgerSeal, LedgerTransaction
from finance.rules.fingerprints import GENESIS, LedgerRow, PostingRow, chain_hash, content_hash

log = structlog.get_logger(__name__)

CHUNK = 5_000
# A transaction may commit after others with higher ids. So each pass looks back this far; the
# nightly pass looks at everything.
LOOK_BACK = 200_000


def seal_ledger(*, at: datetime, everything: bool = False) -> int:
    """Seal what is committed and not sealed yet, in the order of ids; return how many rows.

    A row that commits late is sealed at a later position: the chain orders seals, not ids.
    """
    sealed = 0
    while count := _seal_some(at=at, everything=everything):
        sealed += count
    return sealed


@transaction.atomic
def _seal_some(*, at: datetime, everything: bool) -> int:
    # Only sealers wait for each other.
    take(Lock.SERIES, "finance.ledger_seal")
    last = LedgerSeal.objects.order_by("-position").first()
    rows = _unsealed(last, everything)
    if not rows:
        return 0
    sealed, chain = (last.position, last.chain_sha256) if last else (0, GENESIS)
    seals = []
    postings = _postings_of(rows)
    for position, row in enumerate(rows, start=sealed + 1):
        content = content_hash(row, postings[row.id])
        chain = chain_hash(chain, content, position, at)
        seals.append(
            LedgerSeal(
                position=position,
                transaction_id=row.id,
                content_sha256=content,
                chain_sha256=chain,
                sealed_at=at,
            )
        )
    LedgerSeal.objects.bulk_create(seals)
    # The head in the log is a witness outside of the database.
    log.info("ledger sealed", position=sealed + len(rows), head=chain, rows=len(rows))
    return len(rows)


def _unsealed(last: LedgerSeal | None, everything: bool) -> list[LedgerRow]:
    floor = 0 if everything or last is None else last.transaction_id - LOOK_BACK
    rows = LedgerTransaction.objects.filter(pk__gt=floor, seal__isnull=True).order_by("pk")
    fields = (
        "id", "idempotency_key", "request_hash", "kind", "effective_on", "booked_at", "reference",
        "reverses_id", "reason", "posting_count",
    )  # fmt: skip
    return [LedgerRow(*values) for values in rows.values_list(*fields)[:CHUNK]]


def _postings_of(rows: Sequence[LedgerRow]) -> dict[int, list[PostingRow]]:
    found = LedgerPosting.objects.filter(transaction_id__in=[row.id for row in rows])
    ordered: Iterable[LedgerPosting] = found.order_by("transaction_id", "id")
    return {
        number: [
            PostingRow(p.pk, p.source, p.destination, p.amount_minor, p.currency) for p in group
        ]
        for number, group in groupby(ordered, key=attrgetter("transaction_id"))
    }
