"""A guest pays in advance; finance records what the bank tells, in two parts."""

from __future__ import annotations

import shop.public as shop
from core.paging import PageRequest
from tests import scenes
from tests.journeys.visitor import GEL, Visitor

TRANSFER = {"booked_on": "2026-03-05", "payer": "Bea Kundin"}


def test_the_bank_completes_what_the_guest_ordered(shop_is_open: scenes.Login) -> None:
    guest, clerk = Visitor(), Visitor()
    guest.add(GEL, 2)
    thanks = guest.order(payment="prepayment")
    assert thanks.startswith("/thanks/")
    page = guest.open(thanks)
    (order,) = shop.orders_page(actor=scenes.SYSTEM, page=PageRequest()).items
    for told in ("Danke", order.number, "DE02 1203 0000 0000 2020 51", "BYLADEM1001", "25,80 €"):
        assert told in page
    assert "<svg" in guest.client.get(thanks).content.decode()

    clerk.sign_in(scenes.staff("finance", scenes.FOUNDED))
    facts = {**TRANSFER, "text": f"Bestellung {order.number}"}
    clerk.send("/staff/transfers/", amount="20,00", bank_reference="B-1", **facts)
    assert "fehlen noch 5,80 €" in clerk.client.get("/staff/transfers/").content.decode().replace(
        "\xa0", " "
    )
    assert "20,00 €" in guest.open(thanks)
    clerk.send("/staff/transfers/", amount="5.80", bank_reference="B-2", **facts)
    assert "Bezahlt" in guest.open(thanks)
    assert "BYLADEM1001" not in guest.open(thanks)


def test_a_wrong_reference_waits_and_is_assigned(shop_is_open: scenes.Login) -> None:
    guest, clerk = Visitor(), Visitor()
    guest.add(GEL)
    guest.order(payment="prepayment")
    (order,) = shop.orders_page(actor=scenes.SYSTEM, page=PageRequest()).items
    clerk.sign_in(scenes.staff("finance", scenes.FOUNDED))
    facts = {**TRANSFER, "text": "Duschgel", "bank_reference": "B-1"}
    clerk.send("/staff/transfers/", amount="15,00", **facts)
    assert "Ohne Bestellung" in clerk.open("/staff/transfers/?show=unmatched")
    rows = shop.incoming_page(actor=scenes.SYSTEM, page=PageRequest()).items
    path = f"/staff/transfers/{rows[0].incoming_id}/"
    assert clerk.send(path, order_number="4711").status_code == 422
    clerk.send(path, order_number=order.number)
    assert "Zu viel" in clerk.open("/staff/transfers/?show=surplus")
    clerk.send(f"{path}back/", bank_reference="R-1", returned_on="2026-03-05")
    assert "Nichts hier" in clerk.open("/staff/transfers/?show=surplus")


def test_what_the_clerk_mistypes_is_explained(shop_is_open: scenes.Login) -> None:
    clerk = Visitor()
    clerk.sign_in(scenes.staff("finance", scenes.FOUNDED))
    for change, field in (
        ({"amount": "1.234"}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"booked_on": "2026-03-06"}, "booked_on"),
        ({"bank_reference": ""}, "bank_reference"),
    ):
        facts = {**TRANSFER, "amount": "5", "bank_reference": "B-1", **change}
        answer = clerk.send("/staff/transfers/", **facts)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
