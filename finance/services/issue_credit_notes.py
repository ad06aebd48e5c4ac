"""Issue Gutschriften over what has vested: one per payee and tax status, corrections beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

import network.public as network
from core import audit, memo
from core.company import company, local_date
from core.policy import Actor, require
from finance.claim_facts import CreditNotesIssued, HeldClaims
from finance.facts import Booking
from finance.rules.account_paths import PAYABLE, RECEIVABLE, VESTED, account_of
from finance.rules.credit_plan import CreditPlan, OpenClaim, plan_credits
from finance.rules.credit_postings import CreditStanding, CreditTotals, credit_postings
from finance.selectors.balances import balances, balances_by_name
from finance.selectors.claims import (
    StoredClaim,
    obstacle_of,
    open_claims,
    papered_uses,
    suppliers_of,
)
from finance.services.book import lock_payables
from finance.services.claim_rows import book_new
from finance.services.credit_papers import Paper, corrections_of, notes_of
from finance.services.write_credit_papers import Writer
from network.public import Supplier, TaxFacts

ERASED = "erased"


@dataclass(frozen=True, slots=True)
class _Payee:
    """All that is decided about one payee."""

    payee: str
    claims: Sequence[StoredClaim]
    plan: CreditPlan
    papers: Sequence[Paper]

    @property
    def totals(self) -> CreditTotals:
        notes = [paper for paper in self.papers if not paper.corrects]
        others = [paper for paper in self.papers if paper.corrects]
        return CreditTotals(
            sum(paper.net_minor for paper in notes),
            sum(paper.tax_minor for paper in notes),
            sum(paper.net_minor for paper in others),
            sum(paper.tax_minor for paper in others),
        )

    @property
    def key(self) -> str:
        """Name what is left of the claims: each issue leaves less, so no key comes twice."""
        left = ",".join(f"{claim.id}:{claim.left_minor}" for claim in self.claims)
        return f"credit-notes:{self.payee}:{sha256(left.encode()).hexdigest()[:32]}"


@transaction.atomic
@memo.one_request()
def issue_credit_notes(*, until: date, actor: Actor, at: datetime) -> CreditNotesIssued:
    """Issue what is missing over claims that vested until a day; again, it finds nothing to do.

    A claim without tax status on its day, or of a payee without agreement, is held and told.
    Corrections name their originals. What a payee owes is settled from what is payable.
    Raises: NotAllowed; CompanyFactMissing; RecipientFactMissing.
    """
    require(actor, "finance.issue_credit_notes")
    currency, today = company().currency, local_date(at)
    lock_payables(currency)
    claims: dict[str, list[StoredClaim]] = defaultdict(list)
    for claim in open_claims(currency):
        claims[claim.payee].append(claim)
    known = suppliers_of(claims, today)
    papered = papered_uses(_with_returns(claims), currency)
    held: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    planned = []
    for payee, owned in claims.items():
        marked = _marked(owned, known.get(payee), until, held)
        plan = plan_credits(marked, papered.get(payee, ()))
        if plan.noted or plan.netted or plan.corrected:
            papers = [*notes_of(owned, plan, known.get(payee)), *corrections_of(plan)]
            planned.append(_Payee(payee, owned, plan, papers))
    facts = network.tax_facts(_declarations(planned))
    planned = [one for one in planned if _is_readable(one, facts, held)]
    booked = _book(planned, currency, today, at)
    # Before the papers: accounts are locked before series.
    _settle_debts(currency, today, at)
    writer = Writer(currency, at, known, facts)
    writer.issue_notes([paper for one in planned for paper in one.papers])
    for one in planned:
        writer.write(booked[one.key], one.plan, one.papers)
    writer.finish()
    issued = _issued(planned, currency, held)
    if planned:
        _record(issued, until, actor, at)
    return issued


def _with_returns(claims: Mapping[str, Sequence[StoredClaim]]) -> list[str]:
    return [payee for payee, owned in claims.items() if any(one.left_minor < 0 for one in owned)]


def _declarations(planned: Sequence[_Payee]) -> set[int]:
    return {paper.declaration_id for one in planned for paper in one.papers}


def _is_readable(
    one: _Payee, facts: Mapping[int, TaxFacts], held: dict[str, dict[str, int]]
) -> bool:
    """Tell whether the names on all papers can be read; those of erased people cannot."""
    known = all(paper.declaration_id in facts for paper in one.papers)
    if not known:
        held[ERASED][one.payee] += one.plan.noted_minor
    return known


def _marked(
    owned: Sequence[StoredClaim],
    supplier: Supplier | None,
    until: date,
    held: dict[str, dict[str, int]],
) -> list[OpenClaim]:
    """Tell which claims may go now, and count why others may not."""
    marked = []
    for claim in owned:
        is_due, obstacle = claim.left_minor < 0 or claim.vested_on <= until, ""
        if is_due and claim.left_minor > 0:
            span = supplier.span_on(claim.service_on) if supplier else None
            obstacle = obstacle_of(supplier, span, claim.service_on)
            if obstacle:
                held[obstacle][claim.payee] += claim.left_minor
        reference = claim.corrects or claim.reference
        may_go = is_due and not obstacle
        marked.append(OpenClaim(claim.id, reference, claim.service_on, claim.left_minor, may_go))
    return marked


def _book(
    planned: Sequence[_Payee], currency: str, on: date, at: datetime
) -> dict[str, int | None]:
    """Book each payee's papers; one that only cancels claims out moves nothing."""
    names = (VESTED, PAYABLE, RECEIVABLE)
    found = balances([account_of(one.payee, name) for one in planned for name in names], currency)
    bookings = []
    for one in planned:
        vested, payable, receivable = (found[account_of(one.payee, name)] for name in names)
        claimed = sum(claim.left_minor for claim in one.claims)
        before = CreditStanding(vested, payable, receivable, claimed)
        postings = credit_postings(one.payee, before, one.totals, currency)
        if postings:
            bookings.append(Booking(one.key, "finance.credit_notes", on, postings, one.key))
    new: dict[str, int] = book_new(bookings, at=at)
    return {one.key: new.get(one.key) for one in planned}


