"""What buyers are written when they withdraw, send back and get their money."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as outbox

from core import encryption
from core import outbox as events
from desk.models import Mail
from desk.selectors.mails import mail_view
from desk.services.send_mails import send_due_mails
from tests.db.desk.post import DOWN
from tests.db.shop.aftermath import (
    SOON,
    accept,
    announce,
    cancel,
    inspect,
    send,
    withdraw,
)
from tests.db.shop.market import LATER, SYSTEM, found_market, paid

HOSTILE = "Anna <img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def _market(db: None) -> None:
    found_market()


def kinds() -> list[str]:
    events.drain()
    return list(Mail.objects.order_by("pk").values_list("kind", flat=True))


def told(kind: str) -> str:
    found = mail_view(actor=SYSTEM, mail_id=Mail.objects.get(kind=kind).pk)
    return " ".join(found.text.split())


def test_a_withdrawal_is_acknowledged_with_its_words_its_time_and_a_pdf(settings: object) -> None:
    order = paid(("CREAM", 2))
    send(order)
    statement = withdraw(order, at=SOON)
    events.drain()
    said = told("withdrawal")
    for part in (statement.declaration, order.number, "Anna Muster", "anna@example.com"):
        assert part in said
    assert "UTC+01:00" in said
    send_due_mails(at=SOON)
    sent = next(mail for mail in outbox.outbox if "Widerruf" in mail.subject)
    ((name, content, _kind),) = sent.attachments
    assert (name, content[:4]) == ("Widerruf.pdf", b"%PDF")


def test_while_the_server_is_down_the_acknowledgement_keeps_its_time(settings: object) -> None:
    order = paid()
    send(order)
    withdraw(order, at=SOON)
    events.drain()
    settings.EMAIL_BACKEND = DOWN  # type: ignore[attr-defined]
    send_due_mails(at=SOON)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    send_due_mails(at=SOON + timedelta(days=1))
    sent = next(mail for mail in outbox.outbox if "Widerruf" in mail.subject)
    assert sent.message()["Date"] == "Wed, 04 Mar 2026 12:00:00 +0000"


def test_a_statement_about_an_unknown_order_is_acknowledged_too() -> None:
    withdraw(None, items=HOSTILE, email="somebody@example.com")
    assert "withdrawal" in kinds()
    found = mail_view(actor=SYSTEM, mail_id=Mail.objects.get(kind="withdrawal").pk)
    assert found.row.to == "somebody@example.com"
    assert "<img src=x" not in found.html


def test_the_same_withdrawal_is_acknowledged_once_each_and_announces_no_return() -> None:
    order = paid()
    send(order)
    withdraw(order)
    withdraw(order)
    assert kinds().count("withdrawal") == 2
    assert "return_announced" not in kinds()


def test_a_return_is_followed_to_the_refund_with_its_correction() -> None:
    order = paid(("CREAM", 1))
    send(order)
    returned = announce(order)
    inspect(returned)
    accept(returned)
    assert {"return_announced", "return_received", "refund"} <= set(kinds())
    assert returned.number in told("return_announced")
    assert "29,90" in told("refund")
    (kept,) = Mail.objects.get(kind="refund").attachments
    assert kept["ref"].startswith("RK-2026-")
    (invoice,) = Mail.objects.get(kind="parcel").attachments
    assert invoice["ref"] == "RE-2026-000001"


def test_a_part_that_is_cancelled_is_told() -> None:
    order = paid(("CREAM", 1), ("TEA", 1))
    cancel(order, ("TEA", 1))
    assert "part_cancelled" in kinds()


def test_mails_about_a_forgotten_buyer_are_not_written() -> None:
    order = paid()
    events.drain()
    encryption.forget(Mail.objects.first().person_id)  # type: ignore[union-attr]
    before = len(kinds())
    cancel(order, at=LATER)
    assert len(kinds()) == before
