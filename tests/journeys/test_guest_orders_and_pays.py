"""A guest comes by a partner's link, orders without an account, and pays at the second try."""

from __future__ import annotations

import shop.public as shop
from core import outbox
from core.paging import PageRequest
from tests import scenes
from tests.journeys.visitor import GEL, SERUM, Visitor


def all_orders() -> tuple[shop.OrderRow, ...]:
    return shop.orders_page(actor=scenes.SYSTEM, page=PageRequest()).items


def test_a_guests_order_is_credited_to_the_link_it_came_by(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    assert "Anna Berger" in guest.open("/p/anna/")
    guest.add(GEL, 2)
    assert "25,80 €" in guest.open("/cart/")
    payment = guest.order()
    assert "25,80 €" in guest.open(payment)
    assert "noch nicht bezahlt" in guest.pay(payment, "decline")
    assert "Danke" in guest.pay(payment)
    (order,) = all_orders()
    assert (order.state, order.account_id) == ("paid", None)
    assert order.credited_member_id == shop_is_open.member_id
    assert "Noch nichts im Warenkorb" in guest.open("/cart/")


def test_the_button_says_what_the_law_asks_and_the_summary_stands_right_above(
    shop_is_open: scenes.Login,
) -> None:
    for language, label in (
        ("de", "Zahlungspflichtig bestellen"),
        ("en", "Order with obligation to pay"),
    ):
        guest = Visitor(language)
        guest.add(SERUM)
        page = guest.client.get("/checkout/").content.decode()
        form = page[page.index('id="summary"') :]
        assert f">{label}</button>" in form
        between = form[form.index("39") : form.index(f">{label}</button>")]
        assert "<a " not in between and "checkbox" not in page


def test_ordering_the_same_cart_twice_makes_one_order(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    guest.add(GEL)
    token = guest.client.session["cart"]
    first = guest.order()
    session = guest.client.session
    session["cart"] = token
    session.save()
    answer = guest.send("/checkout/", shown_gross_minor=1290)
    assert answer.status_code == 302
    assert len(all_orders()) == 1
    assert first.startswith("/pay/test/")


def test_an_order_for_a_changed_price_is_shown_again(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    guest.add(GEL)
    address = {"name": "B K", "email": "b@example.org", "street": "W 1", "postcode": "79098"}
    answer = guest.send("/checkout/", **address, town="Freiburg", shown_gross_minor=1)
    assert answer.status_code == 422
    assert "Preis" in answer.content.decode()
    assert all_orders() == ()


def test_nothing_is_remembered_in_the_browser_but_the_session(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    guest.open("/p/anna/")
    guest.open("/products/")
    assert set(guest.client.cookies) <= {"sessionid", "csrftoken"}
    assert guest.client.cookies["sessionid"]["max-age"] == ""


def test_a_signed_in_customer_finds_the_order_in_the_account(shop_is_open: scenes.Login) -> None:
    carl = scenes.customer("carl@example.org", "Carl Kunde", "anna", scenes.FOUNDED)
    visitor = Visitor()
    visitor.sign_in(carl)
    visitor.add(GEL)
    visitor.pay(visitor.order())
    outbox.drain()
    (order,) = all_orders()
    assert order.number in visitor.open("/account/")
    assert "Lindenweg 3" in visitor.open(f"/account/orders/{order.number}/")
