"""A guest comes by a partner's link, orders without an account, and pays at the second try."""

from __future__ import annotations

import pytest

import shop.public as shop
from config.demo.shop_floor import STANDARD
from core import outbox
from core.paging import PageRequest
from tests import scenes
from tests.journeys.visitor import ADDRESS, GEL, SERUM, Visitor


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


def at_the_overview(visitor: Visitor) -> None:
    visitor.step("/checkout/", "/checkout/delivery/", **ADDRESS)
    ways = {"shipping": STANDARD, "payment": "card"}
    visitor.step("/checkout/delivery/", "/checkout/order/", **ways)


def test_the_button_says_what_the_law_asks_and_the_summary_stands_right_above(
    shop_is_open: scenes.Login,
) -> None:
    for language, label in (
        ("de", "zahlungspflichtig bestellen"),
        ("en", "Order with obligation to pay"),
    ):
        guest = Visitor(language)
        guest.add(SERUM)
        at_the_overview(guest)
        page = guest.client.get("/checkout/order/").content.decode()
        form = page[page.index('id="summary"') :]
        assert f">{label}</button>" in form
        between = form[: form.index(f">{label}</button>")]
        assert "39" in between and "<a " not in between
        assert "checkbox" not in page


def test_no_way_to_the_order_leads_past_a_missing_answer(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    assert guest.client.get("/checkout/").headers["Location"] == "/cart/"
    guest.add(GEL)
    for path in ("/checkout/delivery/", "/checkout/order/"):
        assert guest.client.get(path).headers["Location"] == "/checkout/"
    guest.step("/checkout/", "/checkout/delivery/", **ADDRESS)
    assert guest.client.get("/checkout/order/").headers["Location"] == "/checkout/delivery/"
    assert guest.send("/checkout/order/", shown_gross_minor=1).status_code == 302
    assert all_orders() == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"postcode": "1010"}, "postcode"),
        ({"street": "Postfach 7"}, "street"),
        ({"email": "bea"}, "email"),
        ({"vat_id": "DE1"}, "vat_id"),
        ({"bills_elsewhere": "on"}, "billing_name"),
        ({"name": ""}, "name"),
    ],
)
def test_an_address_that_cannot_be_right_is_explained_beside_its_field(
    shop_is_open: scenes.Login, change: dict[str, str], field: str
) -> None:
    guest = Visitor()
    guest.add(GEL)
    answer = guest.send("/checkout/", **{**ADDRESS, **change})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert answer.context["form"]["town"].value() == "Freiburg"


def test_papers_may_go_to_another_address_than_the_parcel(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    guest.add(GEL)
    elsewhere = {
        "bills_elsewhere": "on", "billing_name": "Buchhaltung", "billing_company": "Moos GmbH",
        "billing_street": "Postfach 12", "billing_postcode": "1010", "billing_town": "Wien",
        "billing_country": "AT", "vat_id": "atu 12345678",
    }  # fmt: skip
    guest.pay(guest.order(**elsewhere))
    (row,) = all_orders()
    contact = shop.order_for(actor=scenes.SYSTEM, number=row.number).contact
    assert contact is not None
    assert (contact.paper_address.company, contact.vat_id) == ("Moos GmbH", "ATU12345678")
    assert contact.address.town == "Freiburg"


def test_ordering_the_same_cart_twice_makes_one_order(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    guest.add(GEL)
    token = guest.client.session["cart"]
    first = guest.order()
    session = guest.client.session
    session["cart"] = token
    session.save()
    answer = guest.send("/checkout/order/", shown_gross_minor=1290)
    assert answer.status_code == 302
    assert len(all_orders()) == 1
    assert first.startswith("/pay/test/")


def test_an_order_for_a_changed_price_is_shown_again(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    guest.add(GEL)
    at_the_overview(guest)
    answer = guest.send("/checkout/order/", shown_gross_minor=1)
    assert answer.status_code == 422
    assert "Preis" in answer.content.decode()
    assert all_orders() == ()


def test_what_was_taken_out_can_be_put_back(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    guest.add(GEL, 3)
    line = guest.client.get("/cart/").context["cart"].lines[0]
    guest.send(f"/cart/{line.line_id}/remove/")
    assert "Zurücklegen" in guest.open("/cart/")
    guest.send("/cart/put-back/")
    page = guest.client.get("/cart/")
    assert page.context["cart"].lines[0].quantity == 3
    assert "Zurücklegen" not in page.content.decode()


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
