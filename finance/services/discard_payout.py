"""Give up a prepared batch; its balances are payable again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import Invalid
from core.policy import Actor, require
from finance.facts import Batch
from finance.models.payout import BatchMoved, BatchState
from finance.rules.account_paths import is_kind
from finance.selectors.payouts import batch_of, stored_batch
from finance.services.authors import author
from finance.services.book import lock_payables


class DiscardReasonMissing(Invalid):
    """A payout is discarded for a reason, given as a code."""

    code = "finance.discard_reason_missing"


@transaction.atomic
def discard_payout(*, batch_id: int, reason: str, actor: Actor, at: datetime) -> Batch:
    """Discard a prepared batch; `reason` is a code like "wrong_pay_day", without personal data.

    Raises: PayoutNotFound; BatchMoved; DiscardReasonMissing.
    """
    require(actor, "finance.prepare_payout")
    if not is_kind(reason):
        raise DiscardReasonMissing(_("Say why the payout is discarded, as a code in lower case."))
    batch = stored_batch(batch_id)
    lock_payables(batch.currency)
    batch.refresh_from_db()
    if batch.state != BatchState.PREPARED:
        raise BatchMoved(_("This payout has already been decided. Load it again."))
    batch.move_to(BatchState.DISCARDED, by=author(actor), at=at, reason=reason)
    audit.record(
        actor=actor,
        action="finance.discard_payout",
        subject=f"payout:{batch.pk}",
        at=at,
        facts={"reason": reason},
    )
    return batch_of(batch.pk)
