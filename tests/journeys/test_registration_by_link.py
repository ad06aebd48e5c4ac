"""Whoever follows a partner's link becomes that partner's customer or partner."""

from __future__ import annotations

import pytest

import network.public as network
from tests import scenes
from tests.journeys.visitor import Visitor, words

BERT = {"name": "Bert Vogt", "email": "bert@example.org", "password": scenes.PASSWORD}
AGREES = {"born_on": "1990-05-17", "accepts": "on", "agreement_version": scenes.AGREEMENT}


def test_a_customer_is_credited_to_the_sponsor(shop_is_open: scenes.Login) -> None:
    visitor = Visitor()
    assert "Anna Berger" in visitor.open("/p/anna/register/")
    answer = visitor.send("/p/anna/register/", **BERT)
    assert answer.headers["Location"] == "/account/"
    assert "Anna Berger" in visitor.open("/account/")


def test_a_partner_stands_below_the_sponsor(shop_is_open: scenes.Login) -> None:
    visitor = Visitor()
    answer = visitor.send("/p/anna/join/", **BERT, **AGREES)
    assert answer.headers["Location"] == "/account/"
    bert = int(visitor.client.session["_auth_user_id"])
    now = scenes.MARCH
    network.confirm_email(token=network.confirmation_token(bert, now), at=now)
    assert "Guten Tag, Bert Vogt" in visitor.open("/office/")
    anna = Visitor()
    anna.sign_in(shop_is_open)
    assert "Bert Vogt" in anna.open("/office/team/")


def test_the_link_works_without_any_cookie(shop_is_open: scenes.Login) -> None:
    """Each step names the sponsor in its address, so a browser that keeps nothing joins too."""
    Visitor().send("/p/anna/join/", **BERT, **AGREES)
    bert = network.direct_partners(shop_is_open.member_id or 0, scenes.MARCH.date()).cards[0]
    assert bert.name == "Bert Vogt"


def test_a_customer_becomes_a_partner_with_the_same_account(shop_is_open: scenes.Login) -> None:
    carl = scenes.customer("carl@example.org", "Carl Kunde", "anna", scenes.FOUNDED)
    visitor = Visitor()
    visitor.sign_in(carl)
    assert visitor.send("/partner/").headers["Location"] == "/partner/join/"
    assert "carl@example.org" in visitor.open("/partner/join/")
    answer = visitor.send("/partner/join/", **AGREES)
    assert answer.headers["Location"] == "/office/"
    assert network.account_card(carl.account_id).member_id is not None


def test_without_a_link_one_names_a_sponsor_first(shop_is_open: scenes.Login) -> None:
    visitor = Visitor()
    unknown = visitor.send("/partner/", code="nobody-here")
    assert unknown.status_code == 422
    assert "nobody-here" in words(unknown)
    known = visitor.send("/partner/", code="https://shop.example/p/anna/")
    assert known.headers["Location"] == "/p/anna/join/"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"born_on": "2010-01-01"}, "born_on"),
        ({"accepts": ""}, "accepts"),
        ({"agreement_version": "1999-01"}, "accepts"),
        ({"password": "kurz"}, "password"),
        ({"email": "anna@example.org"}, "email"),
        ({"email": "no address"}, "email"),
        ({"name": " "}, "name"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_the_rest_is_kept(
    shop_is_open: scenes.Login, change: dict[str, str], field: str
) -> None:
    answer = Visitor().send("/p/anna/join/", **{**BERT, **AGREES, **change})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert form["name"].value() == {**BERT, **change}["name"]
    assert network.direct_partners(shop_is_open.member_id or 0, scenes.MARCH.date()).count == 0


def test_an_unknown_code_gets_a_page_that_says_so(shop_is_open: scenes.Login) -> None:
    assert "nobody-here" in Visitor().open("/p/nobody-here/", status=422)
    assert "nobody-here" in Visitor().open("/p/nobody-here/join/", status=422)


def test_an_unknown_code_does_not_push_out_the_one_that_was_followed(
    shop_is_open: scenes.Login,
) -> None:
    visitor = Visitor()
    visitor.open("/p/anna/")
    visitor.open("/p/nobody-here/", status=422)
    assert "Anna Berger" in visitor.open("/register/")
