"""Hold a bank file against its batch: same ids, same amounts, same sums."""

from __future__ import annotations

import hashlib

import structlog
from django.utils.translation import gettext_lazy as _

from core.encryption import Forgotten, unseal
from core.errors import Conflict, InvariantBroken
from finance.models import PayoutBatch, PayoutFile
from finance.models.payout import LineState
from finance.rules.payment_file import read_payment_file

log = structlog.get_logger(__name__)


class BankFileChanged(Conflict):
    """The stored bank file is not the one that was prepared, or not the one that was approved."""

    code = "finance.bank_file_changed"


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


def stored_content(file: PayoutFile, *, approved_sha256: str | None = None) -> bytes:
    """Open the stored file and hold it against its hash, and against the one that was approved.

    Raises: BankFileChanged — somebody changed the file, or its hash, behind our back.
    """
    content = _opened(file)
    found = hashlib.sha256(content).hexdigest() if content is not None else ""
    wanted = {file.sha256} if approved_sha256 is None else {file.sha256, approved_sha256}
    if content is None or wanted != {found}:
        log.error("bank file changed", payout=file.batch_id, found=found, wanted=sorted(wanted))
        text = _(
            "The bank file of this payout was changed after it was prepared or approved."
            " Do not give it to the bank, and tell whoever runs the system."
        )
        raise BankFileChanged(text, batch_id=file.batch_id)
    return content


def _opened(file: PayoutFile) -> bytes | None:
    try:
        return unseal(file.key_id, bytes(file.content_sealed)).encode()
    except (InvariantBroken, Forgotten):
        return None
