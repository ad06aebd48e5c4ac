"""Where a partner's money is: earned, held and until when, ready, paid."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import commissions.public as commissions
import finance.public as finance
from core.money import format_money
from core.paging import PageRequest
from storefront.charts import Measure, shares
from storefront.pages import PARTNER, page, show
from storefront.views.office import member_of
from storefront.visits import Visit, VisitRequest

FEW = PageRequest(1, 5)
# More days than any withdrawal period has orders waiting on.
RELEASE_DAYS = 400


@require_safe
@page(needs=PARTNER)
def money(request: VisitRequest) -> HttpResponse:
    """Show the balances by state, what comes free when, and the last papers and payouts."""
    visit, member_id = request.visit, member_of(request.visit)
    payee = finance.payee_of_member(member_id)
    balance = finance.payee_balance(payee)
    statements = finance.statements_of(visit.actor, payee, FEW)
    return show(
        request,
        "office/money.html",
        balance=balance,
        paid_minor=finance.paid_minor(visit.actor, payee, balance.currency),
        parts=_parts(visit, balance),
        **_calendar(visit, member_id, balance.currency),
        obstacle=finance.credit_note_obstacles([payee], visit.today).get(payee, ""),
        is_held=bool(finance.holds_of([payee], visit.at)),
        hint=finance.bank_account_hint(payee),
        statements=statements.items,
        last=statements.items[0] if statements.items else None,
        notes=finance.credit_notes_of(visit.actor, payee, FEW).items,
        payouts=finance.payouts_of(visit.actor, payee, FEW).items,
    )


def _calendar(visit: Visit, member_id: int, currency: str) -> dict[str, Any]:
    """Return what comes free next, and what does in each month; what is overdue does in this."""
    releases = commissions.releases_of(member_id, limit=RELEASE_DAYS)
    this_month = f"{visit.today:%Y-%m}"
    vesting: Counter[str] = Counter()
    reserve: Counter[str] = Counter()
    for release in releases:
        vesting[max(f"{release.on:%Y-%m}", this_month)] += release.amount_minor
    for key, minor in finance.reserve_calendar(finance.payee_of_member(member_id), currency):
        reserve[max(key, this_month)] += minor
    return {
        "next_release": next((each for each in releases if each.on >= visit.today), None),
        "calendar": [(key, vesting[key], reserve[key]) for key in sorted({*vesting, *reserve})],
    }


def _parts(visit: Visit, balance: finance.PayeeBalance) -> object:
    """Return the chart of where the money is; nothing to draw where there is none."""
    measures = [
        Measure(label, minor, format_money(minor, balance.currency, visit.language))
        for label, minor in (
            (_("Ready to be paid out"), balance.payable_minor),
            (_("Vested"), balance.vested_minor),
            (_("Pending"), balance.pending_minor),
            (_("Cancellation reserve"), balance.reserve_minor),
        )
    ]
    return shares(measures)
