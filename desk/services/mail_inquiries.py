"""Write about questions on earning lines: to who asked, to the company, and with the answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils import formats, translation
from django.utils.translation import gettext as _

import network.public as network
from core.company import Company, company
from core.links import link
from desk.mails.message import Button, Facts, Message, Words
from desk.mails.statements import month_in_words
from desk.mails.writing import Occasion, Reader, Written, reader_of, write


@dataclass(frozen=True, slots=True)
class InquiryMail:
    """What a mail about a question or its answer tells."""

    inquiry_id: int
    message_id: int
    member_id: int
    run_id: int
    line_no: int
    order_ref: str
    period_key: str
    due_on: date
    text: str = field(repr=False)


def mail_inquiry(*, about: InquiryMail, is_answer: bool, at: datetime) -> int | None:
    """Write about a new question or its answer, once."""
    if is_answer:
        return _mail_answered(about, at)
    return _mail_asked(about, at)


def _mail_asked(about: InquiryMail, at: datetime) -> int | None:
    """Tell who asked by when the answer comes, and the company that somebody asked."""
    reader = _member(about)
    ours = company()
    office = replace(reader, email=ours.email, name=ours.name, language=ours.language)
    ref = f"inquiry:{about.inquiry_id}:{about.message_id}"
    write(Occasion("inquiry_to_answer", ref, at), office, lambda _sender: _to_us(about, office))
    return write(Occasion("inquiry_asked", ref, at), reader, lambda _s: _to_asker(about, reader))


def _mail_answered(about: InquiryMail, at: datetime) -> int | None:
    """Send who asked the answer."""
    reader = _member(about)

    def written(_sender: Company) -> Written:
        title = _("Our answer about order %(number)s") % {"number": about.order_ref}
        said = _("You asked about a line of your earnings. This is our answer:")
        more = _("If something is still open, ask on: the inquiry stays yours.")
        button = Button(_("Open the inquiry"), link("inquiry", inquiry_id=about.inquiry_id))
        blocks = (_line(about), Words(said), Words(about.text, is_strong=True), Words(more), button)
        return Written(Message(subject=title, name=reader.name, blocks=blocks))

    ref = f"inquiry:{about.inquiry_id}:{about.message_id}"
    return write(Occasion("inquiry_answered", ref, at), reader, written)


def _member(about: InquiryMail) -> Reader:
    card = network.member_card(about.member_id)
    return reader_of(network.addressee_of(card.account_id))


def _to_asker(about: InquiryMail, reader: Reader) -> Written:
    title = _("We have your question about order %(number)s") % {"number": about.order_ref}
    said = _("We look at it and answer by %(day)s at the latest.") % {"day": _day(about.due_on)}
    button = Button(_("Open the inquiry"), link("inquiry", inquiry_id=about.inquiry_id))
    blocks = (Words(said), _line(about), Words(_("You wrote:")), Words(about.text), button)
    return Written(Message(subject=title, name=reader.name, blocks=blocks))


def _to_us(about: InquiryMail, office: Reader) -> Written:
    title = _("Partner %(number)s asks about an earning") % {"number": about.member_id}
    said = _("The answer is due on %(day)s.") % {"day": _day(about.due_on)}
    button = Button(_("Answer the inquiry"), link("staff_inquiry", inquiry_id=about.inquiry_id))
    blocks = (Words(said, is_strong=True), _line(about), Words(about.text), button)
    return Written(Message(subject=title, name=office.name, blocks=blocks))


def _line(about: InquiryMail) -> Facts:
    return Facts(
        (
            (_("Order number"), about.order_ref),
            (_("Period"), month_in_words(about.period_key)),
            (_("Line"), str(about.line_no)),
        )
    )


def _day(day: date) -> str:
    is_german = (translation.get_language() or "de").startswith("de")
    return formats.date_format(day, "j. F Y" if is_german else "j F Y")
