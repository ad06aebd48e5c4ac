"""A partner orders at partner's prices and says what the goods are for."""

from __future__ import annotations

import shop.public as shop
from config.demo.shop_floor import STANDARD
from core.paging import PageRequest
from tests import scenes
from tests.journeys.visitor import ADDRESS, GEL, SERUM, Visitor


def test_a_partner_says_for_each_product_what_it_is_for(shop_is_open: scenes.Login) -> None:
    anna = Visitor()
    anna.sign_in(shop_is_open)
    anna.add(GEL)
    anna.add(SERUM)
    assert "PV" in anna.open("/cart/")
    anna.step("/checkout/", "/checkout/delivery/", **ADDRESS)
    ways = {"shipping": STANDARD, "payment": "card"}
    answer = anna.send("/checkout/delivery/", **ways)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["purpose"])
    serum = anna.client.get("/cart/").context["cart"].lines[1]
    own = {"purpose": "own_use", f"purpose_{serum.line_id}": "resale"}
    anna.step("/checkout/delivery/", "/checkout/order/", **ways, **own)
    assert "zum Weiterverkauf" in anna.open("/checkout/order/")
    total = anna.client.get("/checkout/order/").context["cart"].gross_minor
    anna.pay(anna.send("/checkout/order/", shown_gross_minor=total).headers["Location"])
    (row,) = shop.orders_page(actor=scenes.SYSTEM, page=PageRequest()).items
    order = shop.order_for(actor=scenes.SYSTEM, number=row.number)
    assert {line.sku: line.purpose for line in order.lines} == {
        "QM-1001": "own_use", "QM-1006": "resale",
    }  # fmt: skip
    assert row.buyer_member_id == shop_is_open.member_id
    guest = Visitor()
    guest.add(GEL)
    guest.add(SERUM)
    assert guest.client.get("/cart/").context["cart"].goods_minor > total


def test_a_customer_is_not_asked_what_for(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    guest.add(GEL)
    guest.step("/checkout/", "/checkout/delivery/", **ADDRESS)
    assert "Wofür" not in guest.open("/checkout/delivery/")
