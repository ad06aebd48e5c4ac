"""Inquiries as partners and staff see them."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commissions.inquiries.facts import InquiryEntry, InquiryNews, InquiryRow, InquiryView
from commissions.inquiries.write import InquiryNotFound
from commissions.models import Inquiry, InquiryMessage
from core import encryption
from core.company import local_date
from core.paging import Page, PageRequest
from core.policy import Actor, allowed, require

FIRST_PAGE = PageRequest()
SEE = "commissions.see_inquiries"


def inquiries_page(
    actor: Actor, *, at: datetime, only_open: bool = True, page: PageRequest = FIRST_PAGE
) -> Page[InquiryRow]:
    """Return inquiries for staff: the open ones by their day, or all of them, newest first.

    Raises: NotAllowed.
    """
    require(actor, SEE)
    rows = _rows().filter(is_open=True).order_by("due_on", "id")
    return _page(rows if only_open else _rows().order_by("-id"), page, at)


def inquiries_of(
    actor: Actor, member_id: int, *, at: datetime, page: PageRequest = FIRST_PAGE
) -> Page[InquiryRow]:
    """Return what a member asked, newest first.

    Raises: NotAllowed.
    """
    require(actor, SEE, member_id=member_id)
    return _page(_rows().filter(member_id=member_id).order_by("-id"), page, at)


def inquiry_about(actor: Actor, run_id: int, line_no: int, *, at: datetime) -> InquiryView | None:
    """Return what was said about a line, or None; nothing of somebody else's line."""
    found = _rows().filter(run_id=run_id, line_no=line_no).first()
    if found is None or not allowed(actor, SEE, member_id=found.member_id):
        return None
    return _view(found, at)


def inquiry(actor: Actor, inquiry_id: int, *, at: datetime) -> InquiryView:
    """Return one inquiry with everything that was said.

    Raises: InquiryNotFound — also for somebody else's.
    """
    found = _rows().filter(pk=inquiry_id).first()
    if found is None or not allowed(actor, SEE, member_id=found.member_id):
        raise InquiryNotFound(_("There is no such inquiry."))
    return _view(found, at)


def inquiry_news(message_id: int, *, at: datetime) -> InquiryNews:
    """Return a message for the mail about it; for reactions."""
    message = InquiryMessage.objects.select_related("inquiry__run").get(pk=message_id)
    text = encryption.unseal_or(message.person_id, bytes(message.text_sealed), "")
    return InquiryNews(_row(message.inquiry, local_date(at)), text)


def _rows() -> QuerySet[Inquiry]:
    return Inquiry.objects.select_related("run")


def _page(rows: QuerySet[Inquiry], page: PageRequest, at: datetime) -> Page[InquiryRow]:
    today = local_date(at)
    start, end = page.bounds
    return page.page(_row(row, today) for row in rows[start:end])


def _row(row: Inquiry, today: date) -> InquiryRow:
    return InquiryRow(
        inquiry_id=row.pk,
        run_id=row.run_id,
        line_no=row.line_no,
        member_id=row.member_id,
        period_key=row.run.period_key,
        order_ref=row.order_ref,
        opened_at=row.opened_at,
        due_on=row.due_on,
        is_open=row.is_open,
        is_overdue=row.is_open and row.due_on < today,
        answered_at=row.answered_at,
    )


def _view(row: Inquiry, at: datetime) -> InquiryView:
    messages = list(row.messages.order_by("pk"))
    sealed = [(message.person_id, bytes(message.text_sealed)) for message in messages]
    texts = encryption.unseal_many_or(sealed, "")
    entries = tuple(
        InquiryEntry(message.pk, message.is_answer, text, message.written_by, message.written_at)
        for message, text in zip(messages, texts, strict=True)
    )
    return InquiryView(_row(row, local_date(at)), entries)
