"""Write down what plans say about paying out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from finance.facts import PlanTerms
from finance.models import PayoutTerms


@transaction.atomic
def set_payout_terms(terms: PlanTerms, *, at: datetime) -> None:
    """Let a plan's minimum hold from its day on; whoever signs the plan is asked by the caller.

    A version that says nothing ends what an earlier one has said.
    """
    said_before = PayoutTerms.objects.filter(plan=terms.plan).exists()
    if terms.minimum_minor is None and not said_before:
        return
    PayoutTerms.objects.create(
        plan=terms.plan,
        valid_from=terms.valid_from,
        currency=terms.currency,
        minimum_minor=terms.minimum_minor,
        force_after_days=terms.force_after_days,
        recorded_at=at,
    )
