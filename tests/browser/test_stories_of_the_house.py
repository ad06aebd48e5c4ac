"""Three stories of the house, clicked through in each language; axe looks at every page on the way.

The same stories run through HTTP in tests/journeys. Here they show that the buttons are there, say
what they do in the reader's language, and lead where the next step is.
"""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import translation
from PIL import Image
from playwright.sync_api import FilePayload, Locator, expect
from time_machine import TimeMachineFixture

import shop.public as shop
from core import outbox
from tests import scenes
from tests.browser.window import Window

WITHDRAW = {"de": "Vertrag widerrufen", "en": "Withdraw from contract here"}
CONFIRM = {"de": "Widerruf bestätigen", "en": "Confirm withdrawal"}
REFUNDED = {"de": "Erstattet", "en": "Money refunded"}
PRICE = {"de": "14,90", "en": "14.90"}
FOUND_AS = {"de": ("weidenbalsm", "Weidenbalsam"), "en": ("willow bal", "Willow balm")}
GERMANY = "section[aria-labelledby=gate-quellmoos-de]"
PRODUCT = {
    "slug": "willow-balm",
    "name_de": "Weidenbalsam",
    "summary_de": "Balsam mit Weidenröschen",
    "name_en": "Willow balm",
    "summary_en": "Balm with willowherb",
    "sku": "QM-9001",
    "content": "30 ml",
    "weight_g": "60",
}

each_language = pytest.mark.parametrize("language", ["de", "en"])


class Story:
    """Somebody goes from page to page in a language, and every page is examined."""

    def __init__(self, window: Window, language: str) -> None:
        self._window = window
        self._language = language
        self._found: list[str] = []
        self.page = window.page
        self.main = window.page.locator("main")
        window.become(width=1280, language=language)

    def enter(self, who: scenes.Login | None = None) -> None:
        """Let somebody else sit down: a person who signs in, or a guest."""
        self._window.forget()
        self._window.speak(self._language)
        if who:
            self.go("/sign-in/")
            self._window.sign_in(who.email, scenes.PASSWORD)
            self._examine()

    def go(self, path: str) -> None:
        """Open an address."""
        self._window.go(path)
        self._examine()

    def press(self, words: str) -> None:
        """Press the button of the page that says this, in the reader's language."""
        self.follow(self.main.get_by_role("button", name=self.say(words), exact=True))

    def follow(self, way: Locator) -> None:
        """Click what leads to the next page."""
        way.first.click()
        self.page.wait_for_load_state("load")
        self._examine()

    def fill(self, **fields: str) -> None:
        """Write into fields of the form."""
        for name, text in fields.items():
            self.main.locator(f"[name='{name}']").fill(text)

    def choose(self, **fields: str) -> None:
        """Choose from lists of the form."""
        for name, value in fields.items():
            self.main.locator(f"select[name='{name}']").select_option(value)

    def say(self, words: str) -> str:
        """Say a text in the reader's language."""
        with translation.override(self._language):
            return translation.gettext(words)

    def _examine(self) -> None:
        expect(self.page.locator("html")).to_have_attribute("lang", self._language)
        self._found += self._window.barriers()
        if self._window.scrolls_sideways():
            self._found.append(f"{self.page.url} scrolls sideways")

    def is_clean(self) -> None:
        """Insist that nothing was found, and that the browser had no complaint either."""
        assert not self._found + self._window.complaints


@each_language
def test_a_guest_withdraws_and_has_the_money_back(
    window: Window, time_machine: TimeMachineFixture, language: str
) -> None:
    time_machine.move_to(scenes.MARCH)
    scenes.anna(scenes.company(scenes.FOUNDED))
    scenes.sign_the_plan(scenes.FOUNDED)
    warehouse = scenes.staff("warehouse", scenes.FOUNDED)
    finance = scenes.staff("finance", scenes.FOUNDED)
    order = scenes.paid_order(None, {"QM-1006": 2}, scenes.MARCH, language=language)
    scenes.deliver(order.order_id, scenes.MARCH)
    time_machine.move_to(scenes.MARCH + timedelta(days=4))
    story = Story(window, language)

    withdraw(story, order.number, language)
    story.enter(warehouse)
    inspect(story, order.number)
    story.enter(finance)
    story.go("/staff/returns/")
    story.follow(story.main.get_by_role("link", name=f"{order.number}-R1"))
    story.press("Accept and refund")
    outbox.drain()
    story.go("/staff/refunds/")
    row = story.main.locator("tbody tr", has_text=order.number)
    expect(row).to_contain_text(REFUNDED[language])
    story.follow(row.get_by_role("link"))

    story.enter()
    story.go(f"/order/{shop.order_link(order.order_id)}/")
    expect(story.main).to_contain_text(REFUNDED[language])
    story.is_clean()


def withdraw(story: Story, number: str, language: str) -> None:
    """Withdraw in two steps: the function at the foot of every page, then the confirmation."""
    story.go("/")
    story.follow(story.page.locator("footer").get_by_role("link", name=WITHDRAW[language]))
    story.fill(name="Bea Kundin", order_number=number, email="bea@example.org")
    button = story.main.locator("form button")
    expect(button).to_have_text(CONFIRM[language])
    story.follow(button)
    expect(story.page.locator("h1")).to_have_text(story.say("We have received your withdrawal"))
    expect(story.main).to_contain_text(number)
    outbox.drain()


