"""Have finance issue an order's papers: an invoice per parcel, a correction for what returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.company import local_date
from core.errors import Refused
from finance.public import (
    CARD,
    CORRECTION,
    INVOICE,
    TRANSFER,
    DocumentLine,
    NewDocument,
    Party,
    PaymentNote,
    document_by_key,
    issue_document,
)
from shop.models import Fulfillment, FulfillmentLine, Order, OrderLine, Return
from shop.models.payment import PaymentCode
from shop.rules.pieces import Worth, part
from shop.selectors.contacts import read_contact


class BuyerForgotten(Refused):
    """The buyer's data were erased, so no paper can be addressed."""

    code = "shop.buyer_forgotten"


@dataclass(frozen=True, slots=True)
class _Slice:
    """Pieces [start, stop) of a line, in the row in which they were sent."""

    line: OrderLine
    start: int
    stop: int

    def written(self) -> DocumentLine:
        line = self.line
        worth = Worth(line.gross_minor, line.net_minor, line.pv_minor, line.cv_minor)
        gross = part(worth, line.quantity, self.start, self.stop).gross_minor
        return DocumentLine(
            name=line.name,
            sku=line.sku,
            quantity=self.stop - self.start,
            unit_gross_minor=line.unit_gross_minor,
            gross_minor=gross,
            tax_rate_bp=line.tax_rate_bp,
        )


def invoice_parcel(order: Order, parcel: Fulfillment, *, at: datetime) -> None:
    """Invoice what a parcel holds; the first one bears the shipping. Free goods get no invoice.

    Raises: BuyerForgotten; CompanyFactMissing; RecipientFactMissing.
    """
    slices = [one for parcel_id, one in _sent(order) if parcel_id == parcel.pk]
    lines = [one.written() for one in slices]
    if _is_first(order, parcel) and order.shipping_gross_minor:
        lines.append(_shipping_line(order, order.shipping_gross_minor))
    _issue(order, f"delivery:{parcel.pk}", lines, supplied_at=parcel.shipped_at, at=at)


def correct_return(
    order: Order, returned: Return, quantities: Mapping[int, int], shipping_minor: int, at: datetime
) -> None:
    """Correct the invoices of what came back, before it is written down as taken back.

    `quantities` are the pieces of each order line, `shipping_minor` the shipping that goes back.

    Raises: BuyerForgotten.
    """
    taken: dict[int, list[DocumentLine]] = {}
    before = _taken_back(order)
    for parcel_id, piece in _sent(order):
        first = before.get(piece.line.pk, 0)
        last = first + quantities.get(piece.line.pk, 0)
        start, stop = max(piece.start, first), min(piece.stop, last)
        if start < stop:
            taken.setdefault(parcel_id, []).append(_Slice(piece.line, start, stop).written())
    if shipping_minor:
        first_parcel = order.fulfillments.order_by("pk").values_list("pk", flat=True)[0]
        taken.setdefault(first_parcel, []).append(_shipping_line(order, shipping_minor))
    for parcel_id, lines in sorted(taken.items()):
        invoice = document_by_key(f"delivery:{parcel_id}")
        if invoice is not None:
            key = f"return:{returned.pk}/delivery:{parcel_id}"
            _issue(order, key, lines, corrects=invoice.number, supplied_at=at, at=at)


def _sent(order: Order) -> Iterator[tuple[int, _Slice]]:
    """Yield what each parcel held, as slices of the lines' rows of pieces."""
    sent: dict[int, int] = {}
    packed = FulfillmentLine.objects.filter(fulfillment__order=order).select_related("order_line")
    for row in packed.order_by("fulfillment", "order_line__position"):
        start = sent.get(row.order_line_id, 0)
        sent[row.order_line_id] = start + row.quantity
        yield row.fulfillment_id, _Slice(row.order_line, start, start + row.quantity)


def _taken_back(order: Order) -> dict[int, int]:
    counts: dict[int, int] = {}
    rows = order.reversals.filter(kind="return").values_list("lines__order_line", "lines__quantity")
    for line_id, quantity in rows:
        counts[line_id] = counts.get(line_id, 0) + quantity
    return counts


def _is_first(order: Order, parcel: Fulfillment) -> bool:
    return not order.fulfillments.filter(pk__lt=parcel.pk).exists()


def _shipping_line(order: Order, gross_minor: int) -> DocumentLine:
    with override(order.language):
        name = order.shipping_name or _("Shipping")
    return DocumentLine(
        name=name,
        sku="",
        quantity=1,
        unit_gross_minor=None,
        gross_minor=gross_minor,
        tax_rate_bp=order.shipping_rate_bp,
    )


def _issue(
    order: Order,
    key: str,
    lines: Sequence[DocumentLine],
    *,
    supplied_at: datetime,
    at: datetime,
    corrects: str | None = None,
) -> None:
    if not any(line.gross_minor for line in lines):
        return
    person_id, recipient = _recipient(order)
    issue_document(
        document=NewDocument(
            kind=CORRECTION if corrects else INVOICE,
            key=key,
            subject=f"order:{order.pk}",
            order_number=order.number,
            account_id=order.account_id,
            person_id=person_id,
            recipient=recipient,
            language=order.language,
            currency=order.currency,
            supplied_on=local_date(supplied_at),
            lines=tuple(lines),
            corrects=corrects,
            payment_note=_payment(order),
        ),
        at=at,
    )


def _recipient(order: Order) -> tuple[UUID, Party]:
    contact = read_contact(order.person_id, order.contact_sealed)
    if contact is None or order.person_id is None:
        text = _("The address of order %(number)s was erased; no paper can be written.")
        raise BuyerForgotten(text % {"number": order.number}, order=order.pk)
    to = contact.paper_address
    party = Party(
        name=to.name,
        street=to.street,
        postcode=to.postcode,
        town=to.town,
        country=to.country,
        company=to.company,
        vat_id=contact.vat_id,
        extra=to.extra,
    )
    return order.person_id, party


def _payment(order: Order) -> PaymentNote:
    method = CARD if order.payment_method == PaymentCode.CARD else TRANSFER
    paid_on = local_date(order.paid_at) if order.paid_at else None
    return PaymentNote(method, paid_on, order.number)
