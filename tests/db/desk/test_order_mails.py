"""What buyers are written about their orders: complete, in their language, nobody's markup."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail as outbox

from core import encryption
from core import outbox as events
from core.addresses import Address
from core.company import company as current_company
from core.company import save_company
from core.texts import NewText, publish_text
from desk.models import Mail
from desk.selectors.mails import mail_view
from desk.services.send_mails import send_due_mails
from tests import scenes

HOSTILE = 'Bea <script>alert("x")</script> & *Co* #panic()'
AT = scenes.MARCH


@pytest.fixture(autouse=True)
def _shop(db: None) -> None:
    scenes.company(scenes.FOUNDED)
    for kind, title in (("terms", "AGB"), ("withdrawal", "Widerrufsbelehrung")):
        body = f"# {title}\n\nDer volle Wortlaut mit Muster-Widerrufsformular."
        text = NewText(kind, "de", date(2026, 1, 1), title, body, version="2026-01")
        publish_text(actor=scenes.SYSTEM, text=text, at=scenes.FOUNDED)


def mail_of(kind: str) -> Mail:
    return Mail.objects.get(kind=kind)


def seen(kind: str) -> tuple[str, str]:
    """Return the text and the HTML of the one mail of a kind."""
    found = mail_view(actor=scenes.SYSTEM, mail_id=mail_of(kind).pk)
    return found.text, found.html


def test_the_confirmation_tells_the_whole_contract() -> None:
    scenes.placed_order(None, {"QM-1001": 2}, AT)
    events.drain()
    text, html = seen("order_confirmation")
    for words in (text, html):
        for part in ("Rosen", "Gesamtbetrag", "Lindenweg 3", "Quellmoos Naturkosmetik", "CET"):
            assert part in words, part
    assert 'href="http://127.0.0.1:8000/withdraw/"' in html
    assert "http://127.0.0.1:8000/order/" in html, "a guest needs no account to see the order"
    names = [kept["filename"] for kept in mail_of("order_confirmation").attachments]
    assert names == ["AGB.pdf", "Widerrufsbelehrung.pdf"]


def test_the_full_texts_travel_with_the_confirmation() -> None:
    scenes.placed_order(None, {"QM-1001": 1}, AT)
    events.drain()
    send_due_mails(at=AT)
    (sent,) = outbox.outbox
    files = {name: content for name, content, _kind in sent.attachments}
    assert set(files) == {"AGB.pdf", "Widerrufsbelehrung.pdf"}
    assert all(content.startswith(b"%PDF") for content in files.values())


def test_each_mail_is_written_once_however_often_events_come() -> None:
    order = scenes.paid_order(None, {"QM-1001": 1}, AT)
    scenes.deliver(order.order_id, AT + timedelta(days=2))
    kinds = sorted(Mail.objects.values_list("kind", flat=True))
    assert kinds == ["order_confirmation", "parcel", "payment_received"]


def test_an_order_in_english_gets_english_mails() -> None:
    scenes.paid_order(None, {"QM-1001": 1}, AT, language="en")
    text, _html = seen("payment_received")
    assert "We have received your payment" in text


def test_a_transfer_is_explained_with_a_code_to_scan() -> None:
    scenes.placed_order(None, {"QM-1001": 1}, AT, payment="prepayment")
    events.drain()
    text, html = seen("order_confirmation")
    assert "DE02 1203 0000 0000 2020 51" in text
    assert 'src="cid:transfer-code"' in html
    send_due_mails(at=AT)
    (picture,) = [part for part in outbox.outbox[0].message().walk() if part["Content-ID"]]
    assert picture.get_content_type() == "image/png"


def test_a_hostile_name_stays_a_name() -> None:
    ours = replace(current_company(), name=HOSTILE)
    save_company(actor=scenes.SYSTEM, settings=ours, at=AT)
    address = Address(HOSTILE, "Weg 1", "79098", "Freiburg", "DE")
    scenes.placed_order(None, {"QM-1001": 1}, AT, address=address)
    events.drain()
    text, html = seen("order_confirmation")
    assert "<script" not in html.lower()
    assert "&lt;script&gt;" in html
    assert HOSTILE in text.replace("\n", " ")
    assert mail_of("order_confirmation").subject_ref.startswith("order:")


def test_what_a_mail_is_about_is_stored_without_names() -> None:
    scenes.paid_order(None, {"QM-1001": 1}, AT)
    for row in Mail.objects.values():
        row.pop("content_sealed")
        assert "bea" not in json.dumps(row, default=str).lower()


def test_who_was_forgotten_is_written_no_more() -> None:
    scenes.placed_order(None, {"QM-1001": 1}, AT)
    events.drain()
    encryption.forget(mail_of("order_confirmation").person_id)
    found = mail_view(actor=scenes.SYSTEM, mail_id=mail_of("order_confirmation").pk)
    assert (found.text, found.html, found.row.to) == ("", "", "")