def inspect(story: Story, number: str) -> None:
    """Open the parcel: one piece is good, one is spoilt."""
    story.go("/staff/returns/")
    story.follow(story.main.get_by_role("link", name=f"{number}-R1"))
    story.main.locator("[name^=good_]").fill("1")
    story.main.locator("[name^=bad_]").fill("1")
    story.press("Book the goods in")
    expect(story.main.get_by_role("button", name=story.say("Book the goods in"))).to_have_count(0)


@each_language
def test_staff_put_a_product_on_sale_and_a_guest_finds_it(
    window: Window, time_machine: TimeMachineFixture, language: str
) -> None:
    time_machine.move_to(scenes.MARCH)
    scenes.anna(scenes.company(scenes.FOUNDED))
    keeper = scenes.staff("marketing", scenes.FOUNDED)
    warehouse = scenes.staff("warehouse", scenes.FOUNDED)
    story = Story(window, language)

    story.enter(keeper)
    create(story)
    complete(story, language)
    story.press("Put on sale")
    expect(story.main.get_by_role("link", name=story.say("See it in the shop"))).to_be_visible()
    story.enter(warehouse)
    story.go("/staff/stock/item/QM-9001/")
    story.fill(quantity="5", reference="LS-9")
    story.press("Book the delivery")
    expect(story.main).to_contain_text("LS-9")

    story.enter()
    words, name = FOUND_AS[language]
    story.go("/")
    story.page.fill("#header-search", words)
    story.follow(story.page.locator(".site-search button"))
    story.follow(story.main.get_by_role("link", name=name))
    expect(story.page.locator("h1")).to_have_text(name)
    expect(story.main).to_contain_text(PRICE[language])
    expect(story.main).to_contain_text("Quellmoos")
    story.is_clean()


def create(story: Story) -> None:
    """Create the product; it misses things and cannot be put on sale yet."""
    story.go("/staff/products/")
    story.follow(story.main.get_by_role("link", name=story.say("New product")))
    story.choose(product_type="cosmetics", category="face-creams", tax_class="standard")
    story.fill(**PRODUCT)
    story.press("Create")
    expect(story.page.locator(GERMANY).locator(".is-open").first).to_be_visible()
    expect(story.main.get_by_role("button", name=story.say("Put on sale"))).to_have_count(0)


def complete(story: Story, language: str) -> None:
    """Follow the checklist to each page that wants something, until nothing is missing."""
    fill_in(story, "prices")
    story.choose(sku="QM-9001", channel="quellmoos-de", audience="customer")
    story.fill(gross=PRICE[language], pv="9", valid_from="2026-03-05")
    story.press("Save")
    expect(story.main.locator("tbody")).to_contain_text(PRICE[language])
    fill_in(story, "pictures")
    story.main.locator("[name=file]").set_input_files(picture())
    story.fill(alt_de="Ein Tiegel Balsam", alt_en="A jar of balm")
    story.press("Save")
    fill_in(story, "declaration")
    story.choose(manufacturer="quellmoos")
    story.main.locator("[name=has_no_warnings]").check()
    story.fill(ingredients_de="Mandelöl, Weidenröschen", ingredients_en="Almond oil, willowherb")
    story.press("Save")
    story.go("/staff/products/willow-balm/")
    expect(story.page.locator(GERMANY).locator(".is-open")).to_have_count(0)


def fill_in(story: Story, part: str) -> None:
    """Follow the checklist's link to a part of the product."""
    story.go("/staff/products/willow-balm/")
    story.follow(story.page.locator(GERMANY).locator(f".checklist a[href$='/{part}/']"))


def picture() -> FilePayload:
    """Return a photograph to upload."""
    out = io.BytesIO()
    Image.new("RGB", (600, 600), "seagreen").save(out, "JPEG")
    return {"name": "balm.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@each_language
def test_a_partner_finds_a_member_and_sees_the_tree_of_an_earlier_day(
    window: Window, time_machine: TimeMachineFixture, language: str
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    story = Story(window, language)
    tree = story.page.locator("svg.tree")

    story.enter(month.anna)
    story.go("/office/team/")
    story.page.fill("#team-search", "lind")
    story.follow(story.main.locator("form[role=search] button"))
    found = story.main.locator("tbody tr", has_text="Cara Lindner")
    story.follow(found.get_by_role("link", name=story.say("Show in the tree")))
    expect(tree).to_contain_text("Cara Lindner")

    story.follow(story.main.get_by_role("link", name=story.say("Me"), exact=True))
    story.choose(levels="1")
    story.press("Draw")
    expect(tree).to_contain_text("Bert Vogt")
    expect(tree).not_to_contain_text("Cara Lindner")
    story.follow(tree.locator("a.tree-toggle[aria-label*='Bert Vogt']"))
    expect(tree).to_contain_text("Cara Lindner")

    story.choose(levels="3")
    story.fill(day="2026-02-01")
    story.press("Draw")
    expect(story.page.locator("main .note")).to_contain_text("2026")
    expect(tree).to_contain_text("Bert Vogt")
    expect(story.main).not_to_contain_text("Cara Lindner")
    story.is_clean()
