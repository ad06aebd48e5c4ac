"""Links that open something, tried by those they were not made for."""

from __future__ import annotations

import pytest

import network.public as network
import shop.public as shop
from core import outbox
from core.clock import now
from core.outbox import publish
from network.events import PasswordResetAsked
from storefront.attempts import MOST_FAILURES
from tests import scenes
from tests.journeys.test_guest_withdraws_and_is_refunded import clerk
from tests.journeys.visitor import Visitor

NEW = "ein neuer, langer Satz"


@pytest.fixture
def carl(shop_is_open: scenes.Login) -> scenes.Login:
    """Have a customer."""
    return scenes.customer("carl@example.org", "Carl Kunde", "anna", scenes.FOUNDED)


def newest_mail(support: Visitor, to: str) -> tuple[str, str]:
    """Return the newest mail to somebody as staff see it: the page, and the mail itself."""
    mails = support.client.get(f"/staff/mails/?to={to}").context["mails"].items
    path = f"/staff/mails/{mails[0].mail_id}/"
    pages = [support.client.get(page).content.decode() for page in (path, f"{path}html/")]
    return pages[0], pages[1]


def test_support_cannot_become_the_owner_by_the_mail_with_the_owners_reset_link(
    shop_is_open: scenes.Login,
) -> None:
    owner = scenes.staff("owner", scenes.FOUNDED)
    publish(PasswordResetAsked(account_id=owner.account_id, at=now()))
    outbox.drain()
    for seen in newest_mail(clerk("support"), owner.email):
        assert "/reset/" in seen
        assert network.reset_token(owner.account_id, now())[:8] not in seen


def test_support_sees_neither_confirmation_links_nor_a_guests_key(
    shop_is_open: scenes.Login,
) -> None:
    guest = Visitor()
    guest.send("/register/", email="neu@example.org", name="Neu Kunde", password=NEW)
    order = scenes.paid_order(None, {"QM-1006": 1}, scenes.MARCH)
    outbox.drain()
    support = clerk("support")
    for seen in newest_mail(support, "neu@example.org"):
        assert "/confirm/" in seen and "eyJ" not in seen
    key = shop.order_link(order.order_id).partition(":")[0]
    for seen in newest_mail(support, "bea@example.org"):
        assert "/order/" in seen and f"/order/{key}:" not in seen


@pytest.mark.parametrize("role", ["finance", "warehouse", "support", "owner"])
def test_staff_who_look_at_a_buyers_page_do_not_get_the_buyers_key(
    carl: scenes.Login, role: str
) -> None:
    order = scenes.paid_order(carl, {"QM-1006": 1}, scenes.MARCH)
    visitor = clerk(role)
    answer = visitor.client.get(f"/account/orders/{order.number}/", follow=True)
    assert answer.redirect_chain == [(f"/staff/orders/{order.number}/", 302)]
    key = shop.order_link(order.order_id).partition(":")[0]
    assert f"/order/{key}:" not in answer.content.decode()


def test_a_wish_to_change_the_address_dies_with_the_password(carl: scenes.Login) -> None:
    thief, owner = Visitor(), Visitor()
    thief.sign_in(carl)
    wish = {"new_email": "thief@example.org", "email_password": scenes.PASSWORD}
    thief.send("/account/security/email/", **wish)
    stolen = network.confirmation_token(carl.account_id, now())
    owner.sign_in(carl)
    change = {"password": scenes.PASSWORD, "new_password": NEW}
    owner.send("/account/security/password/", **change)
    assert thief.send(f"/confirm/{stolen}/").status_code == 422
    assert network.account_card(carl.account_id).email == carl.email


def test_a_wish_to_change_the_address_dies_with_a_reset(carl: scenes.Login) -> None:
    thief = Visitor()
    thief.sign_in(carl)
    wish = {"new_email": "thief@example.org", "email_password": scenes.PASSWORD}
    thief.send("/account/security/email/", **wish)
    stolen = network.confirmation_token(carl.account_id, now())
    Visitor().send(f"/reset/{network.reset_token(carl.account_id, now())}/", password=NEW)
    assert thief.send(f"/confirm/{stolen}/").status_code == 422
    assert network.account_card(carl.account_id).email == carl.email


def test_writing_an_address_in_other_letters_gives_no_more_tries(
    shop_is_open: scenes.Login,
) -> None:
    visitor = Visitor("en")
    written = [
        "ｅxample", "eｘample", "exａmple", "exaｍple", "examｐle", "exampｌe", "examplｅ",
        "ⓔxample", "eⓧample", "exⓐmple",
    ]  # fmt: skip
    for name in written[:MOST_FAILURES]:
        visitor.send("/sign-in/", email=f"anna@{name}.org", password="wrong-every-time")
    answer = visitor.send("/sign-in/", email=shop_is_open.email, password=scenes.PASSWORD)
    assert answer.status_code == 422, "the address has been tried ten times"


def test_the_admin_has_no_sign_in_of_its_own(shop_is_open: scenes.Login) -> None:
    scenes.staff("owner", scenes.FOUNDED)
    visitor = Visitor()
    fields = {"username": "owner@example.org", "password": scenes.PASSWORD}
    visitor.send("/admin/login/?next=/admin/", **fields)
    assert "_auth_user_id" not in visitor.client.session
    answer = visitor.client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/sign-in/?next=%2Fadmin%2F"
    owner = clerk_in("owner@example.org", next="/admin/")
    assert owner.client.get("/admin/").status_code == 200
    assert owner.client.get("/admin/password_change/").headers["Location"] == "/account/security/"


def clerk_in(email: str, **fields: str) -> Visitor:
    """Sign in where one wanted to go on to another page."""
    visitor = Visitor()
    visitor.send("/sign-in/", email=email, password=scenes.PASSWORD, **fields)
    return visitor


def test_a_refused_form_never_leads_off_the_site(shop_is_open: scenes.Login) -> None:
    guest = Visitor()
    order = scenes.paid_order(None, {"QM-1006": 1}, scenes.MARCH)
    path = f"/order/{shop.order_link(order.order_id)}/cancel/"
    evil = {"referer": "http://testserver//evil.example/page"}
    answer = guest.client.post(path, {}, headers=evil)
    assert not answer.headers.get("Location", "").startswith("//")
