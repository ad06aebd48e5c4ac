"""Somebody forgot a password, changes it, or moves to another e-mail address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

import network.public as network
from core.clock import now
from core.models import OutboxEvent
from tests import scenes
from tests.journeys.visitor import Visitor, words

NEW = "ein neuer, langer Satz"


@pytest.fixture
def carl(shop_is_open: scenes.Login) -> scenes.Login:
    """Have a customer."""
    return scenes.customer("carl@example.org", "Carl Kunde", "anna", scenes.FOUNDED)


def asked() -> int:
    """Count the reset mails that were asked for."""
    return OutboxEvent.objects.filter(name="network.password_reset_asked").count()


def try_in(email: str, password: str) -> bool:
    """Tell whether somebody can sign in."""
    answer = Visitor().send("/sign-in/", email=email, password=password)
    return answer.status_code == 302


def test_a_forgotten_password_is_set_anew_by_mail(carl: scenes.Login) -> None:
    visitor, elsewhere = Visitor(), Visitor()
    elsewhere.sign_in(carl)
    assert visitor.send("/reset/", email="Carl@Example.org").headers["Location"] == "/reset/sent/"
    assert asked() == 1
    link = f"/reset/{network.reset_token(carl.account_id, now())}/"
    assert "Neues Passwort" in visitor.open(link)
    assert visitor.send(link, password="kurz").status_code == 422
    assert visitor.send(link, password=NEW).headers["Location"] == "/sign-in/"
    assert try_in(carl.email, NEW) and not try_in(carl.email, scenes.PASSWORD)
    assert elsewhere.client.get("/account/").status_code == 302
    assert "Dieser Link funktioniert nicht" in visitor.open(link, status=422)
    assert visitor.send(link, password="noch ein anderer Satz").status_code == 422
    assert try_in(carl.email, NEW)


def test_nobody_learns_whether_an_address_has_an_account(carl: scenes.Login) -> None:
    known, unknown = Visitor("en"), Visitor("en")
    first = known.send("/reset/", email=carl.email)
    second = unknown.send("/reset/", email="nobody@example.org")
    assert (first.status_code, first.headers["Location"]) == (
        second.status_code,
        second.headers["Location"],
    )
    assert known.open("/reset/sent/") == unknown.open("/reset/sent/")
    assert asked() == 1


def test_one_address_gets_three_mails_an_hour_and_nobody_is_told(carl: scenes.Login) -> None:
    for _each in range(5):
        answer = Visitor().send("/reset/", email=carl.email)
        assert answer.headers["Location"] == "/reset/sent/"
    assert asked() == 3


def test_a_link_dies_after_an_hour(carl: scenes.Login, time_machine: TimeMachineFixture) -> None:
    link = f"/reset/{network.reset_token(carl.account_id, now())}/"
    time_machine.shift(timedelta(minutes=61))
    Visitor().open(link, status=422)


@pytest.mark.parametrize("token", ["x", "a:b", "eyJhIjoxfQ:abc", "%00", "…"])
def test_a_made_up_link_is_refused(carl: scenes.Login, token: str) -> None:
    assert Visitor().client.get(f"/reset/{token}/").status_code == 422
    assert Visitor().send(f"/confirm/{token}/").status_code == 422


def test_a_confirmation_is_no_reset(carl: scenes.Login) -> None:
    token = network.confirmation_token(carl.account_id, now())
    Visitor().open(f"/reset/{token}/", status=422)


def test_a_changed_password_ends_every_other_session(carl: scenes.Login) -> None:
    here, there = Visitor(), Visitor()
    for visitor in (here, there):
        visitor.sign_in(carl)
    change = {"password": scenes.PASSWORD, "new_password": NEW}
    wrong = here.send("/account/security/password/", **{**change, "password": "not it"})
    assert wrong.status_code == 422
    assert list(wrong.context["password_form"].errors) == ["password"]
    done = here.send("/account/security/password/", **change)
    assert done.headers["Location"] == "/account/security/"
    here.open("/account/")
    assert there.client.get("/account/").status_code == 302
    assert try_in(carl.email, NEW)


def test_a_session_that_was_left_open_cannot_try_the_password_out(carl: scenes.Login) -> None:
    visitor = Visitor()
    visitor.sign_in(carl)
    guess = {"password": "guess", "new_password": NEW}
    for _each in range(10):
        assert visitor.send("/account/security/password/", **guess).status_code == 422
    right = {"password": scenes.PASSWORD, "new_password": NEW}
    assert visitor.send("/account/security/password/", **right).status_code == 429


def test_a_new_address_counts_once_its_link_was_followed(carl: scenes.Login) -> None:
    visitor = Visitor()
    visitor.sign_in(carl)
    wish = {"new_email": "carl.neu@example.org", "email_password": scenes.PASSWORD}
    visitor.send("/account/security/email/", **wish)
    at = now()
    assert network.confirmation_addressee(carl.account_id, at).email == wish["new_email"]
    assert "carl.neu@example.org" in visitor.open("/account/security/")
    assert try_in(carl.email, scenes.PASSWORD)
    visitor.confirm()
    assert not try_in(carl.email, scenes.PASSWORD)
    assert try_in(wish["new_email"], scenes.PASSWORD)
    names = OutboxEvent.objects.values_list("name", flat=True)
    assert "network.email_change_asked" in names


def test_an_address_of_somebody_else_is_told_only_to_who_reads_its_mails(
    carl: scenes.Login,
) -> None:
    visitor = Visitor()
    visitor.sign_in(carl)
    wish = {"new_email": "anna@example.org", "email_password": scenes.PASSWORD}
    answer = visitor.send("/account/security/email/", **wish)
    assert answer.headers["Location"] == "/account/security/"
    late = visitor.confirm()
    assert late.status_code == 422 and "anderen Konto" in words(late)
    assert network.account_card(carl.account_id).email == carl.email


def test_a_wish_that_was_dropped_confirms_nothing(carl: scenes.Login) -> None:
    visitor = Visitor()
    visitor.sign_in(carl)
    wish = {"new_email": "carl.neu@example.org", "email_password": scenes.PASSWORD}
    visitor.send("/account/security/email/", **wish)
    token = network.confirmation_token(carl.account_id, now())
    visitor.send("/account/security/email/keep/")
    assert visitor.send(f"/confirm/{token}/").status_code == 422
    assert network.account_card(carl.account_id).email == carl.email
