"""A customer looks after profile, addresses and privacy."""

from __future__ import annotations

import json

import pytest

import network.public as network
import shop.public as shop
from core.errors import Denied
from tests import scenes
from tests.journeys.visitor import GEL, Visitor, words

HOME = {
    "name": "Carl Kunde",
    "street": "Lindenweg 3",
    "postcode": "79098",
    "town": "Freiburg",
    "country": "DE",
}


@pytest.fixture
def carl(shop_is_open: scenes.Login) -> Visitor:
    """Be a customer of Anna, signed in."""
    who = scenes.customer("carl@example.org", "Carl Kunde", "anna", scenes.FOUNDED)
    visitor = Visitor()
    visitor.sign_in(who)
    return visitor


def book_of(visitor: Visitor) -> list[tuple[str, bool, bool]]:
    """Return streets with what they are taken for."""
    return [
        (row.address.street, row.is_for_delivery, row.is_for_billing)
        for row in network.addresses_of(visitor.account_id)
    ]


def test_a_profile_is_changed_and_a_wrong_one_keeps_what_was_typed(carl: Visitor) -> None:
    new = {"name": "Carla Kunde", "phone": "0761 123456", "language": "en", "country": "AT"}
    assert carl.send("/account/profile/", **new).status_code == 302
    details = network.account_details(scenes.SYSTEM, carl.account_id, scenes.MARCH)
    assert details.profile == network.OwnProfile("Carla Kunde", "0761 123456", "en", "AT")
    wrong = carl.send("/account/profile/", **{**new, "phone": "call me"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["phone"])
    assert wrong.context["form"]["phone"].value() == "call me"


def test_the_first_address_is_taken_for_everything_and_another_may_be(carl: Visitor) -> None:
    assert "Noch keine Adresse" in carl.open("/account/addresses/")
    carl.send("/account/addresses/new/", **HOME)
    carl.send("/account/addresses/new/", **{**HOME, "street": "Am Markt 1"})
    assert book_of(carl) == [("Lindenweg 3", True, True), ("Am Markt 1", False, False)]
    market = network.addresses_of(carl.account_id)[1].address_id
    carl.send(f"/account/addresses/{market}/prefer/", for_what="billing")
    assert book_of(carl) == [("Lindenweg 3", True, False), ("Am Markt 1", False, True)]
    home = network.addresses_of(carl.account_id)[0].address_id
    carl.send(f"/account/addresses/{home}/remove/")
    assert book_of(carl) == [("Am Markt 1", True, True)]


def test_a_changed_address_is_another_row_and_keeps_its_place(carl: Visitor) -> None:
    carl.send("/account/addresses/new/", **HOME)
    (old,) = network.addresses_of(carl.account_id)
    page = f"/account/addresses/{old.address_id}/"
    assert carl.client.get(page).context["form"]["street"].value() == "Lindenweg 3"
    wrong = carl.send(page, **{**HOME, "postcode": "1"})
    assert wrong.status_code == 422 and wrong.context["form"]["postcode"].value() == "1"
    carl.send(page, **{**HOME, "street": "Rosenweg 4"})
    (new,) = network.addresses_of(carl.account_id)
    assert new.address_id != old.address_id
    assert book_of(carl) == [("Rosenweg 4", True, True)]
    carl.open(page, status=404)


def test_the_same_address_is_kept_once(carl: Visitor) -> None:
    carl.send("/account/addresses/new/", **HOME)
    carl.send("/account/addresses/new/", **{**HOME, "postcode": "D-79098"})
    assert len(book_of(carl)) == 1


def test_an_address_of_somebody_else_is_not_there(carl: Visitor) -> None:
    anna = Visitor()
    anna.sign_in(scenes.Login("anna@example.org", 0, None))
    anna.send("/account/addresses/new/", **HOME)
    (hers,) = network.addresses_of(anna.account_id)
    for page in ("", "remove/", "prefer/"):
        path = f"/account/addresses/{hers.address_id}/{page}"
        assert carl.send(path, **HOME, for_what="delivery").status_code == 404
    assert network.addresses_of(anna.account_id) == (hers,)


def test_a_consent_is_given_withdrawn_and_both_stay_readable(carl: Visitor) -> None:
    kind, carls = network.ADVISOR_SEES_ORDERS, carl.account_id
    assert network.who_consented([carls], kind) == frozenset()
    carl.send("/account/privacy/", orders="on")
    assert network.who_consented([carls], kind) == {carls}
    carl.send("/account/privacy/")
    assert network.who_consented([carls], kind) == frozenset()
    carl.send("/account/privacy/", orders="on")
    ends = [entry.withdrawn_at is None for entry in network.own_consents(carls)]
    assert sorted(ends) == [False, True]
    assert "widerrufen" in carl.open("/account/privacy/")


def test_ones_own_data_come_as_a_file_after_the_password(carl: Visitor) -> None:
    carl.send("/account/addresses/new/", **HOME)
    carl.add(GEL)
    carl.order()
    path = "/account/privacy/data/"
    wrong = carl.send(path, data_password="not it")
    assert (wrong.status_code, list(wrong.context["data_form"].errors)) == (422, ["data_password"])
    answer = carl.send(path, data_password=scenes.PASSWORD)
    assert "attachment" in answer.headers["Content-Disposition"]
    data = json.loads(answer.content)
    assert data["account"]["email"] == "carl@example.org"
    assert data["addresses"][0]["street"] == "Lindenweg 3"
    assert data["credited_to"][0]["name"] == "Anna Berger"
    assert len(data["orders"]) == 1
    assert "anna@example.org" not in answer.content.decode()


def test_a_wish_to_close_the_account_is_kept_until_it_is_taken_back(carl: Visitor) -> None:
    path = "/account/privacy/close/"
    assert carl.send(path, closing_password="not it").status_code == 422
    carl.send(path, closing_password=scenes.PASSWORD)
    assert "zur Schließung vorgemerkt" in carl.open("/account/")
    carl.send("/account/privacy/keep/")
    assert "zur Schließung vorgemerkt" not in carl.open("/account/")


def test_the_adviser_is_shown_with_the_contact_it_gives(
    shop_is_open: scenes.Login, carl: Visitor
) -> None:
    assert "mailto:" not in carl.client.get("/account/").content.decode()
    network.set_profile(
        member_id=shop_is_open.member_id or 0,
        profile=network.NewProfile("", "", "0761 555", "anna@laden.example", False, False),
        actor=shop_is_open.actor,
        at=scenes.MARCH,
    )
    page = carl.open("/account/")
    assert "anna@laden.example" in page and "0761 555" in page and "seit 02.01.2026" in page


def test_a_page_says_what_is_wrong_in_english_too(carl: Visitor) -> None:
    english = Visitor("en")
    english.sign_in(scenes.Login("carl@example.org", 0, None))
    answer = english.send("/account/addresses/new/", **{**HOME, "postcode": "x"})
    assert "Write it like 79098" in words(answer)


def test_a_prepared_cart_waits_on_the_first_page_until_it_is_over(
    shop_is_open: scenes.Login, carl: Visitor
) -> None:
    wish = shop.NewPreparedCart("quellmoos-de", "de", ((GEL[1], 2),), account_id=carl.account_id)
    shop.prepare_cart(actor=shop_is_open.actor, wish=wish, at=scenes.MARCH)
    page = carl.client.get("/account/")
    assert "Anna Berger hat einen Warenkorb für Sie vorbereitet" in words(page)
    ((cart, _preparer),) = page.context["carts"]
    assert (cart.pieces, f"/c/{cart.token}/" in page.content.decode()) == (2, True)
    late = cart.expires_at
    assert shop.carts_waiting_for(actor=scenes.SYSTEM, account_id=carl.account_id, at=late) == ()
    with pytest.raises(Denied):
        shop.carts_waiting_for(
            actor=shop_is_open.actor, account_id=carl.account_id, at=scenes.MARCH
        )
