"""What people are written about their account and their position."""

from __future__ import annotations

import pytest

from config.wiring import PAGES
from core import links
from core import outbox as events
from desk.models import Mail
from desk.selectors.mails import mail_view
from desk.services.mail_accounts import (
    mail_email_change,
    mail_email_confirmation,
    mail_password_changed,
    mail_password_reset,
)
from desk.services.mail_partners import mail_application_decided, mail_application_received
from tests import scenes
from tests.db.desk.post import AT, found_company


@pytest.fixture
def anna(db: None) -> scenes.Login:
    """Found the company and its first position."""
    found_company()
    return scenes.anna(AT)


def text_of(kind: str) -> str:
    found = mail_view(actor=scenes.SYSTEM, mail_id=Mail.objects.get(kind=kind).pk)
    return " ".join(found.text.split())


def test_a_new_partner_is_welcomed_with_number_and_link(anna: scenes.Login) -> None:
    events.drain()
    said = text_of("partner_welcome")
    assert str(anna.member_id) in said
    assert "http://127.0.0.1:8000/p/anna/" in said


def test_secret_links_lead_to_their_pages_and_are_told_once(
    anna: scenes.Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "_pages", PAGES)
    for mail, kind in (
        (mail_email_confirmation, "email_confirmation"),
        (mail_password_reset, "password_reset"),
    ):
        assert mail(account_id=anna.account_id, at=AT) is not None
        assert mail(account_id=anna.account_id, at=AT) is None
        assert "http://127.0.0.1:8000/" in text_of(kind)
        row = Mail.objects.filter(kind=kind).values("subject_ref", "attachments").get()
        assert "@2026" in row["subject_ref"], "another request is another mail"


def test_changes_of_the_account_are_told_to_its_owner(anna: scenes.Login) -> None:
    mail_password_changed(account_id=anna.account_id, at=AT)
    mail_email_change(account_id=anna.account_id, at=AT)
    assert "12:00:00 Uhr (CET, UTC+01:00)" in text_of("password_changed")
    assert "hallo@quellmoos.example" in text_of("email_change")


def test_an_applicant_hears_that_it_is_here_and_what_was_decided(anna: scenes.Login) -> None:
    member_id = anna.member_id or 0
    ids = {"member_id": member_id, "account_id": anna.account_id}
    mail_application_received(**ids, at=AT)
    mail_application_decided(**ids, approved=False, at=AT)
    assert "Antrag erhalten" in text_of("application_received")
    assert "als Kundin oder Kunde" in text_of("application_rejected")
