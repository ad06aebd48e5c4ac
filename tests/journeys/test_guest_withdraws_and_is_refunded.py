"""A guest withdraws without an account: statement, parcel back, inspection, refund."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

import desk.public as desk
import shop.public as shop
from core import outbox
from core.paging import PageRequest
from tests import scenes
from tests.journeys.visitor import SERUM, Visitor

BUTTONS = {"de": "Widerruf bestätigen", "en": "Confirm withdrawal"}
STATEMENT = {"name": "Bea Kundin", "email": "bea@example.org"}


def delivered(quantity: int = 2) -> shop.PlacedOrder:
    """Let a guest's order arrive."""
    order = scenes.paid_order(None, {"QM-1006": quantity}, scenes.MARCH)
    scenes.deliver(order.order_id, scenes.MARCH)
    return order


def clerk(role: str) -> Visitor:
    """Let somebody of a role sit down."""
    visitor = Visitor()
    visitor.sign_in(scenes.staff(role, scenes.FOUNDED))
    return visitor


def test_from_the_statement_to_the_refund(
    shop_is_open: scenes.Login, time_machine: TimeMachineFixture
) -> None:
    order, guest = delivered(), Visitor()
    time_machine.move_to(scenes.MARCH + timedelta(days=4))
    sent = guest.send("/withdraw/", order_number=order.number, **STATEMENT)
    page = guest.open(sent.headers["Location"])
    assert "Ihr Widerruf ist bei uns eingegangen" in page
    assert "2026-03-09 10:00:00 CET (UTC+0100)" in page and order.number in page
    outbox.drain()
    assert "withdrawal" in {mail.kind for mail in mails()}

    number = f"{order.number}-R1"
    warehouse = clerk("warehouse")
    inside = warehouse.open(f"/staff/returns/{number}/")
    assert "wartet, bis die Ware da" in inside
    (line,) = shop.return_for(actor=scenes.SYSTEM, number=number).lines
    found = {f"good_{line.line_id}": "1", f"bad_{line.line_id}": "1"}
    warehouse.send(f"/staff/returns/{number}/inspect/", **found)

    finance = clerk("finance")
    finance.send(f"/staff/returns/{number}/accept/")
    outbox.drain()
    assert "Erstattet" in finance.open("/staff/refunds/")
    seen = guest.open(f"/order/{shop.order_link(order.order_id)}/")
    assert "Rechnungskorrektur" in seen and "Erstattet" in seen
    assert "refund" in {mail.kind for mail in mails()}


def test_the_same_statement_three_times_is_one_return(shop_is_open: scenes.Login) -> None:
    order, guest = delivered(), Visitor()
    for _each in range(3):
        guest.send("/withdraw/", order_number=order.number, **STATEMENT)
    assert len(shop.returns_page(actor=scenes.SYSTEM, page=PageRequest()).items) == 1


@pytest.mark.parametrize("language", ["de", "en"])
def test_three_fields_and_one_button_are_all_it_takes(
    shop_is_open: scenes.Login, language: str
) -> None:
    answer = Visitor(language).client.get("/withdraw/")
    text = answer.content.decode()
    form = text[text.index('<form method="post" class="card') :]
    form = form[: form.index("</form>")]
    required = re.findall(r'name="(\w+)"[^>]*\brequired\b', form)
    assert sorted(required) == ["email", "name", "order_number"]
    assert re.findall(r"<button[^>]*>([^<]+)</button>", form) == [BUTTONS[language]]


@pytest.mark.parametrize(
    "path", ["/", "/products/", "/cart/", "/sign-in/", "/p/anna/", "/nowhere/"]
)
def test_the_function_is_on_every_page(shop_is_open: scenes.Login, path: str) -> None:
    text = Visitor().client.get(path).content.decode()
    assert re.search(r'href="/withdraw/">.*Vertrag widerrufen', text, re.S)


