"""Hand out the bank file of an approved batch, and write down to whom."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import Refused
from core.policy import Actor, require
from finance.models.payout import BatchState
from finance.selectors.payouts import stored_batch
from finance.services.bank_file_check import stored_content


class PayoutNotApproved(Refused):
    """The bank file leaves the house only after a second person approved it."""

    code = "finance.payout_not_approved"


@transaction.atomic
def payout_file(actor: Actor, batch_id: int, *, at: datetime) -> bytes:
    """Return the bank file, byte for byte the one that was approved.

    Raises: PayoutNotFound; PayoutNotApproved; BankFileChanged.
    """
    require(actor, "finance.see_payouts")
    batch = stored_batch(batch_id)
    if batch.state != BatchState.APPROVED:
        raise PayoutNotApproved(_("A second person has to approve this payout first."))
    content = stored_content(batch.file, approved_sha256=batch.approved_file_sha256)
    audit.record(
        actor=actor,
        action="finance.hand_out_payout_file",
        subject=f"payout:{batch.pk}",
        at=at,
        facts={"file_sha256": batch.file.sha256},
    )
    return content
