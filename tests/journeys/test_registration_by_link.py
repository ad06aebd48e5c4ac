"""Whoever follows a partner's link becomes that partner's customer."""

from __future__ import annotations

import pytest

import network.public as network
from core import outbox
from core.models import OutboxEvent
from tests import scenes
from tests.journeys.visitor import Visitor, words

BERT = {"name": "Bert Vogt", "email": "bert@example.org", "password": scenes.PASSWORD}


def test_a_customer_is_credited_to_the_sponsor(shop_is_open: scenes.Login) -> None:
    visitor = Visitor()
    assert "Anna Berger" in visitor.open("/p/anna/register/")
    answer = visitor.send("/p/anna/register/", **BERT)
    assert answer.headers["Location"] == "/account/"
    page = visitor.open("/account/")
    assert "Wer Sie berät" in page and "Anna Berger" in page and "seit 05.03.2026" in page


def test_who_has_not_confirmed_is_reminded_and_may_order(shop_is_open: scenes.Login) -> None:
    visitor = Visitor()
    visitor.send("/register/", **BERT)
    assert "Bitte bestätigen Sie Ihre E-Mail-Adresse" in visitor.open("/account/")
    visitor.confirm()
    page = visitor.open("/account/")
    assert "ist bestätigt" in page and "Bitte bestätigen" not in page


def test_the_link_is_sent_again_three_times_an_hour(shop_is_open: scenes.Login) -> None:
    visitor = Visitor("en")
    visitor.send("/register/", **BERT)
    outbox.drain()
    asked = OutboxEvent.objects.filter(name="network.email_confirmation_asked")
    first = asked.count()
    for _each in range(4):
        visitor.send("/account/confirmation/")
    assert asked.count() == first + 3
    assert "Too many attempts" in visitor.open("/account/")


def test_the_link_works_without_any_cookie(shop_is_open: scenes.Login) -> None:
    """The address names the sponsor, so a browser that keeps nothing is credited too."""
    Visitor().send("/p/anna/register/", **BERT)
    account_id = int(
        OutboxEvent.objects.get(name="network.customer_registered").payload["account_id"]
    )
    advisor = network.advisor_of(account_id)
    assert advisor is not None and advisor.member_id == shop_is_open.member_id


def test_after_registering_one_goes_on_where_one_wanted_to(shop_is_open: scenes.Login) -> None:
    answer = Visitor().send("/register/", **BERT, next="/cart/")
    assert answer.headers["Location"] == "/cart/"
    elsewhere = Visitor().send(
        "/register/", **{**BERT, "email": "b@example.org"}, next="//evil.test/"
    )
    assert elsewhere.headers["Location"] == "/account/"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password": "kurz"}, "password"),
        ({"password": "1234567890123"}, "password"),
        ({"password": "passwort123"}, "password"),
        ({"password": "bertvogt2026"}, "password"),
        ({"email": "anna@example.org", "password": "ein ganz anderer Satz"}, "email"),
        ({"email": "no address"}, "email"),
        ({"name": " "}, "name"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_the_rest_is_kept(
    shop_is_open: scenes.Login, change: dict[str, str], field: str
) -> None:
    answer = Visitor().send("/p/anna/register/", **{**BERT, **change})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    typed = {**BERT, **change}
    assert (form["name"].value(), form["email"].value()) == (typed["name"], typed["email"])
    assert f'value="{typed["password"]}"' not in answer.content.decode()


def test_who_registers_twice_with_the_same_password_is_signed_in(
    shop_is_open: scenes.Login,
) -> None:
    Visitor().send("/register/", **BERT)
    again = Visitor()
    assert again.send("/register/", **BERT).headers["Location"] == "/account/"
    assert "hatten schon ein Konto" in again.open("/account/")


def test_registering_is_not_a_way_to_try_passwords(shop_is_open: scenes.Login) -> None:
    visitor = Visitor("en")
    wrong = {**BERT, "email": "anna@example.org", "password": "not the right one"}
    for _each in range(10):
        assert visitor.send("/register/", **wrong).status_code == 422
    right = visitor.send("/register/", **{**BERT, "email": "anna@example.org"})
    assert right.status_code == 422
    assert "_auth_user_id" not in visitor.client.session


def test_a_machine_that_registers_and_registers_has_to_wait(shop_is_open: scenes.Login) -> None:
    for number in range(20):
        Visitor().send("/register/", **{**BERT, "email": f"bert{number}@example.org"})
    answer = Visitor("en").send("/register/", **BERT)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert "Too many attempts" in words(answer)


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
