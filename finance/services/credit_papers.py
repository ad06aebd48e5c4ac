"""What each Gutschrift and each correction of one payee says, before it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from core.company import company
from core.errors import InvariantBroken
from finance.models import ClaimUse, Document
from finance.models.claim import ClaimKind
from finance.rules.credit_plan import CreditPlan
from finance.rules.self_billing import rate_bp, tax_on_top, tax_taken_back
from finance.selectors.claims import StoredClaim
from network.public import Supplier

EARNED, RELEASED, CORRECTED = "earned", "released", "corrected"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """The net of one run on a paper: earned, released from the reserve, or taken back."""

    reference: str
    kind: str
    net_minor: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A Gutschrift, or the correction of one (`corrects` is its number). Amounts are above zero.

    `claims` stand on a Gutschrift; a correction's uses follow from the plan.
    """

    payee: str
    corrects: str
    tax_kind: str
    rate_bp: int
    declaration_id: int
    tax_minor: int
    service_from: date
    service_to: date
    lines: tuple[PaperLine, ...]
    claims: tuple[int, ...] = ()
    key: str = ""

    @property
    def net_minor(self) -> int:
        """Return the net of the lines."""
        return sum(line.net_minor for line in self.lines)


def notes_of(
    owned: Sequence[StoredClaim], plan: CreditPlan, supplier: Supplier | None
) -> Iterator[Paper]:
    """Yield one Gutschrift for each tax status and rate of the days of service."""
    left = {claim.id: claim.left_minor for claim in plan.noted}
    for match in plan.netted:
        left[match.against_id] -= match.amount_minor
    grouped: dict[tuple[str, int], list[tuple[StoredClaim, int]]] = defaultdict(list)
    for claim in owned:
        if left.get(claim.id):
            kind, rate, declaration = _taxed(supplier, claim.service_on)
            grouped[kind, rate].append((claim, declaration))
    for (kind, rate), members in sorted(grouped.items()):
        claims = [claim for claim, _declaration in members]
        net = sum(left[claim.id] for claim in claims)
        yield Paper(
            payee=claims[0].payee,
            corrects="",
            tax_kind=kind,
            rate_bp=rate,
            # A change of address leaves the status: the papers name the latest.
            declaration_id=max(members, key=lambda one: one[0].service_on)[1],
            tax_minor=tax_on_top(net, rate),
            service_from=min(claim.service_on for claim in claims),
            service_to=max(claim.service_on for claim in claims),
            lines=_lines([(claim, left[claim.id]) for claim in claims]),
            claims=tuple(claim.id for claim in claims),
            key=f"credit-note:{claims[0].payee}:{kind}:{claims[0].id}",
        )


def corrections_of(plan: CreditPlan) -> Iterator[Paper]:
    """Yield one correction for each Gutschrift that is lowered; it is taxed as that one was."""
    if not plan.corrected:
        return
    taken = defaultdict[int, int](int)
    for match in plan.corrected:
        taken[match.against_id] += match.amount_minor
    uses = ClaimUse.objects.filter(pk__in=taken).select_related("claim", "document__credit_note")
    by_document: dict[Document, list[ClaimUse]] = defaultdict(list)
    for use in uses.order_by("document_id", "id"):
        if use.document is None:
            raise InvariantBroken("what stands on no paper cannot be corrected there")
        by_document[use.document].append(use)
    for document, stood in by_document.items():
        yield _correction(document, stood, taken)


def _correction(document: Document, stood: Sequence[ClaimUse], taken: Mapping[int, int]) -> Paper:
    note = document.credit_note
    net = sum(taken[use.pk] for use in stood)
    before = document.corrections.aggregate(sum=Sum("net_minor"))["sum"] or 0
    by_run = defaultdict[str, int](int)
    for use in stood:
        by_run[use.claim.reference] += taken[use.pk]
    return Paper(
        payee=note.payee,
        corrects=document.number,
        tax_kind=note.tax_kind,
        rate_bp=note.rate_bp,
        declaration_id=note.declaration_id,
        tax_minor=tax_taken_back(document.net_minor - before, net, note.rate_bp),
        service_from=min(use.claim.service_on for use in stood),
        service_to=max(use.claim.service_on for use in stood),
        lines=tuple(PaperLine(run, CORRECTED, minor) for run, minor in sorted(by_run.items())),
        # What was taken back before only grows: no two corrections of a paper share a key.
        key=f"credit-note-correction:{document.number}:{before}",
    )


def _taxed(supplier: Supplier | None, day: date) -> tuple[str, int, int]:
    """Return kind, rate and declaration of a day; whoever calls has seen that there are some."""
    span = supplier.span_on(day) if supplier else None
    rate = rate_bp(span.kind, company().country, day) if span else None
    if span is None or rate is None:
        raise InvariantBroken("a claim without tax status cannot stand on a Gutschrift")
    return span.kind, rate, span.declaration_id


def _lines(claims: Sequence[tuple[StoredClaim, int]]) -> tuple[PaperLine, ...]:
    sums = defaultdict[tuple[str, str], int](int)
    for claim, minor in claims:
        kind = EARNED if claim.kind == ClaimKind.VESTED else RELEASED
        sums[claim.reference, kind] += minor
    return tuple(PaperLine(run, kind, minor) for (run, kind), minor in sums.items())
