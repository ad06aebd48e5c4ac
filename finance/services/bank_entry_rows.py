"""Store what a statement told; what names people is sealed, and kept only where it is needed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from core.encryption import blind_index, new_people, seal_many
from finance.models import BankEntry, BankFile
from finance.models.bank_entry import EntryState
from finance.rules.bank_statement import Movement
from finance.services.settle_transfers import Applied

BULK = 5_000


def store_entries(
    file: BankFile, movements: Sequence[Movement], applied: Applied, *, by: str, at: datetime
) -> dict[str, BankEntry]:
    """Store movements as entries, by key. Whoever waits for a person keeps the other end."""
    waiting = [each for each in movements if applied.state_of(each.key) == EntryState.WAITING]
    sealed = _sealed(waiting)
    rows = [_row(file, each, applied, by=by, at=at) for each in movements]
    for row in rows:
        if row.key in sealed:
            row.person_id, row.details_sealed = sealed[row.key]
    BankEntry.objects.bulk_create(rows, batch_size=BULK)
    return {row.key: row for row in rows}


def _row(
    file: BankFile, movement: Movement, applied: Applied, *, by: str, at: datetime
) -> BankEntry:
    state = applied.state_of(movement.key)
    is_waiting = state == EntryState.WAITING
    return BankEntry(
        file=file,
        key=movement.key,
        booked_on=movement.booked_on,
        amount_minor=movement.amount_minor,
        currency=movement.currency,
        is_credit=movement.is_credit,
        end_to_end_id=movement.end_to_end_id,
        message_id=movement.message_id,
        return_code=movement.return_code,
        charges_minor=movement.charges_minor,
        bank_reference=movement.bank_reference,
        iban_digest=blind_index(movement.other.iban) if is_waiting and movement.other.iban else "",
        state=state,
        reason=applied.reason_of(movement.key),
        subject=applied.subject_of(movement.key),
        decided_by="" if is_waiting else by,
        decided_at=None if is_waiting else at,
    )


def _sealed(movements: Sequence[Movement]) -> dict[str, tuple[UUID, bytes]]:
    people = new_people(len(movements))
    texts = [json.dumps({"name": each.other.name, "text": each.other.text}) for each in movements]
    blobs = seal_many(list(zip(people, texts, strict=True)))
    return {
        each.key: (person, blob)
        for each, person, blob in zip(movements, people, blobs, strict=True)
    }
