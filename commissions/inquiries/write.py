"""Ask about an earning line, and answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

import network.public as network
from commissions.events import InquiryWritten
from commissions.models import EarningLine, Inquiry, InquiryMessage, RunState
from commissions.selectors.why import LineNotFound
from core import audit, encryption, outbox
from core.company import local_date
from core.errors import Denied, Invalid, NotFound, Refused
from core.policy import Actor, allowed, require

ANSWER_WITHIN_DAYS = 14
LONGEST_TEXT = 4_000


class InquiryNotFound(NotFound):
    """There is no such inquiry, or not for this person."""

    code = "commissions.inquiry_not_found"


class InquiryTextMissing(Invalid):
    """A question or an answer needs words, and not a book of them."""

    code = "commissions.inquiry_text_missing"


class OwnInquiry(Denied):
    """Staff may be partners too; somebody else answers what they ask."""

    code = "commissions.own_inquiry"


class InquiryAnswered(Refused):
    """The question was answered meanwhile."""

    code = "commissions.inquiry_answered"


@transaction.atomic
def ask_about_line(*, run_id: int, line_no: int, question: str, actor: Actor, at: datetime) -> int:
    """Ask about one of one's own lines, or ask on; return the inquiry's number.

    The answer is due fourteen days later. Asking on opens an answered inquiry again.
    Raises: LineNotFound — also for somebody else's line; InquiryTextMissing.
    """
    text = _checked(question)
    line = _own_line(actor, run_id, line_no)
    due_on = local_date(at) + timedelta(days=ANSWER_WITHIN_DAYS)
    facts = {
        "member_id": line.member_id,
        "order_ref": line.volume_entry.order_ref if line.volume_entry else "",
        "opened_at": at,
        "due_on": due_on,
    }
    rows = Inquiry.objects.select_for_update()
    inquiry, is_new = rows.get_or_create(run_id=run_id, line_no=line_no, defaults=facts)
    if not is_new and not inquiry.is_open:
        inquiry.is_open, inquiry.due_on, inquiry.opened_at = True, due_on, at
        inquiry.save(update_fields=["is_open", "due_on", "opened_at"])
    _write(inquiry, text, actor, at, is_answer=False)
    return inquiry.pk


@transaction.atomic
def answer_inquiry(*, inquiry_id: int, answer: str, actor: Actor, at: datetime) -> None:
    """Answer a question; the member is written to.

    Raises: NotAllowed; InquiryNotFound; InquiryTextMissing; InquiryAnswered; OwnInquiry.
    """
    require(actor, "commissions.answer_inquiry")
    text = _checked(answer)
    inquiry = Inquiry.objects.select_for_update().filter(pk=inquiry_id).first()
    if inquiry is None:
        raise InquiryNotFound(_("There is no such inquiry."))
    if actor.member_id == inquiry.member_id:
        raise OwnInquiry(_("This is your own question. Ask a colleague to answer it."))
    if not inquiry.is_open:
        said = _("This was answered meanwhile. Read the answer before you add to it.")
        raise InquiryAnswered(said, inquiry_id=inquiry_id)
    inquiry.is_open, inquiry.answered_at = False, at
    inquiry.save(update_fields=["is_open", "answered_at"])
    _write(inquiry, text, actor, at, is_answer=True)
    facts = {"run_id": inquiry.run_id, "line_no": inquiry.line_no}
    audit.record(
        actor=actor,
        action="commissions.answer_inquiry",
        subject=f"inquiry:{inquiry_id}",
        at=at,
        facts=facts,
    )


def _own_line(actor: Actor, run_id: int, line_no: int) -> EarningLine:
    rows = EarningLine.objects.select_related("volume_entry").filter(
        run_id=run_id, line_no=line_no, run__state=RunState.PUBLISHED
    )
    line = rows.first()
    if line is None or not allowed(actor, "commissions.ask_about_line", member_id=line.member_id):
        raise LineNotFound(_("There is no such line, or it is not yours."))
    return line


def _checked(text: str) -> str:
    told = text.strip()
    if not told:
        raise InquiryTextMissing(_("Write a few words."), field="text")
    if len(told) > LONGEST_TEXT:
        said = _("That is too long. Write at most %(count)s letters.")
        raise InquiryTextMissing(said % {"count": LONGEST_TEXT}, field="text")
    return told


def _write(inquiry: Inquiry, text: str, actor: Actor, at: datetime, *, is_answer: bool) -> None:
    account_id = network.member_card(inquiry.member_id).account_id
    person_id = network.addressee_of(account_id).person_id
    message = InquiryMessage.objects.create(
        inquiry=inquiry,
        is_answer=is_answer,
        person_id=person_id,
        text_sealed=encryption.seal(person_id, text),
        written_by=actor.label,
        written_at=at,
    )
    outbox.publish(
        InquiryWritten(inquiry_id=inquiry.pk, message_id=message.pk, is_answer=is_answer, at=at)
    )