def _settle_debts(currency: str, on: date, at: datetime) -> None:
    """Let what a payee owes be paid from what is payable, also where no paper was due."""
    owed = balances_by_name(RECEIVABLE, currency)
    owing = {path.removesuffix(f":{RECEIVABLE}"): minor for path, minor in owed.items()}
    payable = balances([account_of(payee, PAYABLE) for payee in owing], currency)
    bookings = []
    for payee, minor in owing.items():
        standing = CreditStanding(0, payable[account_of(payee, PAYABLE)], minor, 0)
        postings = credit_postings(payee, standing, CreditTotals(), currency)
        if postings:
            key = f"debt-settled:{payee}:{at:%Y%m%dT%H%M%S%f}"
            bookings.append(Booking(key, "finance.debt_settled", on, postings, key))
    book_new(bookings, at=at)


def _issued(
    planned: Sequence[_Payee], currency: str, held: Mapping[str, Mapping[str, int]]
) -> CreditNotesIssued:
    papers = [paper for one in planned for paper in one.papers]
    notes = [paper for paper in papers if not paper.corrects]
    others = [paper for paper in papers if paper.corrects]
    return CreditNotesIssued(
        count=len(notes),
        correction_count=len(others),
        net_minor=sum(p.net_minor for p in notes) - sum(p.net_minor for p in others),
        tax_minor=sum(p.tax_minor for p in notes) - sum(p.tax_minor for p in others),
        currency=currency,
        held=tuple(
            HeldClaims(reason, len(payees), sum(payees.values()))
            for reason, payees in sorted(held.items())
        ),
    )


def _record(issued: CreditNotesIssued, until: date, actor: Actor, at: datetime) -> None:
    facts = {
        "until": str(until),
        "notes": issued.count,
        "corrections": issued.correction_count,
        "net_minor": issued.net_minor,
        "tax_minor": issued.tax_minor,
    }
    audit.record(
        actor=actor, action="finance.issue_credit_notes", subject="credit-notes", at=at, facts=facts
    )
