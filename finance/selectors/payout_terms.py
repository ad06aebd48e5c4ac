"""Which minimum holds for payouts: a plan's, or the company's."""

from __future__ import annotations

from datetime import date

from finance.facts import PlanTerms
from finance.models import PayoutTerms


def terms_in_force(currency: str, day: date) -> PlanTerms | None:
    """Return the lowest minimum that a plan states on a day, None where no plan states one."""
    begun = PayoutTerms.objects.filter(currency=currency, valid_from__lte=day)
    latest = begun.order_by("plan", "-valid_from").distinct("plan")
    stated = (
        PlanTerms(row.plan, row.valid_from, currency, row.minimum_minor, row.force_after_days)
        for row in latest
        if row.minimum_minor is not None
    )
    return min(stated, key=lambda terms: (terms.minimum_minor or 0, terms.plan), default=None)
