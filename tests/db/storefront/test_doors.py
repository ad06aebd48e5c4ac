"""Every page opens exactly to whom the policy table lets in: pages times roles."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern

from core import policy
from storefront import urls
from tests import scenes

STAFF_ROLES = ("owner", "finance", "warehouse", "support", "marketing", "compliance")
# The action that opens a page, beside that of its office; {run}, {order} are filled in.
DOORS = {
    "/account/": "",
    "/office/": "storefront.see_partner_office",
    "/office/earnings/": "storefront.see_partner_office",
    "/office/team/": "storefront.see_partner_office",
    "/office/bank-account/": "storefront.see_partner_office",
    "/staff/orders/": "shop.list_orders",
    "/staff/orders/{order}/": "shop.list_orders",
    "/staff/runs/": "commissions.see_runs",
    "/staff/runs/{run}/": "commissions.see_runs",
    "/staff/payouts/": "finance.see_payouts",
}
POSTS = {
    "/staff/runs/{run}/approve/": "commissions.approve_run",
    "/staff/runs/{run}/publish/": "commissions.publish_run",
    "/staff/payouts/vest/": "commissions.vest",
    "/staff/payouts/prepare/": "finance.prepare_payout",
    "/staff/payouts/1/approve/": "finance.approve_payout",
    "/staff/payouts/1/discard/": "finance.prepare_payout",
    "/staff/payouts/1/file/": "finance.see_payouts",
}
OPEN_TO_ALL = {
    "home", "products", "product", "add_to_cart", "cart", "change_line", "remove_line", "checkout",
    "thanks", "test_payment", "sign_in", "sign_out", "register", "partner", "join", "landing",
    "register_by_link", "join_by_link", "set_language",
}  # fmt: skip
# Tried one by one in tests/journeys/test_what_is_not_yours_is_not_there.py.
OWN_THINGS = {"order", "run_earnings", "why", "statement", "finish_task", "staff", "staff_payout"}


@pytest.fixture
def people(month: scenes.SettledMonth) -> dict[str, scenes.Login]:
    """Return somebody of every kind."""
    known = {"customer": month.carl, "partner": month.cara}
    mail = "{}.door@example.org"
    return known | {
        role: scenes.staff(role, scenes.FOUNDED, email=mail.format(role)) for role in STAFF_ROLES
    }


def fill(path: str, month: scenes.SettledMonth) -> str:
    """Put the numbers of things that exist into an address."""
    return path.format(run=month.run_id, order=month.paid.number)


def test_nobody_signed_in_is_asked_to_sign_in(month: scenes.SettledMonth) -> None:
    for path in DOORS:
        answer = Client().get(fill(path, month))
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/sign-in/?next=")
    for path in POSTS:
        assert Client().post(fill(path, month)).status_code == 302, path


@pytest.mark.parametrize("kind", ["customer", "partner", *STAFF_ROLES])
def test_a_page_opens_to_whom_the_table_lets_in(
    people: dict[str, scenes.Login], month: scenes.SettledMonth, kind: str
) -> None:
    client, actor = Client(), people[kind].actor
    client.post("/sign-in/", {"email": people[kind].email, "password": scenes.PASSWORD})
    for path, action in DOORS.items():
        expected = 200 if may(actor, path, action) else 403
        assert client.get(fill(path, month)).status_code == expected, (kind, path)
    for path, action in POSTS.items():
        status = client.post(fill(path, month)).status_code
        assert (status != 403) == may(actor, path, action), (kind, path, status)


def may(actor: policy.Actor, path: str, action: str) -> bool:
    """Ask the table, for the office as well as for the action."""
    office = not path.startswith("/staff/") or policy.allowed(actor, "storefront.see_staff_office")
    return office and (not action or policy.allowed(actor, action))


def test_every_address_is_tried_or_open_on_purpose() -> None:
    tried = {path.strip("/").replace("{run}", "<int:run_id>") for path in [*DOORS, *POSTS]}
    tried = {path.replace("{order}", "<str:number>").replace("/1/", "/<int:batch_id>/")
             for path in tried}  # fmt: skip
    untried = {
        pattern.name
        for pattern in urls.urlpatterns
        if isinstance(pattern, URLPattern) and str(pattern.pattern).strip("/") not in tried
    }
    assert untried == OPEN_TO_ALL | OWN_THINGS
