"""A partner fills a cart; the customer gets a link, changes it, orders and pays."""

from __future__ import annotations

import shop.public as shop
from core.paging import PageRequest
from tests import scenes
from tests.journeys.visitor import GEL, SERUM, Visitor

WISH = {
    "customer": "", "name": "Bea Kundin", "email": "bea@example.org", "rows": "4",
    "sku_1": GEL[1], "quantity_1": "2", "sku_2": SERUM[1], "quantity_2": "1",
}  # fmt: skip


def link_of(anna: scenes.Login) -> str:
    """Return the address that the customer gets."""
    rows = shop.prepared_carts(
        actor=anna.actor, member_id=anna.member_id or 0, page=PageRequest(), at=scenes.MARCH
    ).items
    return f"/c/{rows[0].token}/"


def prepared(anna: scenes.Login) -> str:
    visitor = Visitor()
    visitor.sign_in(anna)
    answer = visitor.send("/office/carts/new/", **WISH)
    assert answer.headers["Location"] == "/office/carts/"
    link = link_of(anna)
    assert link in visitor.client.get("/office/carts/").content.decode()
    return link


def test_the_customer_decides_and_the_partner_is_credited(shop_is_open: scenes.Login) -> None:
    link = prepared(shop_is_open)
    bea = Visitor()
    page = bea.open(link)
    assert "Anna Berger" in page and "Bea Kundin" in page and "Noch ist nichts bestellt" in page
    lines = {line.sku: line for line in bea.client.get(link).context["cart"].lines}
    wanted = {f"quantity_{lines[GEL[1]].line_id}": 1, f"quantity_{lines[SERUM[1]].line_id}": 0}
    assert bea.send(link, **wanted).headers["Location"] == "/checkout/"
    bea.pay(bea.order())
    (row,) = shop.orders_page(actor=scenes.SYSTEM, page=PageRequest()).items
    order = shop.order_for(actor=scenes.SYSTEM, number=row.number)
    assert [(line.sku, line.quantity) for line in order.lines] == [(GEL[1], 1)]
    assert (row.account_id, row.credited_member_id) == (None, shop_is_open.member_id)
    assert order.placed_via == "prepared"
    assert "wurde bestellt" in bea.open(link)
    anna = Visitor()
    anna.sign_in(shop_is_open)
    assert "Bestellt" in anna.open("/office/carts/")


def test_the_own_cart_waits_until_the_prepared_one_is_ordered(shop_is_open: scenes.Login) -> None:
    link = prepared(shop_is_open)
    bea = Visitor()
    bea.add(GEL, 7)
    bea.send(link)
    assert bea.client.get("/cart/").context["cart"].quantity == 3
    bea.pay(bea.order())
    assert bea.client.get("/cart/").context["cart"].quantity == 7


def test_taken_back_it_opens_nothing(shop_is_open: scenes.Login) -> None:
    link = prepared(shop_is_open)
    anna, bea = Visitor(), Visitor()
    bea.send(link)
    anna.sign_in(shop_is_open)
    row = anna.client.get("/office/carts/").context["carts"].items[0]
    anna.send(f"/office/carts/{row.prepared_id}/withdraw/")
    assert "zurückgenommen" in bea.open(link)
    assert bea.send(link).status_code == 302
    assert shop.orders_page(actor=scenes.SYSTEM, page=PageRequest()).items == ()


def test_a_partner_sees_it_and_cannot_order_it(shop_is_open: scenes.Login) -> None:
    link = prepared(shop_is_open)
    anna = Visitor()
    anna.sign_in(shop_is_open)
    assert "Bestellen kann ihn nur ein Kunde" in anna.open(link)
    anna.send(link)
    assert "Noch nichts im Warenkorb" in anna.open("/cart/")


def test_the_form_grows_by_rows_and_explains_mistakes(shop_is_open: scenes.Login) -> None:
    anna = Visitor()
    anna.sign_in(shop_is_open)
    grown = anna.send("/office/carts/new/", **WISH, more="yes")
    assert (grown.status_code, grown.context["form"].row_count) == (200, 8)
    for change, field in (
        ({"email": ""}, "email"),
        ({"name": ""}, "name"),
        ({"sku_1": "", "sku_2": ""}, "__all__"),
        ({"quantity_1": "0"}, "quantity_1"),
    ):
        answer = anna.send("/office/carts/new/", **{**WISH, **change})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
