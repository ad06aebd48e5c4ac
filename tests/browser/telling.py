"""How a story is told in a browser: by the words of its language, examined on every page."""

from __future__ import annotations

import re
from typing import Literal

from playwright.sync_api import Locator, expect

from tests import scenes
from tests.browser.window import Window

Role = Literal["link", "button", "textbox", "radio", "checkbox", "spinbutton", "combobox"]

LANGUAGES = ("de", "en")
CARD, GATEWAY = "Card", "Pay"
TO_WAYS, TO_REVIEW = "Continue to delivery and payment", "Continue to the overview"
ORDER, THANKS = "Order with obligation to pay", "Thank you for your order"
GERMAN = {
    "Skip to content": "Zum Inhalt springen",
    "Add to cart": "In den Warenkorb",
    "Cart": "Warenkorb",
    "Go to checkout": "Zur Kasse",
    "E-mail": "E-Mail",
    "First and last name": "Vor- und Nachname",
    "Street and number": "Straße und Hausnummer",
    "Postcode": "Postleitzahl",
    "Town": "Ort",
    CARD: "Karte",
    TO_WAYS: "Weiter zu Versand und Zahlung",
    TO_REVIEW: "Weiter zur Übersicht",
    ORDER: "zahlungspflichtig bestellen",
    GATEWAY: "Bezahlen",
    THANKS: "Danke für Ihre Bestellung",
    "Register as a partner": "Als Partner registrieren",
    "Continue": "Weiter",
    "Become a partner": "Partner werden",
    "Confirm your e-mail address": "Bestätigen Sie Ihre E-Mail-Adresse",
    "Yes, this is my address": "Ja, das ist meine Adresse",
    "for resale": "zum Weiterverkauf",
    "Prepare a cart": "Warenkorb vorbereiten",
    "Send the link": "Link schicken",
    "Continue to checkout": "Weiter zur Kasse",
    "This cart was ordered": "Dieser Warenkorb wurde bestellt",
}

# Where the focus is: nothing may keep it from being seen, and it may not go backwards.
FOCUS = """() => {
    const here = document.activeElement, last = window.lastFocus;
    if (!here || here === document.body) return ["", "the focus is nowhere"];
    const faults = [];
    if (last && !(last.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING))
        faults.push("went back");
    window.lastFocus = here;
    const ring = here.closest(".pick") || here, style = getComputedStyle(ring);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
        faults.push("has no ring");
    const box = here.getClientRects()[0] || new DOMRect();
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const seen = document.elementFromPoint(x, y);
    if (!box.width || !seen || !(here.contains(seen) || seen.contains(here)))
        faults.push("is covered or outside the window");
    return [here.outerHTML.slice(0, 120), faults.join(", ")];
}"""


class Story:
    """Somebody who reads one language and buys; what axe finds on the way is kept."""

    def __init__(self, window: Window, language: str) -> None:
        self.window = window
        self.page = window.page
        self.language = language
        self._found: list[str] = []
        self.page.emulate_media(reduced_motion="reduce")
        window.speak(language)

    def word(self, english: str) -> str:
        """Return a text of the shop in the language of the story."""
        return GERMAN[english] if self.language == "de" else english

    def look(self) -> None:
        """Examine the page that is open."""
        assert self.page.locator("html").get_attribute("lang") == self.language
        self._found += self.window.barriers()

    def go(self, path: str) -> None:
        """Open an address and examine its page."""
        self.window.go(path)
        self.look()

    def find(self, role: Role, english: str) -> Locator:
        """Return what has a role and an accessible name that begins with a word."""
        begins = re.compile(f"^{re.escape(self.word(english))}")
        return self.page.get_by_role(role, name=begins)

    def click(self, role: Role, english: str) -> None:
        """Follow a link or press a button of the page, and examine what comes of it."""
        with self.page.expect_navigation():
            self.find(role, english).and_(self.page.locator("main *")).first.click()
        self.look()

    def fill(self, **fields: str) -> None:
        """Fill in fields by their names."""
        for name, text in fields.items():
            self.page.fill(f"#id_{name}", text)

    def become(self, who: scenes.Login) -> None:
        """Hand the browser to somebody who signs in."""
        self.stranger()
        self.window.sign_in(who.email, scenes.PASSWORD)

    def stranger(self) -> None:
        """Hand the browser to somebody who was never here."""
        self.window.forget()
        self.window.speak(self.language)

    def press_until(self, role: Role, english: str) -> None:
        """Press Tab until the focus is on it; at every stop it is visible and goes on."""
        target = self.find(role, english)
        for _stop in range(80):
            self.page.keyboard.press("Tab")
            stop, fault = self.page.evaluate(FOCUS)
            assert not fault, f"{self.page.url} {fault}: {stop}"
            if target.evaluate_all("all => all.includes(document.activeElement)"):
                return
        raise AssertionError(f"{self.page.url}: no Tab leads to {self.word(english)}")

    def enter(self) -> None:
        """Press Enter and examine the page it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look()

    def pay(self) -> None:
        """Choose the card on the way, order, pay on the test gateway, read the thanks."""
        self.click("button", TO_WAYS)
        self.page.check("input[name=payment][value=card]")
        self.click("button", TO_REVIEW)
        self.click("button", ORDER)
        self.click("button", GATEWAY)
        self.is_thanked()

    def is_thanked(self) -> None:
        """Insist on the confirmation."""
        expect(self.page.locator("h1")).to_have_text(self.word(THANKS))

    def is_clean(self) -> None:
        """Insist that axe found nothing and that the browser had no complaint."""
        assert not self._found + self.window.complaints
