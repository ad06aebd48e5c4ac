"""Hold a bank file against its batch: same ids, same amounts, same sums."""

from __future__ import annotations

import hashlib

from core.encryption import unseal
from core.errors import InvariantBroken
from finance.models import PayoutBatch, PayoutFile
from finance.models.payout import LineState
from finance.rules.payment_file import read_payment_file


def insist_file_matches(batch: PayoutBatch, content: bytes) -> None:
    """Read the file back and compare it with the lines that are to be paid.

    Raises: InvariantBroken — the file says something else than the batch.
    """
    says = read_payment_file(content)
    paid = batch.lines.exclude(state=LineState.HELD)
    lines = dict(paid.values_list("end_to_end_id", "amount_minor"))
    stated = (says.message_id, says.stated_count, says.stated_total_minor, says.currencies)
    currencies = frozenset({batch.currency})
    wanted = (batch.message_id, batch.payment_count, batch.total_minor, currencies)
    if not says.adds_up or stated != wanted or says.amounts != lines:
        raise InvariantBroken(f"the bank file of payout {batch.pk} is not what the batch says")


def stored_content(file: PayoutFile) -> bytes:
    """Open the stored file.

    Raises: InvariantBroken — the bytes are not those whose hash was stored.
    """
    content = unseal(file.key_id, bytes(file.content_sealed)).encode()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise InvariantBroken(f"the bank file of payout {file.batch_id} does not have its hash")
    return content
