"""Write Gutschriften and corrections as documents, and keep which claims stand on which."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Sum
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.periods import BadPeriod, Period
from core.rounding import split_by_weights
from finance.document_facts import (
    CREDIT_NOTE,
    CREDIT_NOTE_CORRECTION,
    DocumentLine,
    IssuedDocument,
    NewDocument,
    Party,
    SelfBilled,
)
from finance.models import Claim, ClaimUse, CreditNote, Statement
from finance.papers.content import paper_language
from finance.rules.credit_plan import CreditPlan
from finance.rules.self_billing import EU, REGULAR, SMALL_BUSINESS, THIRD_COUNTRY
from finance.services.claim_rows import BULK
from finance.services.credit_papers import CORRECTED, EARNED, RELEASED, Paper, PaperLine
from finance.services.issue_document import issue_credit_documents, issue_document
from network.public import Supplier, TaxFacts

NOTES = {
    REGULAR: "",
    SMALL_BUSINESS: gettext_noop("Exempt from VAT as a small business (§ 19 UStG)."),
    # Both languages, as the law of either country may ask for its own words (§ 14a (5) UStG).
    EU: "Steuerschuldnerschaft des Leistungsempfängers / Reverse charge (Art. 196 MwStSystRL)",
    THIRD_COUNTRY: "Steuerschuldnerschaft des Leistungsempfängers (§ 13b UStG) / Reverse charge",
}
_NAMES = {
    EARNED: gettext_noop("Commission %(period)s (%(run)s)"),
    RELEASED: gettext_noop("Reserve released from commission %(period)s (%(run)s)"),
    CORRECTED: gettext_noop("Commission %(period)s (%(run)s) taken back"),
}


class Writer:
    """Writes the papers of many payees: first `issue_notes`, then `write` for each, then `finish`.

    What they stand on is stored in the end, all at once.
    """

    def __init__(
        self,
        currency: str,
        at: datetime,
        suppliers: Mapping[str, Supplier],
        facts: Mapping[int, TaxFacts],
    ) -> None:
        self._currency, self._at = currency, at
        self._suppliers, self._facts = suppliers, facts
        self._periods: dict[str, str] = {}
        self._issued: dict[str, IssuedDocument] = {}
        self._kept: list[CreditNote] = []
        self._rising: list[ClaimUse] = []
        self._falling: list[tuple[int, int, int | None, int | None, int | None]] = []

    def issue_notes(self, papers: Sequence[Paper]) -> None:
        """Issue the Gutschriften among the papers, all at once; corrections follow in `write`."""
        self._read_periods(papers)
        notes = [self._document(paper) for paper in papers if not paper.corrects]
        self._issued |= issue_credit_documents(documents=notes, at=self._at)

    def _read_periods(self, papers: Sequence[Paper]) -> None:
        """Look up which periods the runs on these papers settled."""
        runs = {line.reference for paper in papers for line in paper.lines}
        rows = Statement.objects.filter(run_ref__in=runs).order_by("run_ref").distinct("run_ref")
        self._periods = dict(rows.values_list("run_ref", "period_key"))

    def write(self, transaction_id: int | None, plan: CreditPlan, papers: Sequence[Paper]) -> None:
        """Issue a payee's corrections and remember what stands on all its papers."""
        on_paper, corrected = dict[int, int](), dict[str, int]()
        for paper in papers:
            issued = self._issued_of(paper)
            self._keep(issued.document_id, transaction_id, paper)
            on_paper |= dict.fromkeys(paper.claims, issued.document_id)
            if paper.corrects:
                corrected[paper.corrects] = issued.document_id
        for claim in plan.noted:
            place = on_paper.get(claim.id)
            self._rising.append(self._use(claim.id, place, claim.left_minor))
        for match in plan.netted:
            place, minor = on_paper.get(match.against_id), match.amount_minor
            self._falling.append((match.negative_id, minor, place, match.against_id, None))
        numbers = _numbers_of([match.against_id for match in plan.corrected])
        for match in plan.corrected:
            place = corrected[numbers[match.against_id]]
            self._falling.append(
                (match.negative_id, match.amount_minor, place, None, match.against_id)
            )

    def finish(self) -> None:
        """Store what stands where, and settle the claims that are used up."""
        CreditNote.objects.bulk_create(self._kept, batch_size=BULK)
        ClaimUse.objects.bulk_create(self._rising, batch_size=BULK)
        uses = {use.claim_id: use.pk for use in self._rising}
        ClaimUse.objects.bulk_create(
            (
                self._use(negative, place, -minor, uses[claim] if claim else use)
                for negative, minor, place, claim, use in self._falling
            ),
            batch_size=BULK,
        )
        _settle(uses.keys() | {row[0] for row in self._falling}, self._at)

    def _use(
        self, claim_id: int, document_id: int | None, minor: int, against_id: int | None = None
    ) -> ClaimUse:
        return ClaimUse(
            claim_id=claim_id,
            document_id=document_id,
            against_id=against_id,
            amount_minor=minor,
            used_at=self._at,
        )

    def _issued_of(self, paper: Paper) -> IssuedDocument:
        if paper.corrects:
            return issue_document(document=self._document(paper), at=self._at)
        return self._issued[paper.key]

    def _keep(self, document_id: int, transaction_id: int | None, paper: Paper) -> None:
        self._kept.append(
            CreditNote(
                document_id=document_id,
                transaction_id=transaction_id,
                payee=paper.payee,
                tax_kind=paper.tax_kind,
                declaration_id=paper.declaration_id,
                rate_bp=paper.rate_bp,
                service_from=paper.service_from,
                service_to=paper.service_to,
            )
        )

    def _document(self, paper: Paper) -> NewDocument:
        supplier, facts = self._suppliers[paper.payee], self._facts[paper.declaration_id]
        language = paper_language(supplier.language)
        nets = [line.net_minor for line in paper.lines]
        taxes = split_by_weights(paper.tax_minor, nets)
        with translation.override(language):
            note, names = _(NOTES[paper.tax_kind]), [self._name(line) for line in paper.lines]
        return NewDocument(
            kind=CREDIT_NOTE_CORRECTION if paper.corrects else CREDIT_NOTE,
            key=paper.key,
            subject=paper.payee,
            order_number="",
            account_id=supplier.account_id,
            person_id=supplier.person_id,
            recipient=_party(facts),
            language=language,
            currency=self._currency,
            supplied_on=paper.service_to,
            lines=tuple(
                DocumentLine(name, "", 1, None, net + tax, paper.rate_bp)
                for name, net, tax in zip(names, nets, taxes, strict=True)
            ),
            corrects=paper.corrects or None,
            tax_note=note,
            self_billed=SelfBilled(
                paper.tax_kind,
                facts.tax_number,
                tuple(nets),
                paper.service_from,
                paper.service_to,
            ),
        )

    def _name(self, line: PaperLine) -> str:
        run = _("run %(number)s") % {"number": line.reference.rpartition(":")[2]}
        period = _shown(self._periods.get(line.reference, ""))
        said = _(_NAMES[line.kind]) % {"period": period, "run": run}
        return " ".join(said.split())


def _shown(period_key: str) -> str:
    """Write a month by its name; other periods, and none, stay as they are."""
    try:
        period = Period(period_key)
    except BadPeriod:
        return period_key
    return formats.date_format(period.starts_on, "F Y") if "W" not in period_key else period_key


def _party(facts: TaxFacts) -> Party:
    address = facts.address
    return Party(
        name=address.name,
        street=address.street,
        postcode=address.postcode,
        town=address.town,
        country=address.country,
        company=address.company,
        vat_id=facts.vat_id,
        extra=address.extra,
    )


def _numbers_of(use_ids: Collection[int]) -> dict[int, str]:
    rows = ClaimUse.objects.filter(pk__in=use_ids)
    return dict(rows.values_list("pk", "document__number")) if use_ids else {}


def _settle(claim_ids: Collection[int], at: datetime) -> None:
    """Close the claims of which nothing is left."""
    rows = Claim.objects.filter(pk__in=claim_ids, settled_at=None)
    left = rows.annotate(used=Sum("uses__amount_minor")).values_list("pk", "amount_minor", "used")
    done = [pk for pk, amount, used in left if amount == used]
    Claim.objects.filter(pk__in=done).update(settled_at=at)
