"""Keep the titles that a published run gave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from network.models import MemberTitle

BATCH = 5_000


@transaction.atomic
def record_titles(
    *, run_ref: str, period_key: str, titles: Sequence[tuple[int, str, str]], at: datetime
) -> int:
    """Store member, title and paid rank as a run found them, once; return how many were new."""
    of_run = MemberTitle.objects.filter(run_ref=run_ref)
    known = set(of_run.values_list("member_id", flat=True))
    new = [
        MemberTitle(
            member_id=member_id,
            rank=title,
            paid_rank=paid_rank,
            period_key=period_key,
            run_ref=run_ref,
            recorded_at=at,
        )
        for member_id, title, paid_rank in titles
        if member_id not in known
    ]
    MemberTitle.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    return len(new)