def test_an_unknown_order_is_taken_and_waits_for_people(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    sent = guest.send("/withdraw/", order_number="ich weiß nicht mehr", **STATEMENT)
    assert "bei uns eingegangen" in guest.open(sent.headers["Location"])
    order = delivered(1)
    support = clerk("support")
    assert "ich weiß nicht mehr" in support.open("/staff/withdrawals/")
    (statement,) = shop.withdrawals_page(actor=scenes.SYSTEM, page=PageRequest()).items
    path = f"/staff/withdrawals/{statement.withdrawal_id}/"
    support.send(path, order_number=order.number, note="telefonisch geklärt", decision="carry_out")
    assert "Es wartet nichts" in support.open("/staff/withdrawals/")
    assert shop.return_for(actor=scenes.SYSTEM, number=f"{order.number}-R1").row.source


def test_support_chooses_the_pieces_that_words_mean(shop_is_open: scenes.Login) -> None:
    order, guest = delivered(2), Visitor()
    guest.send("/withdraw/", order_number=order.number, items="nur ein Serum", **STATEMENT)
    support = clerk("support")
    (statement,) = shop.withdrawals_page(actor=scenes.SYSTEM, page=PageRequest()).items
    path = f"/staff/withdrawals/{statement.withdrawal_id}/"
    ((field, piece),) = support.client.get(path).context["form"].counts
    assert (piece.first, piece.most) == (0, 2), "nobody has chosen yet"
    nothing = support.send(path, decision="carry_out", **{field.html_name: "0"})
    assert nothing.status_code == 422
    assert support.send(path, decision="carry_out", note="").status_code == 422
    support.send(path, decision="carry_out", **{field.html_name: "1"})
    (line,) = shop.return_for(actor=scenes.SYSTEM, number=f"{order.number}-R1").lines
    assert line.quantity == 1


def test_a_missing_field_is_asked_for_and_nothing_is_lost(shop_is_open: scenes.Login) -> None:
    answer = Visitor().send("/withdraw/", name="Bea", order_number="", email="bea@example.org")
    assert answer.status_code == 422
    assert 'value="Bea"' in answer.content.decode()


def test_many_statements_are_never_refused(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    answers = [
        guest.send("/withdraw/", order_number=str(number), **STATEMENT) for number in range(23)
    ]
    assert {answer.status_code for answer in answers} == {302}
    verdicts = [
        one.verdict
        for one in shop.withdrawals_page(actor=scenes.SYSTEM, page=PageRequest(size=50)).items
    ]
    assert len(verdicts) == 23


def test_who_comes_from_the_order_chooses_pieces(shop_is_open: scenes.Login) -> None:
    order = scenes.paid_order(None, {"QM-1006": 2, "QM-1001": 1}, scenes.MARCH)
    scenes.deliver(order.order_id, scenes.MARCH)
    guest, link = Visitor(), shop.order_link(order.order_id)
    page = guest.client.get("/withdraw/", {"order": link})
    assert 'value="Bea Kundin"' in page.content.decode()
    first, second = (piece for _field, piece in page.context["form"].counts)
    chosen = {f"line_{first.line_id}": "1", f"line_{second.line_id}": "0"}
    guest.send(f"/withdraw/?order={link}", order_number=order.number, **STATEMENT, **chosen)
    (line,) = shop.return_for(actor=scenes.SYSTEM, number=f"{order.number}-R1").lines
    assert line.quantity == 1


def test_a_forged_link_shows_nothing(shop_is_open: scenes.Login) -> None:
    order = delivered(1)
    link = shop.order_link(order.order_id)
    Visitor().open(f"/order/{link}x/", status=404)
    assert order.number not in Visitor().open("/withdraw/?order=forged")
    assert SERUM


def mails() -> tuple[desk.MailRow, ...]:
    """Return what was put into the mailbox."""
    return desk.mails_page(actor=scenes.SYSTEM, page=PageRequest(size=50)).items
