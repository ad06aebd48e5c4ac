"""Every page at every size, in both languages and themes: photographed, and without barriers."""

from __future__ import annotations

import pytest

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
        window.become(width=width, language=language, dark=dark)

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
