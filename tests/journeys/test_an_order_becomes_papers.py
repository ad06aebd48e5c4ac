"""A guest orders, finds the mails, and gets the invoice; nobody else does."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

import desk.public as desk
from tests import scenes
from tests.journeys.visitor import Visitor


@pytest.fixture
def month(time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    """Let March be over and published."""
    time_machine.move_to(scenes.LATER)
    return scenes.settled_month()


def test_the_mails_of_a_purchase_lie_in_the_demos_mailbox(month: scenes.SettledMonth) -> None:
    reader = Visitor("de")
    box = reader.client.get("/demo/mailbox/")
    number = month.delivered.number
    links = re.findall(r'href="(/demo/mailbox/\d+/)">([^<]+)', box.content.decode())
    found = {title: link for link, title in links}
    assert f"Ihre Bestellung {number}" in found
    assert f"Zahlung zur Bestellung {number} eingegangen" in found
    shown = reader.open(found[f"Ihre Bestellung {number}"])
    assert "Die E-Mail als reiner Text" in shown


def test_a_mail_is_shown_in_a_frame_that_runs_and_loads_nothing(
    month: scenes.SettledMonth,
) -> None:
    box = Client().get("/demo/mailbox/").content.decode()
    link = re.search(r'href="(/demo/mailbox/\d+/)"', box)
    assert link is not None
    answer = Client().get(f"{link[1]}html/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    page = Client().get(link[1])
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


def test_the_buyer_downloads_the_invoice_and_a_stranger_does_not(
    month: scenes.SettledMonth,
) -> None:
    number = scenes.invoice(month.paid)
    carl, dora = Visitor(), Visitor()
    carl.sign_in(month.carl)
    answer = carl.client.get(f"/account/invoices/{number}/")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"] == f'inline; filename="{number}.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]
    dora.sign_in(scenes.customer("dora@example.org", "Dora Kundin", None, scenes.MARCH))
    dora.open(f"/account/invoices/{number}/", status=404)


def test_a_guest_gets_the_invoice_by_the_orders_own_link(month: scenes.SettledMonth) -> None:
    order = scenes.paid_order(None, {"QM-1001": 1}, scenes.MARCH)
    number, other = scenes.invoice(order), scenes.invoice(month.paid)
    guest = Visitor()
    answer = guest.client.get(f"/thanks/{order.payment_token}/{number}/")
    assert answer.content.startswith(b"%PDF")
    guest.open(f"/thanks/{order.payment_token}/{other}/", status=404)


def test_finance_finds_an_invoice_by_number_order_kind_and_month(
    month: scenes.SettledMonth,
) -> None:
    number = scenes.invoice(month.paid)
    clerk = Visitor("en")
    clerk.sign_in(month.clerk)
    for query in (f"q={number}", f"q={month.paid.number}", "kind=invoice", "month=2026-04"):
        assert number in clerk.open(f"/staff/documents/?{query}"), query
    for query in ("q=RE-1", "kind=correction", "month=2026-03", "month=nonsense&kind=x"):
        assert number not in clerk.open(f"/staff/documents/?{query}"), query
    for sort in ("number", "-number", "issued_on", "-gross", "order", "nonsense"):
        shown = clerk.open(f"/staff/documents/?sort={sort}")
        assert "Total of this page" in shown


def test_support_sends_again_only_what_is_not_on_its_way(month: scenes.SettledMonth) -> None:
    support = Visitor("en")
    support.sign_in(scenes.staff("support", scenes.FOUNDED))
    found = support.client.get("/staff/mails/?to=bea@example.org").context["mails"].items
    path = f"/staff/mails/{found[0].mail_id}/"
    assert "Send again" not in support.open(path)
    answer = support.client.post(f"{path}resend/", headers={"referer": f"http://testserver{path}"})
    assert b"still waits" in support.client.get(answer.headers["Location"]).content
    desk.send_due_mails(at=scenes.LATER)
    assert "Send again" in support.open(path)
    again = support.send(f"{path}resend/").headers["Location"]
    assert again != path
    assert "Waiting" in support.open(again)
