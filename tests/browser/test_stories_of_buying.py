"""Four stories of buying in a browser, in both languages, without barriers on any page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from time_machine import TimeMachineFixture

import network.public as network
import shop.public as shop
from core import outbox
from core.clock import now
from core.paging import PageRequest
from tests import scenes
from tests.browser.telling import CARD, GATEWAY, LANGUAGES, ORDER, TO_REVIEW, TO_WAYS, Story
from tests.browser.window import Window

ADDRESS = {"street": "Lindenweg 3", "postcode": "79098", "town": "Freiburg"}
BEA = {"email": "bea@example.org", "name": "Bea Kundin"}
GEL, GEL_PAGE = "QM-1001", "/products/rose-shower-gel/"
SERUM, SERUM_PAGE = "QM-1006", "/products/sea-buckthorn-serum/"


@pytest.fixture
def anna(time_machine: TimeMachineFixture) -> scenes.Login:
    """Open the company in March with Anna, its first partner."""
    time_machine.move_to(scenes.MARCH)
    scenes.company(scenes.FOUNDED)
    scenes.sign_the_plan(scenes.FOUNDED)
    return scenes.anna(scenes.FOUNDED)


@pytest.fixture(params=LANGUAGES)
def story(request: pytest.FixtureRequest, window: Window) -> Story:
    """Tell a story in one language."""
    return Story(window, request.param)


def the_order() -> shop.OrderRow:
    """Return the only order there is."""
    (row,) = shop.orders_page(actor=scenes.SYSTEM, page=PageRequest()).items
    return row


def test_a_guest_orders_and_pays_by_keyboard(story: Story, anna: scenes.Login) -> None:
    story.go(GEL_PAGE)
    story.press_until("link", "Skip to content")
    story.page.keyboard.press("Enter")
    expect(story.page.locator("#main")).to_be_focused()
    story.press_until("button", "Add to cart")
    story.enter()
    story.press_until("link", "Cart")
    story.enter()
    story.press_until("link", "Go to checkout")
    story.enter()
    for label, text in {
        "E-mail": "bea@example.org",
        "First and last name": "Bea Kundin",
        "Street and number": ADDRESS["street"],
        "Postcode": ADDRESS["postcode"],
        "Town": ADDRESS["town"],
    }.items():
        story.press_until("textbox", label)
        story.page.keyboard.type(text)
    story.press_until("button", TO_WAYS)
    story.enter()
    story.press_until("radio", CARD)
    story.page.keyboard.press("Space")
    story.press_until("button", TO_REVIEW)
    story.enter()
    story.press_until("button", ORDER)
    story.enter()
    story.press_until("button", GATEWAY)
    story.enter()
    story.is_thanked()
    row = the_order()
    assert (row.state, row.account_id) == ("paid", None)
    story.is_clean()


def test_a_partner_registers_by_the_sponsors_link(story: Story, anna: scenes.Login) -> None:
    main = story.page.locator("main")
    story.go("/p/anna/")
    story.click("link", "Register as a partner")
    expect(main).to_contain_text("Anna Berger")
    story.fill(name="Bert Vogt", email="bert@example.org", password=scenes.PASSWORD)
    story.click("button", "Continue")
    story.fill(**ADDRESS, born_on="1990-05-17")
    story.click("button", "Continue")
    story.page.check("#id_accepts")
    story.click("button", "Continue")
    expect(main).to_contain_text("Bert Vogt")
    story.click("button", "Become a partner")
    expect(main).to_contain_text(story.word("Confirm your e-mail address"))
    outbox.drain()
    account_id = network.applications(scenes.SYSTEM).items[0].account_id
    story.go(f"/confirm/{network.confirmation_token(account_id, now())}/")
    story.click("button", "Yes, this is my address")
    expect(story.page.locator("h1")).to_contain_text("Bert Vogt")
    assert network.account_card(account_id).position == "active"
    assert network.direct_partners(anna.member_id or 0, now().date()).count == 1
    story.is_clean()


def test_a_partner_orders_at_the_partner_price(story: Story, anna: scenes.Login) -> None:
    offer = story.page.locator(".buy-box .pick-offer").first
    story.go(SERUM_PAGE)
    guests = offer.locator(".price-now").inner_text()
    expect(offer).not_to_contain_text("PV")
    story.become(anna)
    story.go(SERUM_PAGE)
    expect(offer).to_contain_text("PV")
    partners = offer.locator(".price-now").inner_text()
    assert "39" in guests and partners != guests
    story.click("button", "Add to cart")
    story.go("/cart/")
    expect(story.page.locator("main")).to_contain_text("PV")
    story.click("link", "Go to checkout")
    story.fill(**ADDRESS)
    story.click("button", TO_WAYS)
    story.page.check("input[name=payment][value=card]")
    story.find("radio", "for resale").check()
    story.click("button", TO_REVIEW)
    for told in (story.word("for resale"), partners, "PV"):
        expect(story.page.locator("main")).to_contain_text(told)
    story.click("button", ORDER)
    story.click("button", GATEWAY)
    story.is_thanked()
    row = the_order()
    order = shop.order_for(actor=scenes.SYSTEM, number=row.number)
    assert (row.state, row.buyer_member_id) == ("paid", anna.member_id)
    assert [(line.sku, line.purpose) for line in order.lines] == [(SERUM, "resale")]
    story.is_clean()


def test_a_customer_pays_what_a_partner_prepared(story: Story, anna: scenes.Login) -> None:
    story.become(anna)
    story.go("/office/carts/")
    story.click("link", "Prepare a cart")
    story.fill(**BEA)
    story.page.select_option("#id_sku_1", GEL)
    story.page.fill("#id_quantity_1", "2")
    story.click("button", "Send the link")
    link = story.page.locator("main input[readonly]").input_value()
    story.stranger()
    story.go(link.removeprefix(story.window.url))
    expect(story.page.locator("main")).to_contain_text("Anna Berger")
    story.page.locator("main input[type=number]").fill("3")
    story.click("button", "Continue to checkout")
    story.fill(**BEA, **ADDRESS)
    story.pay()
    row = the_order()
    order = shop.order_for(actor=scenes.SYSTEM, number=row.number)
    assert (row.state, row.credited_member_id) == ("paid", anna.member_id)
    assert [(line.sku, line.quantity) for line in order.lines] == [(GEL, 3)]
    story.go(link.removeprefix(story.window.url))
    expect(story.page.locator("main")).to_contain_text(story.word("This cart was ordered"))
    story.is_clean()
