"""Open claims: what they are, whose they are, and what keeps them from a Gutschrift."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Min, Sum
from django.db.models.functions import Coalesce

import network.public as network
from core.company import company
from core.paging import Page, PageRequest
from core.policy import Actor, require
from finance.claim_facts import WaitingPayee
from finance.models import Claim, ClaimUse
from finance.rules.account_paths import member_id_of
from finance.rules.credit_plan import Papered
from finance.rules.self_billing import rate_bp
from network.public import Supplier, TaxSpan

NO_STATUS, NO_AGREEMENT, NO_RATE = "no_tax_status", "no_agreement", "no_tax_rate"


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """An open claim and what is left of it."""

    id: int
    payee: str
    kind: str
    reference: str
    corrects: str
    service_on: date
    vested_on: date
    left_minor: int


def open_claims(currency: str, payees: Collection[str] | None = None) -> list[StoredClaim]:
    """Return what is not settled yet, of these payees or of all."""
    rows = Claim.objects.filter(settled_at=None, currency=currency)
    if payees is not None:
        rows = rows.filter(payee__in=payees)
    left = F("amount_minor") - Coalesce(Sum("uses__amount_minor"), 0)
    columns = ("id", "payee", "kind", "reference", "corrects", "service_on", "vested_on", "left")
    found = rows.annotate(left=left).order_by("payee", "id").values_list(*columns)
    return [StoredClaim(*row) for row in found]


def papered_uses(payees: Collection[str], currency: str) -> dict[str, list[Papered]]:
    """Return what stands on payees' Gutschriften and was not corrected yet."""
    rows = ClaimUse.objects.filter(
        claim__payee__in=payees,
        claim__currency=currency,
        amount_minor__gt=0,
        document__isnull=False,
    ).annotate(left=F("amount_minor") + Coalesce(Sum("lowered_by__amount_minor"), 0))
    columns = ("claim__payee", "id", "claim__reference", "claim__service_on", "left")
    found: dict[str, list[Papered]] = {}
    for payee, *facts in rows.filter(left__gt=0).order_by("id").values_list(*columns):
        found.setdefault(payee, []).append(Papered(*facts))
    return found


def suppliers_of(payees: Collection[str], on: date) -> dict[str, Supplier]:
    """Return the members behind payees as recipients of Gutschriften."""
    numbers = {payee: member_id_of(payee) for payee in payees}
    found = network.suppliers([number for number in numbers.values() if number is not None], on)
    return {
        payee: found[number]
        for payee, number in numbers.items()
        if number is not None and number in found
    }


def obstacle_of(supplier: Supplier | None, span: TaxSpan | None, service_on: date) -> str:
    """Return why a claim of a day cannot stand on a Gutschrift now, or nothing."""
    if supplier is None or span is None:
        return NO_STATUS
    if not supplier.has_agreed:
        return NO_AGREEMENT
    return "" if rate_bp(span.kind, company().country, service_on) is not None else NO_RATE


def credit_note_obstacles(payees: Collection[str], on: date) -> dict[str, str]:
    """Return why payees get no Gutschrift for a service of this day; the others are left out."""
    known = suppliers_of(payees, on)
    found = {payee: _obstacle_on(known.get(payee), on) for payee in payees}
    return {payee: reason for payee, reason in found.items() if reason}


def waiting_payees(actor: Actor, page: PageRequest, *, on: date) -> Page[WaitingPayee]:
    """List payees with vested claims that are on no paper, and what each waits for.

    Raises: NotAllowed.
    """
    require(actor, "finance.list_credit_notes")
    start, stop = page.bounds
    rows = Claim.objects.filter(settled_at=None, currency=company().currency, amount_minor__gt=0)
    sums = rows.values("payee").annotate(sum=Sum("amount_minor"), oldest=Min("service_on"))
    stored = list(sums.order_by("oldest", "payee")[start:stop])
    known = suppliers_of([row["payee"] for row in stored], on)
    return page.page(
        WaitingPayee(
            payee=row["payee"],
            net_minor=row["sum"],
            oldest_on=row["oldest"],
            obstacle=_obstacle_on(known.get(row["payee"]), row["oldest"]),
        )
        for row in stored
    )


def _obstacle_on(supplier: Supplier | None, day: date) -> str:
    span = supplier.span_on(day) if supplier else None
    return obstacle_of(supplier, span, day)
