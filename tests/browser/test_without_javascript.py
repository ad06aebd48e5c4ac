"""The purchase and the reason of an earning work in a browser that runs no script."""

from __future__ import annotations

from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer
from time_machine import TimeMachineFixture

from tests import scenes


def test_a_guest_buys_and_a_partner_reads_the_reason(
    chromium: Browser, live_server: LiveServer, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{live_server.url}/products/rose-shower-gel/")
    page.click("text=Add to cart")
    page.click("#messages a")
    page.click("text=Go to checkout")
    for name, text in {
        "name": "Bea Buyer",
        "email": "bea@example.org",
        "street": "Lindenweg 3",
        "postcode": "79098",
        "town": "Freiburg",
    }.items():
        page.fill(f"#id_{name}", text)
    page.click("text=Continue to delivery and payment")
    page.check("input[name=payment][value=card]")
    page.click("text=Continue to the overview")
    page.click("text=Order with obligation to pay")
    page.click("button[value=pay]")
    expect(page.locator("h1")).to_have_text("Thank you for your order")

    page.goto(f"{live_server.url}/sign-in/")
    page.fill("#id_email", month.anna.email)
    page.fill("#id_password", scenes.PASSWORD)
    page.click("main form button.btn-primary")
    page.goto(f"{live_server.url}/office/earnings/{month.run_id}/")
    page.click("details.why summary >> nth=0")
    expect(page.locator("details.why p >> nth=0")).to_contain_text("12%")
    context.close()
