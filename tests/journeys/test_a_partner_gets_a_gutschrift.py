"""A partner declares how it is taxed, finance confirms and issues, the partner objects."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

import commissions.public as commissions
import finance.public as finance
from config.demo.load_texts import load_texts
from core.paging import PageRequest
from tests import scenes
from tests.journeys.visitor import Visitor

TOLD = {
    "kind": "regular",
    "valid_from": "2026-02-01",
    "tax_number": "06/123/45678",
    "name": "Anna Berger",
    "street": "Lindenweg 3",
    "postcode": "79098",
    "town": "Freiburg",
    "country": "DE",
    "evidence": "Bescheid vom 3. Februar",
}


@pytest.fixture
def month(time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    """Let March be over and published, and what Anna earned be vested."""
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    load_texts(actor=scenes.SYSTEM, from_day=scenes.FOUNDED.date(), at=scenes.LATER)
    commissions.vest_due(as_of=scenes.LATER.date(), actor=scenes.SYSTEM, at=scenes.LATER)
    return month


def signed_in(who: scenes.Login) -> Visitor:
    """Let somebody in."""
    visitor = Visitor("en")
    visitor.sign_in(who)
    return visitor


def test_from_the_declaration_to_the_objection(month: scenes.SettledMonth) -> None:
    anna, clerk = signed_in(month.anna), signed_in(month.clerk)
    assert "declare it on the page" in anna.open("/office/credit-notes/")
    assert anna.send("/office/tax/", **{**TOLD, "tax_number": ""}).status_code == 422
    assert anna.send("/office/tax/", **TOLD).status_code == 302
    assert "we are checking" in anna.open("/office/tax/")

    waiting = clerk.client.get("/staff/taxes/").context["rows"].items[0][0]
    assert waiting.evidence == "Bescheid vom 3. Februar"
    decide = f"/staff/taxes/{waiting.declaration_id}/"
    clerk.send(decide, decision="confirmed", note="Bescheid gesehen")
    assert "Bescheid gesehen" in anna.open("/office/tax/")

    until = scenes.LATER.date().isoformat()
    clerk.send("/staff/credit-notes/", until=until)
    assert "No agreement" in clerk.open("/staff/credit-notes/?show=waiting")
    anna.send("/office/tax/agree/", accepts="on", version="2026-01")
    assert "Nothing is missing" in anna.open("/office/tax/")
    clerk.send("/staff/credit-notes/", until=until)

    number = "GS-2026-000001"
    assert number in anna.open("/office/credit-notes/")
    pdf = anna.client.get(f"/account/invoices/{number}/")
    assert pdf.status_code == 200
    assert pdf.content.startswith(b"%PDF")
    payee = finance.payee_of_member(month.anna.member_id or 0)
    paid = finance.payee_balance(payee).payable_minor
    net = finance.credit_notes_of(scenes.SYSTEM, payee, PageRequest()).items[0].net_minor
    assert (net, paid) == (799, 799 + 152)

    assert anna.send(f"/office/credit-notes/{number}/object/", reason="").status_code == 422
    anna.send(f"/office/credit-notes/{number}/object/", reason="Ich bin Kleinunternehmerin.")
    assert "Kleinunternehmerin" in clerk.open(f"/staff/credit-notes/{number}/")
    clerk.send(f"/staff/credit-notes/{number}/settle/", outcome="falls")
    assert finance.payee_balance(payee).payable_minor == 0
    assert finance.payee_balance(payee).vested_minor == 799


def test_a_hold_is_placed_and_lifted(month: scenes.SettledMonth) -> None:
    clerk = signed_in(month.clerk)
    told = {"member_id": month.anna.member_id, "reason": "dispute"}
    assert clerk.send("/staff/holds/", **told, note="").status_code == 422
    clerk.send("/staff/holds/", **told, note="letter of a lawyer")
    page = f"/staff/members/{month.anna.member_id}/money/"
    assert "Payments are held" in clerk.open(page)
    held = clerk.client.get("/staff/holds/").context["rows"].items[0][0]
    clerk.send(f"/staff/holds/{held.hold_id}/lift/")
    assert "Payments are held" not in clerk.open(page)
