"""Every page at every size, in both languages and themes: photographed, and without barriers."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

from tests import scenes
from tests.browser.window import Window

LOOKS = [
    pytest.param("de", 1280, False, id="de-1280"),
    pytest.param("en", 390, False, id="en-390"),
    pytest.param("de", 390, True, id="de-390-dark"),
]


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_shop_pages(window: Window, language: str, width: int, dark: bool) -> None:
    at = scenes.company()
    scenes.anna(at)
    look = Look(window, language, width, dark)
    look.at("home", "/")
    look.at("listing", "/products/")
    look.at("nothing-found", "/products/?q=zzz")
    look.at("cart-empty", "/cart/")
    look.at("product", "/products/rose-shower-gel/")
    window.page.click("main form button.btn-primary")
    look.here("product-added")
    look.at("cart", "/cart/")
    look.at("checkout", "/checkout/")
    window.page.click("main form button.btn-primary")
    look.here("checkout-errors")
    fill_address(window)
    window.page.click("main form button.btn-primary")
    look.here("payment")
    window.page.click("button[value=decline]")
    look.here("thanks-not-paid")
    window.page.click("main .note a")
    window.page.click("button[value=pay]")
    look.here("thanks")
    look.at("sign-in", "/sign-in/")
    look.at("register", "/register/")
    look.at("sponsor-code", "/partner/")
    look.at("landing", "/p/anna/")
    look.at("join", "/p/anna/join/")
    window.page.click("main form button.btn-primary")
    look.here("join-errors")
    look.at("unknown-code", "/p/nobody-here/")
    look.at("not-found", "/products/gibt-es-nicht/")
    look.is_clean()


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_office_pages(
    window: Window, time_machine: TimeMachineFixture, language: str, width: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    look = Look(window, language, width, dark)
    window.sign_in(month.carl.email, scenes.PASSWORD)
    look.here("account")
    look.at("account-order", f"/account/orders/{month.paid.number}/")
    look.at("join-with-account", "/partner/join/")
    look.at("forbidden", "/office/")
    window.forget()
    look.again()
    window.sign_in(month.cara.email, scenes.PASSWORD)
    look.here("office-new-partner")
    look.at("team-empty", "/office/team/")
    look.at("bank-account-missing", "/office/bank-account/")
    window.page.fill("#id_iban", "DE00 1234")
    window.page.click("main form button.btn-primary")
    look.here("bank-account-errors")
    window.forget()
    look.again()
    window.sign_in(month.anna.email, scenes.PASSWORD)
    look.here("office")
    look.at("product-partner", "/products/sea-buckthorn-serum/")
    look.at("listing-partner", "/products/")
    look.at("earnings", "/office/earnings/")
    look.at("lines", f"/office/earnings/{month.run_id}/")
    window.page.click("details.why summary >> nth=0")
    window.page.wait_for_selector("details.why[open] p:not(:has(a))")
    look.here("lines-why")
    look.at("why", f"/office/earnings/{month.run_id}/1/")
    look.at("statement", f"/office/statements/{month.run_id}/")
    look.at("team", "/office/team/")
    look.is_clean()


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_staff_pages(
    window: Window, time_machine: TimeMachineFixture, language: str, width: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    scenes.paid_order(month.bert, {"QM-1006": 5}, scenes.LATER)
    scenes.bank_account(month.anna, scenes.LATER)
    look = Look(window, language, width, dark)
    window.sign_in(month.clerk.email, scenes.PASSWORD)
    look.at("staff-runs", "/staff/runs/")
    window.page.fill("#id_period_key", "2026-04")
    window.page.click("main form button.btn-primary")
    look.here("staff-run-own-draft")
    look.at("staff-run-published", f"/staff/runs/{month.run_id}/")
    look.at("staff-payouts-empty", "/staff/payouts/")
    window.page.click("text=/Fälliges freigeben|Release what is due$/")
    look.here("staff-released")
    window.page.click("form[action$='/prepare/'] button")
    look.here("staff-payout")
    payout = window.page.url.removeprefix(window.url)
    look.at("staff-payouts", "/staff/payouts/")
    look.at("staff-orders", "/staff/orders/")
    window.forget()
    look.again()
    window.sign_in(month.second.email, scenes.PASSWORD)
    look.at("staff-payout-to-approve", payout)
    window.page.click("form[action$='/approve/'] button")
    look.here("staff-payout-approved")
    window.forget()
    look.again()
    window.sign_in(month.warehouse.email, scenes.PASSWORD)
    look.at("staff-order-to-deliver", f"/staff/orders/{month.paid.number}/")
    look.at("staff-order", f"/staff/orders/{month.delivered.number}/")
    look.is_clean()


def fill_address(window: Window) -> None:
    """Fill in the checkout."""
    for name, text in {
        "name": "Bea Kundin",
        "email": "bea@example.org",
        "street": "Lindenweg 3",
        "postcode": "79098",
        "town": "Freiburg",
    }.items():
        window.page.fill(f"#id_{name}", text)


class Look:
    """A size, language and theme under which pages are looked at."""

    def __init__(self, window: Window, language: str, width: int, dark: bool) -> None:
        self._window = window
        self._folder = f"{language}-{width}{'-dark' if dark else ''}"
        self._found: list[str] = []
        self._size = {"width": width, "language": language, "dark": dark}
        self.again()

    def again(self) -> None:
        """Look this way once more, after the visitor's cookies were forgotten."""
        self._window.become(**self._size)

    def at(self, name: str, path: str) -> None:
        """Open a page and look at it."""
        self._window.go(path)
        self.here(name)

    def here(self, name: str) -> None:
        """Look at the page that is open."""
        self._window.page.wait_for_load_state("load")
        self._window.photograph(f"{self._folder}/{name}")
        self._found += self._window.barriers()
        if self._window.scrolls_sideways():
            self._found.append(f"{name} scrolls sideways")

    def is_clean(self) -> None:
        """Insist that nothing was found, and that the browser had no complaint either."""
        assert not self._found + self._window.complaints
