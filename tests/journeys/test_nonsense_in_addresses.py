"""Addresses that somebody made up: an answer, never a fault of ours."""

from __future__ import annotations

import pytest

from tests import scenes
from tests.journeys.test_guest_withdraws_and_is_refunded import clerk
from tests.journeys.visitor import Visitor

HUGE = "9" * 30


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/products/?category=a/b", 200),
        ("/products/?category=//evil.example", 200),
        ("/products/?category=%C2%B2", 200),
        ("/products/?category=a%00b", 301),
        ("/products/?q=%00&sort=%00&price_from=%00", 200),
        ("/legal/%00/%00/", 404),
        ("/legal/terms/%00/", 404),
        ("/p/%00/", 422),
        ("/order/%00/", 404),
    ],
)
def test_guests_find_a_page_or_none(shop_is_open: scenes.Login, path: str, status: int) -> None:
    assert Visitor().client.get(path).status_code == status


def test_partners_find_nobody_by_a_number_that_cannot_be(shop_is_open: scenes.Login) -> None:
    anna = Visitor()
    anna.sign_in(shop_is_open)
    anna.open(f"/office/team/{HUGE}/", status=404)
    anna.open(f"/office/team/tree/?of={HUGE}&from={HUGE}-{HUGE}&open={HUGE}&shut={HUGE}")


@pytest.mark.parametrize(
    "path",
    [
        "/staff/members/?q=%00&status=%00&country=%00&rank=%00",
        "/staff/accounts/?q=%00&audience=%00",
        "/staff/enter-order/?q=a%00b",
        "/staff/orders/?q=%00&state=%00&channel=%00",
        "/staff/documents/?q=%00&kind=%00&month=%00",
        "/staff/stock/?q=%00",
        "/staff/mails/?to=%00&kind=%00",
    ],
)
def test_staff_find_nothing_by_a_sign_that_no_text_holds(
    shop_is_open: scenes.Login, path: str
) -> None:
    clerk("owner").open(path)
