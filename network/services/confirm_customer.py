"""The first purchase confirms whose customer somebody is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core.company import local_date
from network.models import CustomerCredit


@transaction.atomic
def confirm_customer(*, account_id: int | None, at: datetime) -> bool:
    """Confirm the credit that holds on this day; return whether there was one to confirm.

    A guest has none, a second purchase finds it confirmed: both change nothing.
    """
    if account_id is None:
        return False
    today = local_date(at)
    waiting = CustomerCredit.objects.filter(
        account_id=account_id, confirmed_at=None, valid_from__lte=today
    ).exclude(valid_until__lte=today)
    return bool(waiting.update(confirmed_at=at))
