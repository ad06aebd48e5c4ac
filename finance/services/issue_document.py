"""Issue an invoice, a Gutschrift or a correction: checked, numbered without gaps, sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from core import encryption
from core.company import company, local_date
from core.errors import Conflict, NotFound, Refused
from core.locks import Lock, take
from finance.document_facts import CREDIT_NOTE, ORIGINALS, IssuedDocument, NewDocument
from finance.models import Document, DocumentLine
from finance.services.claim_rows import BULK
from finance.services.document_rows import (
    SERIES,
    Draft,
    Issue,
    Place,
    digest_of,
    draft_of,
    insist_on_facts,
)
from finance.services.letterheads import keep_letterhead


class DocumentKeyUsed(Conflict):
    """The key has issued something else; a repeat must be the same request."""

    code = "finance.document_key_used"


class OriginalNotFound(NotFound):
    """There is no invoice of this number to be corrected."""

    code = "finance.original_not_found"


class CorrectionTooHigh(Refused):
    """More would be taken back, at one tax rate, than the original and its corrections leave."""

    code = "finance.correction_too_high"


@transaction.atomic
def issue_document(*, document: NewDocument, at: datetime) -> IssuedDocument:
    """Issue a document in the caller's transaction, or find the one this key has issued.

    Its number is taken last: the series stays locked until the transaction ends, and a rollback
    leaves no gap. A document whose lines are all free is refused: nothing is owed, so nothing is
    invoiced. Who may issue is asked by the use case that calls.

    Raises: CompanyFactMissing; RecipientFactMissing; OriginalNotFound; CorrectionTooHigh;
    DocumentKeyUsed. InvariantBroken — lines that no input of a person can lead to.
    """
    seller, issued_on = company(), local_date(at)
    insist_on_facts([document], seller)
    series = document.series or SERIES[document.kind]
    take(Lock.SERIES, *_locks(document, series, issued_on.year))
    if known := _issued_before([document]).get(document.key):
        return known
    original = _original(document)
    place = Place(series, issued_on.year, _next_sequence(series, issued_on.year))
    issue = Issue(seller, keep_letterhead(seller, at=at), issued_on, at)
    return _stored([draft_of(document, place, issue, original)])[0]


@transaction.atomic
def issue_credit_documents(
    *, documents: Sequence[NewDocument], at: datetime
) -> dict[str, IssuedDocument]:
    """Issue many Gutschriften in the order given; return them by key. See `issue_document`.

    Neither statements nor locks depend on their number: of what is locked the series is enough,
    as whoever calls holds the payable accounts that these keys are of. None is a correction.
    """
    if not documents:
        return {}
    seller, issued_on = company(), local_date(at)
    insist_on_facts(documents, seller)
    series = SERIES[CREDIT_NOTE]
    take(Lock.SERIES, f"document:{series}-{issued_on.year}")
    known = _issued_before(documents)
    fresh = [document for document in documents if document.key not in known]
    if not fresh:
        return known
    first = _next_sequence(series, issued_on.year)
    issue = Issue(seller, keep_letterhead(seller, at=at), issued_on, at)
    places = (Place(series, issued_on.year, first + number) for number in range(len(fresh)))
    drafts = [draft_of(one, place, issue, None) for one, place in zip(fresh, places, strict=True)]
    stored = {draft.document.key: one for draft, one in zip(drafts, _stored(drafts), strict=True)}
    return known | stored


def _locks(document: NewDocument, series: str, year: int) -> list[str]:
    """Lock the series, the key and what is corrected, so that each is decided by one at a time."""
    locks = [f"document:{series}-{year}", f"document-key:{document.key}"]
    return [*locks, f"document-number:{document.corrects}"] if document.corrects else locks


def _issued_before(documents: Sequence[NewDocument]) -> dict[str, IssuedDocument]:
    asked = {document.key: document for document in documents}
    found = {}
    for row in Document.objects.filter(key__in=list(asked)):
        if row.request_digest != digest_of(asked[row.key]):
            text = _("This key has issued another document, %(number)s. Use a new key.")
            raise DocumentKeyUsed(text % {"number": row.number}, document=row.pk)
        found[row.key] = _issued(row)
    return found


def _original(document: NewDocument) -> Document | None:
    """Return what is corrected, after checking that as much is left of it.

    Raises: OriginalNotFound; CorrectionTooHigh.
    """
    if not document.corrects:
        return None
    found = Document.objects.filter(number=document.corrects, kind=ORIGINALS[document.kind]).first()
    if found is None or found.currency != document.currency:
        text = _("There is no document %(number)s in %(currency)s to be corrected.")
        said = {"number": document.corrects, "currency": document.currency}
        raise OriginalNotFound(text % said)
    left = _left_by_rate(found)
    for line in document.lines:
        left[line.tax_rate_bp] = left.get(line.tax_rate_bp, 0) - line.gross_minor
    if min(left.values()) < 0:
        text = _("Document %(number)s has less left than this correction takes back.")
        raise CorrectionTooHigh(text % {"number": found.number}, document=found.pk)
    return found


def _left_by_rate(original: Document) -> dict[int, int]:
    sums = DocumentLine.objects.values_list("tax_rate_bp").annotate(sum=Sum("gross_minor"))
    left = dict(sums.filter(document=original))
    for rate_bp, gross_minor in sums.filter(document__corrects=original):
        left[rate_bp] -= gross_minor
    return left


def _next_sequence(series: str, year: int) -> int:
    """Return the next number; the caller holds the series' lock."""
    rows = Document.objects.filter(series=series, year=year)
    return int(rows.aggregate(last=Max("sequence"))["last"] or 0) + 1


def _stored(drafts: Sequence[Draft]) -> list[IssuedDocument]:
    """Seal and store papers with their lines."""
    rows = [draft.row for draft in drafts]
    seals = encryption.seal_many([(draft.row.person_id, draft.words) for draft in drafts])
    for row, sealed in zip(rows, seals, strict=True):
        row.content_sealed = sealed
    Document.objects.bulk_create(rows, batch_size=BULK)
    lines = (line for draft in drafts for line in draft.lines())
    DocumentLine.objects.bulk_create(lines, batch_size=BULK)
    return [_issued(row) for row in rows]


def _issued(row: Document) -> IssuedDocument:
    return IssuedDocument(row.pk, row.number, row.gross_minor, row.net_minor, row.tax_minor)
