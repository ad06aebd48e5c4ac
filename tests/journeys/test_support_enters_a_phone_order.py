"""Somebody calls: support enters the order, the customer pays by the link."""

from __future__ import annotations

import re

import shop.public as shop
from config.demo.shop_floor import STANDARD
from core import outbox
from core.paging import PageRequest
from tests import scenes
from tests.journeys.visitor import ADDRESS, GEL, Visitor

PATH = "/staff/enter-order/"
CALL = {
    **ADDRESS, "kind": "sale", "rows": "4", "sku_1": GEL[1], "quantity_1": "2",
    "shipping": STANDARD, "payment": "card",
}  # fmt: skip


def support() -> Visitor:
    visitor = Visitor()
    visitor.sign_in(scenes.staff("support", scenes.FOUNDED))
    return visitor


def key_on(visitor: Visitor, path: str = PATH) -> str:
    return str(visitor.client.get(path).context["form"]["key"].value())


def test_a_guest_calls_and_pays_by_the_link(shop_is_open: scenes.Login) -> None:
    clerk = support()
    wish = {**CALL, "key": key_on(clerk)}
    told = clerk.send(PATH, **wish, check="yes")
    assert told.context["quote"].gross_minor == 2580
    entered = clerk.send(PATH, **wish, place="yes", shown_gross_minor="2580")
    page = clerk.client.get(entered.headers["Location"]).content.decode()
    link = re.search(r"http://testserver(/thanks/[0-9a-f-]+/)", page)
    assert link
    guest = Visitor()
    token = guest.open(link[1]) and link[1].split("/")[2]
    assert "Danke" in guest.pay(f"/pay/test/{token}/")
    (row,) = shop.orders_page(actor=scenes.SYSTEM, page=PageRequest()).items
    order = shop.order_for(actor=scenes.SYSTEM, number=row.number)
    assert (row.state, order.placed_via, row.account_id) == ("paid", "phone", None)
    again = clerk.send(PATH, **wish, place="yes", shown_gross_minor="2580")
    assert again.headers["Location"] == entered.headers["Location"]


def test_a_customer_is_found_and_a_gift_costs_nothing(shop_is_open: scenes.Login) -> None:
    carl = scenes.customer("carl@example.org", "Carl Kunde", "anna", scenes.FOUNDED)
    clerk = support()
    assert "Carl Kunde" in clerk.open(f"{PATH}?q=carl@example.org")
    path = f"{PATH}?account={carl.account_id}"
    assert "carl@example.org" in clerk.client.get(path).content.decode()
    gift = {**CALL, "kind": "gift", "key": key_on(clerk, path)}
    missing = clerk.send(path, **gift, check="yes")
    assert (missing.status_code, list(missing.context["form"].errors)) == (422, ["reason"])
    gift["reason"] = "Entschuldigung für die Wartezeit"
    clerk.send(path, **gift, place="yes", shown_gross_minor="0")
    outbox.drain()
    (row,) = shop.orders_page(actor=scenes.SYSTEM, page=PageRequest()).items
    assert (row.state, row.gross_minor, row.account_id) == ("paid", 0, carl.account_id)
    visitor = Visitor()
    visitor.sign_in(carl)
    assert row.number in visitor.open("/account/")
