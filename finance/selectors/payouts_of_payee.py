"""What one payee was paid, and what is on its way."""

from __future__ import annotations

from django.db.models import Sum

from core.paging import Page, PageRequest
from core.policy import Actor, require
from finance.facts import PayeePayout
from finance.models import PayoutLine, TransferStep
from finance.models.payout import LineState
from finance.rules.account_paths import member_id_of
from finance.selectors.payouts import with_steps

FIRST_PAGE = PageRequest()


def payouts_of(actor: Actor, payee: str, page: PageRequest = FIRST_PAGE) -> Page[PayeePayout]:
    """Return a payee's payouts, newest first; those given up are left out.

    Raises: NotAllowed.
    """
    require(actor, "finance.see_payee_payouts", member_id=member_id_of(payee))
    rows = PayoutLine.objects.filter(payee=payee).exclude(state=LineState.DROPPED)
    shown = with_steps(rows).select_related("batch").order_by("-id")[slice(*page.bounds)]
    return page.page(
        PayeePayout(
            batch_id=row.batch_id,
            pay_on=row.batch.pay_on,
            amount_minor=row.amount_minor,
            currency=row.currency,
            state=row.state,
            held_because=str(row.get_held_reason_display()) if row.held_reason else "",
            settled_on=row.settled_on,  # type: ignore[attr-defined]
            returned_on=row.returned_on,  # type: ignore[attr-defined]
        )
        for row in shown
    )


def paid_minor(actor: Actor, payee: str, currency: str) -> int:
    """Return what a payee was paid so far; what came back does not count.

    Raises: NotAllowed.
    """
    require(actor, "finance.see_payee_payouts", member_id=member_id_of(payee))
    paid = PayoutLine.objects.filter(payee=payee, currency=currency, state=LineState.PAID)
    paid = paid.exclude(steps__kind=TransferStep.Kind.RETURNED)
    return int(paid.aggregate(total=Sum("amount_minor"))["total"] or 0)
