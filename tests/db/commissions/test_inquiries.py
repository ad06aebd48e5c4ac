"""A partner asks about a line, gets a day, an answer and may ask on; the words stay sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from commissions import public as commissions
from commissions.models import InquiryMessage
from core import encryption
from core.errors import Denied, Invalid, NotFound
from core.models import OutboxEvent
from tests.db.commissions.company import CLERK, STRANGER, draft, partner, publish

AT = datetime(2026, 4, 10, 9, tzinfo=UTC)


def line_of(member_id: int, run_id: int) -> int:
    """Return the number of a member's first line."""
    head = commissions.run_head(run_id, member_id)
    lines = commissions.earned_lines(partner(member_id), run=head, at=AT)
    return lines.items[0].line_no


def ask(member_id: int, run_id: int, text: str = "Why 12 %?", at: datetime = AT) -> int:
    """Let a member ask about its first line."""
    return commissions.ask_about_line(
        run_id=run_id,
        line_no=line_of(member_id, run_id),
        question=text,
        actor=partner(member_id),
        at=at,
    )


def test_a_question_is_due_in_fourteen_days_and_its_answer_closes_it(
    sold: dict[str, int],
) -> None:
    run = publish()
    number = ask(sold["bert"], run.run_id)
    (row,) = commissions.inquiries_page(CLERK, at=AT).items
    assert (row.inquiry_id, row.due_on, row.is_overdue) == (number, date(2026, 4, 24), False)
    late = AT + timedelta(days=15)
    assert commissions.inquiries_page(CLERK, at=late).items[0].is_overdue
    commissions.answer_inquiry(inquiry_id=number, answer="By § 3.", actor=CLERK, at=late)
    assert commissions.inquiries_page(CLERK, at=late).items == ()
    found = commissions.inquiry(partner(sold["bert"]), number, at=late)
    assert [(entry.is_answer, entry.text) for entry in found.entries] == [
        (False, "Why 12 %?"),
        (True, "By § 3."),
    ]
    assert (found.row.is_open, found.row.is_overdue, found.row.answered_at) == (False, False, late)


def test_asking_on_opens_it_again_with_a_new_day(sold: dict[str, int]) -> None:
    run = publish()
    number = ask(sold["bert"], run.run_id)
    commissions.answer_inquiry(inquiry_id=number, answer="By § 3.", actor=CLERK, at=AT)
    later = AT + timedelta(days=60)
    assert ask(sold["bert"], run.run_id, "And § 4?", later) == number
    found = commissions.inquiry(CLERK, number, at=later)
    assert (found.row.is_open, found.row.due_on, len(found.entries)) == (True, date(2026, 6, 23), 3)


def test_a_second_question_keeps_the_first_ones_day(sold: dict[str, int]) -> None:
    run = publish()
    number = ask(sold["bert"], run.run_id)
    ask(sold["bert"], run.run_id, "Hello?", AT + timedelta(days=5))
    assert commissions.inquiry(CLERK, number, at=AT).row.due_on == date(2026, 4, 24)


def test_only_about_ones_own_published_lines(sold: dict[str, int]) -> None:
    run = publish()
    line_no = line_of(sold["bert"], run.run_id)
    number = ask(sold["bert"], run.run_id)
    for stranger in (partner(sold["cara"]), STRANGER, CLERK):
        with pytest.raises(NotFound):
            commissions.ask_about_line(
                run_id=run.run_id, line_no=line_no, question="?", actor=stranger, at=AT
            )
    for stranger in (partner(sold["cara"]), STRANGER):
        with pytest.raises(NotFound):
            commissions.inquiry(stranger, number, at=AT)
        assert commissions.inquiry_about(stranger, run.run_id, line_no, at=AT) is None
        with pytest.raises(Denied):
            commissions.answer_inquiry(inquiry_id=number, answer="!", actor=stranger, at=AT)
        with pytest.raises(Denied):
            commissions.inquiries_page(stranger, at=AT)


def test_a_draft_cannot_be_asked_about(sold: dict[str, int]) -> None:
    run = draft()
    with pytest.raises(NotFound):
        commissions.ask_about_line(
            run_id=run.run_id, line_no=1, question="?", actor=partner(sold["bert"]), at=AT
        )


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4_001])
def test_it_needs_words_and_not_a_book(sold: dict[str, int], text: str) -> None:
    run = publish()
    with pytest.raises(Invalid):
        ask(sold["bert"], run.run_id, text)


def test_an_answered_question_is_not_answered_twice(sold: dict[str, int]) -> None:
    number = ask(sold["bert"], publish().run_id)
    commissions.answer_inquiry(inquiry_id=number, answer="1", actor=CLERK, at=AT)
    with pytest.raises(commissions.InquiryAnswered):
        commissions.answer_inquiry(inquiry_id=number, answer="2", actor=CLERK, at=AT)


def test_nobody_answers_the_own_question(sold: dict[str, int]) -> None:
    number = ask(sold["bert"], publish().run_id)
    bert_at_work = replace(partner(sold["bert"]), roles=frozenset({"finance"}))
    with pytest.raises(Denied):
        commissions.answer_inquiry(inquiry_id=number, answer="!", actor=bert_at_work, at=AT)


def test_words_are_sealed_stay_and_are_in_no_event(sold: dict[str, int]) -> None:
    number = ask(sold["bert"], publish().run_id, "Mein Geheimnis")
    message = InquiryMessage.objects.get()
    assert b"Geheimnis" not in bytes(message.text_sealed)
    event = OutboxEvent.objects.get(name="commissions.inquiry_written")
    assert "Geheimnis" not in str(event.payload)
    with pytest.raises(DatabaseError), transaction.atomic():
        InquiryMessage.objects.update(written_by="nobody")
    encryption.forget(message.person_id)
    assert commissions.inquiry(CLERK, number, at=AT).entries[0].text == ""
