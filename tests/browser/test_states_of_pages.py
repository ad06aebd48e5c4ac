"""What an address alone does not show: empty, wrong, declined, done. Photographed, no barriers.

Every address as it is when one comes to it is walked in test_every_address.py.
"""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

from tests import scenes
from tests.browser.walk import told
from tests.browser.window import Window
from tests.db.finance.books import owe

LOOKS = told()
SUBMIT = "main form button.btn-primary"


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_shop(window: Window, language: str, width: int, dark: bool) -> None:
    scenes.anna(scenes.company())
    look = Look(window, language, width, dark)
    look.at("nothing-found", "/products/?q=zzz")
    look.at("cart-empty", "/cart/")
    window.go("/products/rose-shower-gel/")
    look.press(SUBMIT, "product-added")
    look.at("cart", "/cart/")
    window.go("/checkout/")
    look.press(SUBMIT, "checkout-errors")
    fill_address(window)
    look.press(SUBMIT, "checkout-ways")
    look.press(SUBMIT, "checkout-ways-errors")
    window.page.check("input[name=payment][value=card]")
    look.press(SUBMIT, "checkout-review")
    look.press(SUBMIT, "payment")
    look.press("button[value=decline]", "thanks-not-paid")
    window.page.click("main .note a")
    look.press("button[value=pay]", "thanks")
    look.at("not-found", "/products/gibt-es-nicht/")
    look.is_clean()


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_joining(window: Window, language: str, width: int, dark: bool) -> None:
    scenes.anna(scenes.company())
    look = Look(window, language, width, dark)
    for name, path in (
        ("sign-in", "/sign-in/"),
        ("register", "/register/"),
        ("join", "/p/anna/join/"),
    ):
        window.go(path)
        look.press(SUBMIT, f"{name}-errors")
    look.at("unknown-code", "/p/nobody-here/")
    look.is_clean()


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_office(
    window: Window, time_machine: TimeMachineFixture, language: str, width: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    look = Look(window, language, width, dark)
    window.sign_in(month.cara.email, scenes.PASSWORD)
    look.here("office-new-partner")
    look.at("team-empty", "/office/team/")
    look.at("bank-account-missing", "/office/bank-account/")
    window.page.fill("#id_iban", "DE00 1234")
    window.page.fill("#id_bank_password", scenes.PASSWORD)
    look.press(SUBMIT, "bank-account-errors")
    window.forget()
    look.again()
    window.sign_in(month.anna.email, scenes.PASSWORD)
    look.at("product-partner", "/products/sea-buckthorn-serum/")
    look.at("listing-partner", "/products/")
    look.at("lines", f"/office/earnings/{month.run_id}/")
    window.page.click("details.why summary >> nth=0")
    window.page.wait_for_selector("details.why[open] p:not(:has(a))")
    look.here("lines-why")
    look.is_clean()


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_staff(
    window: Window, time_machine: TimeMachineFixture, language: str, width: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    scenes.paid_order(month.bert, {"QM-1006": 5}, scenes.LATER)
    scenes.bank_account(month.anna, scenes.LATER)
    owe({f"member:{month.anna.member_id}": 1_000})
    look = Look(window, language, width, dark)
    window.sign_in(month.clerk.email, scenes.PASSWORD)
    window.go("/staff/closing/")
    window.page.click("details.disclosure > summary")
    window.page.fill("#id_period_key", "2026-04")
    look.press(SUBMIT, "staff-run-own-draft")
    look.at("staff-payouts-empty", "/staff/payouts/")
    look.press("text=/Fälliges freigeben|Release what is due$/", "staff-released")
    scenes.credit_note(month.anna, scenes.LATER)
    look.at("staff-credit-notes", "/staff/credit-notes/")
    look.at("staff-payouts-due", "/staff/payouts/")
    look.press("form[action$='/prepare/'] button", "staff-payout")
    payout = window.page.url.removeprefix(window.url)
    window.forget()
    look.again()
    window.sign_in(month.second.email, scenes.PASSWORD)
    look.at("staff-payout-to-approve", payout)
    look.press("form[action$='/approve/'] button", "staff-payout-approved")
    window.forget()
    look.again()
    window.sign_in(month.warehouse.email, scenes.PASSWORD)
    look.at("staff-order-delivered", f"/staff/orders/{month.delivered.number}/")
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
        self._folder = f"states/{language}-{width}{'-dark' if dark else ''}"
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

    def press(self, button: str, name: str) -> None:
        """Press a button and look at what comes of it."""
        self._window.page.locator(button).first.click()
        self.here(name)

    def choose(self, field: str, name: str, content: bytes) -> None:
        """Choose a file for a field."""
        file = {"name": name, "mimeType": "text/plain", "buffer": content}
        self._window.page.set_input_files(field, file)  # type: ignore[arg-type]

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
