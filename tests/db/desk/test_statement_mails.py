"""Statements mailed to everybody: asked for once, written in steps, each once, with the paper."""

from __future__ import annotations

import pytest
from django.core import mail as post
from django.db import transaction
from pytest_django import Settings
from time_machine import TimeMachineFixture

import desk.public as desk
from config import wiring
from core import encryption
from core.errors import Denied
from desk.models import Mail, MailJob
from desk.services.mail_statements import write_statement_mails
from network.models import Account
from tests import scenes
from tests.db.desk.post import DOWN

ARRIVE = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def month(time_machine: TimeMachineFixture, db: None) -> scenes.SettledMonth:
    """Let March 2026 be over and published; nothing of it waits to be sent."""
    wiring.install()
    time_machine.move_to(scenes.LATER)
    settled = scenes.settled_month()
    desk.send_due_mails(at=scenes.LATER)
    return settled


def click(month: scenes.SettledMonth) -> desk.MailJobView:
    """Ask for the mails of March."""
    return desk.mail_statements(
        run_ref=f"run:{month.run_id}", actor=month.clerk.actor, at=scenes.LATER
    )


def stands(month: scenes.SettledMonth) -> desk.MailJobView:
    """Return how the job stands."""
    ref = f"run:{month.run_id}"
    return desk.statement_mail_jobs(month.clerk.actor, [ref])[ref]


def test_one_click_writes_to_everybody_once(month: scenes.SettledMonth) -> None:
    assert (click(month).total, click(month).seen) == (3, 0)
    assert MailJob.objects.count() == 1
    assert [write_statement_mails(at=scenes.LATER, step=2) for _each in range(3)] == [2, 1, 0]
    found = stands(month)
    assert (found.queued, found.waiting, found.skipped, found.thousandths) == (3, 3, 0, 0)
    assert Mail.objects.filter(kind="statement").count() == 3
    assert desk.send_due_mails(at=scenes.LATER) == 3
    found = stands(month)
    assert (found.sent, found.is_over, found.thousandths) == (3, True, 1000)
    click(month)
    assert write_statement_mails(at=scenes.LATER) == 0


def test_the_mail_says_what_was_earned_and_carries_the_paper(
    month: scenes.SettledMonth, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = ARRIVE
    post.outbox.clear()
    click(month)
    write_statement_mails(at=scenes.LATER)
    desk.send_due_mails(at=scenes.LATER)
    sent = next(one for one in post.outbox if "anna@example.org" in one.to[0])
    assert sent.subject == "Ihre Provisionsabrechnung März 2026"
    assert "Im Zeitraum März 2026 haben Sie 11,04" in sent.body
    assert f"/office/statements/{month.run_id}/" in sent.body
    ((name, content, kind),) = sent.attachments
    assert (name, kind) == (
        f"Provisionsabrechnung 2026-03 {month.anna.member_id}.pdf",
        "application/pdf",
    )
    assert bytes(content).startswith(b"%PDF")


def test_a_step_that_is_cut_off_is_taken_up_again(month: scenes.SettledMonth) -> None:
    click(month)
    with pytest.raises(RuntimeError), transaction.atomic():
        write_statement_mails(at=scenes.LATER, step=2)
        raise RuntimeError("the power went out")
    assert stands(month).seen == 0
    while write_statement_mails(at=scenes.LATER, step=1):
        pass
    people = Mail.objects.filter(kind="statement").values_list("subject_ref", flat=True)
    assert len(set(people)) == len(people) == 3


def test_a_server_that_is_down_shows_as_failing(
    month: scenes.SettledMonth, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = DOWN
    click(month)
    write_statement_mails(at=scenes.LATER)
    desk.send_due_mails(at=scenes.LATER)
    found = stands(month)
    assert (found.sent, found.failing, found.is_over) == (0, 3, False)


def test_who_has_no_address_any_more_is_counted_as_such(month: scenes.SettledMonth) -> None:
    encryption.forget(Account.objects.get(pk=month.cara.account_id).person_id)
    click(month)
    write_statement_mails(at=scenes.LATER)
    found = stands(month)
    assert (found.seen, found.queued, found.skipped) == (3, 2, 1)


def test_nobody_else_may_send_them_and_there_must_be_some(month: scenes.SettledMonth) -> None:
    for who in (month.anna, month.warehouse):
        with pytest.raises(Denied):
            desk.mail_statements(run_ref=f"run:{month.run_id}", actor=who.actor, at=scenes.LATER)
    with pytest.raises(desk.NothingToMail):
        desk.mail_statements(run_ref="run:999", actor=month.clerk.actor, at=scenes.LATER)
