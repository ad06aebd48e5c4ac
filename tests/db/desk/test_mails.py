"""Mails are queued once, sealed, and sent until they arrive, with the time they were written."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from core import encryption
from core.errors import Refusal
from core.paging import PageRequest
from core.policy import Actor
from desk.mail_facts import MailFilter
from desk.models import Mail
from desk.selectors.mails import MailNotFound, demo_mailbox, mail_queue, mails_page
from desk.services.queue_mail import queue_mail
from desk.services.resend_mail import MailStillWaits, resend_mail
from desk.services.send_mails import ALARM_AFTER, GIVE_UP_AFTER, send_due_mails, wait_after
from tests.db.desk.post import AT, DOWN, found_company, mail, queued

SUPPORT = Actor(-5, frozenset({"support"}), None, "account:-5")
PAGE = PageRequest()


@pytest.fixture(autouse=True)
def _company(db: None) -> None:
    found_company()


def test_a_mail_is_sealed_and_sent_once() -> None:
    queued()
    row = Mail.objects.values().get()
    assert b"bea" not in bytes(row.pop("content_sealed")).lower()
    assert "bea" not in str(row).lower()
    assert send_due_mails(at=AT) == 1
    assert send_due_mails(at=AT + timedelta(days=9)) == 0
    (sent,) = outbox.outbox
    assert sent.to == ["Bea Kundin <bea@example.org>"]
    assert isinstance(sent, EmailMultiAlternatives)
    assert sent.alternatives[0][1] == "text/html"


def test_the_same_kind_and_subject_are_queued_once() -> None:
    queued()
    assert queue_mail(mail=mail(), at=AT) is None
    assert Mail.objects.count() == 1


def test_while_the_server_is_down_a_mail_waits_and_keeps_its_time(settings: Settings) -> None:
    queued()
    settings.EMAIL_BACKEND = DOWN
    assert send_due_mails(at=AT) == 0
    row = Mail.objects.get()
    assert (row.state, row.attempts, row.last_error) == ("waiting", 1, "ConnectionRefusedError")
    assert row.due_at == AT + wait_after(1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due_mails(at=AT) == 0, "not before its time"
    assert send_due_mails(at=AT + timedelta(hours=1)) == 1
    (sent,) = outbox.outbox
    assert sent.message()["Date"] == "Mon, 02 Mar 2026 11:00:00 +0000"
    row.refresh_from_db()
    assert (row.queued_at, row.sent_at) == (AT, AT + timedelta(hours=1))


def test_waits_grow_up_to_eight_hours() -> None:
    waits = [wait_after(attempts) for attempts in range(1, GIVE_UP_AFTER)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(seconds=30), timedelta(hours=8))
    assert sum(waits, timedelta()) > timedelta(days=2)


def test_after_the_fifth_failure_somebody_is_needed(settings: Settings) -> None:
    queued()
    settings.EMAIL_BACKEND = DOWN
    at = AT
    for attempt in range(1, GIVE_UP_AFTER + 1):
        send_due_mails(at=at)
        at += timedelta(hours=9)
        assert mail_queue().needs_somebody == (attempt >= ALARM_AFTER)
    assert mail_queue().given_up == 1
    assert send_due_mails(at=at) == 0
    again = resend_mail(mail_id=Mail.objects.get().pk, actor=SUPPORT, at=at)
    assert not mail_queue().needs_somebody
    assert Mail.objects.get(pk=again).queued_at == AT, "the original time is kept"


def test_one_mail_that_fails_does_not_keep_the_next(settings: Settings) -> None:
    forgotten = encryption.new_person()
    queued("order:1", person_id=forgotten)
    queued("order:2")
    encryption.forget(forgotten)
    assert send_due_mails(at=AT) == 1
    assert Mail.objects.get(subject_ref="order:1").last_error == "Forgotten"


def test_no_log_names_the_recipient(
    settings: Settings, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    queued()
    settings.EMAIL_BACKEND = "tests.db.desk.post.RefusingBackend"
    send_due_mails(at=AT)
    told = caplog.text + "".join(capsys.readouterr()) + Mail.objects.get().last_error
    assert "451" in told
    assert "bea" not in told.lower()


def test_what_a_mail_says_never_changes() -> None:
    queued()
    send_due_mails(at=AT)
    for change in (
        lambda: Mail.objects.update(content_sealed=b"x"),
        lambda: Mail.objects.update(state="waiting", due_at=AT, sent_at=None),
        lambda: connection.cursor().execute("DELETE FROM desk_mail"),
    ):
        with pytest.raises(DatabaseError, match="keeps its past"), transaction.atomic():
            change()


def test_only_what_was_sent_or_given_up_is_sent_again() -> None:
    mail_id = queued()
    with pytest.raises(MailStillWaits):
        resend_mail(mail_id=mail_id, actor=SUPPORT, at=AT)
    send_due_mails(at=AT)
    resend_mail(mail_id=mail_id, actor=SUPPORT, at=AT)
    assert send_due_mails(at=AT) == 1
    first, second = outbox.outbox
    assert first.body == second.body
    assert first.message()["Message-ID"] != second.message()["Message-ID"]


def test_staff_find_mails_by_address_kind_and_state() -> None:
    queued("order:1")
    queued("order:2", to="carl@example.org", kind="parcel")

    def found(**wanted: str) -> list[str]:
        page = mails_page(actor=SUPPORT, page=PAGE, wanted=MailFilter(**wanted))
        return [row.subject_ref for row in page.items]

    assert found(to=" BEA@example.org") == ["order:1"]
    assert found(kind="parcel") == ["order:2"]
    assert found(state="sent") == []
    assert found() == ["order:2", "order:1"]


@pytest.mark.parametrize("role", ["finance", "warehouse", "marketing"])
def test_other_roles_read_no_mails(role: str) -> None:
    actor = Actor(-6, frozenset({role}), None, "account:-6")
    with pytest.raises(Refusal):
        mails_page(actor=actor, page=PAGE)


def test_the_mailbox_opens_in_a_demo_company_only() -> None:
    queued()
    assert len(demo_mailbox(page=PAGE).items) == 1
    found_company(is_demo=False)
    with pytest.raises(MailNotFound):
        demo_mailbox(page=PAGE)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once(transactional_db: None) -> None:
    for number in range(12):
        queued(f"order:{number}")
    sent: list[int] = []

    def work() -> None:
        try:
            sent.append(send_due_mails(at=AT))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _each in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(sent) == 12
    assert len({message.message()["Message-ID"] for message in outbox.outbox}) == 12
