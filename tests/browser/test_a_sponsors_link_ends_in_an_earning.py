"""The main story in a browser: from a partner's link to the partner's money, and why it is so much.

Anna's link brings Bert, who becomes a partner and buys. The warehouse delivers, one clerk drafts
the month, another approves and publishes. Anna sees the earning and its reason. All by clicking.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from playwright.sync_api import Page, expect
from time_machine import TimeMachineFixture

import commissions.public as commissions
import network.public as network
from core import outbox
from core.clock import now
from tests import scenes
from tests.browser.window import Window

ORDERED = datetime(2026, 3, 10, 9, tzinfo=UTC)
DELIVERED = datetime(2026, 3, 13, 9, tzinfo=UTC)
CLOSING = datetime(2026, 4, 1, 9, tzinfo=UTC)


def test_a_sponsors_link_ends_in_an_earning_with_its_reason(
    window: Window, page: Page, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(ORDERED)
    scenes.company(scenes.FOUNDED)
    scenes.sign_the_plan(scenes.FOUNDED)
    anna = scenes.anna(scenes.FOUNDED)
    clerk = scenes.staff("finance", scenes.FOUNDED)
    second = scenes.staff("finance", scenes.FOUNDED, email="second@example.org")
    warehouse = scenes.staff("warehouse", scenes.FOUNDED)
    scenes.paid_order(anna, {"QM-1006": 3}, ORDERED)

    join_by_link(window, page)
    order_and_pay(window, page)
    outbox.drain()

    time_machine.move_to(DELIVERED)
    sign_in(window, warehouse.email)
    window.go("/staff/orders/?state=paid")
    page.click(".sheet tbody tr:first-child a")
    page.click("main a[href$='/send/']")
    page.fill("#id_delivered_on", "2026-03-13")
    page.click("main form button.btn-primary")
    expect(page.locator("main .badge").first).to_contain_text("Zugestellt")
    outbox.drain()

    time_machine.move_to(CLOSING)
    run = settle(window, page, clerk.email, second.email)
    outbox.drain()

    sign_in(window, anna.email)
    expect(page.locator("main")).to_contain_text("9,00")
    window.go(f"/office/earnings/{run}/")
    page.click("details.why summary")
    reason = page.locator("details.why p")
    expect(reason).to_contain_text(re.compile(r"9,00.*12.%.*75,00"))
    window.photograph("journey/earning-and-why")
    assert not window.barriers() + window.complaints


def join_by_link(window: Window, page: Page) -> None:
    """Follow Anna's link as somebody new and become a partner."""
    window.go("/p/anna/")
    expect(page.locator("h1")).to_contain_text("Anna Berger")
    page.click("text=Als Partner registrieren")
    expect(page.locator("main")).to_contain_text("Anna Berger")
    page.fill("#id_name", "Bert Vogt")
    page.fill("#id_email", "bert@example.org")
    page.fill("#id_password", scenes.PASSWORD)
    page.click("main button.btn-primary")
    for name, text in {
        "street": "Lindenweg 3",
        "postcode": "79098",
        "town": "Freiburg",
        "born_on": "1990-05-17",
    }.items():
        page.fill(f"#id_{name}", text)
    page.click("main button.btn-primary")
    page.check("#id_accepts")
    page.click("main button.btn-primary")
    page.click("main button.btn-primary")
    expect(page.locator("main")).to_contain_text("Bestätigen Sie Ihre E-Mail-Adresse")
    outbox.drain()
    account_id = network.applications(scenes.SYSTEM).items[0].account_id
    window.go(f"/confirm/{network.confirmation_token(account_id, now())}/")
    page.click("main button.btn-primary")
    expect(page.locator("h1")).to_contain_text("Bert Vogt")


def order_and_pay(window: Window, page: Page) -> None:
    """Buy three serums at the partner's price."""
    window.go("/products/sea-buckthorn-serum/")
    page.fill("#id_quantity", "3")
    page.click("text=In den Warenkorb")
    page.click("#messages a")
    page.click("text=Zur Kasse")
    page.fill("#id_street", "Lindenweg 3")
    page.fill("#id_postcode", "79098")
    page.fill("#id_town", "Freiburg")
    page.click("text=Weiter zu Versand und Zahlung")
    page.check("input[name=payment][value=card]")
    page.check("input[name=purpose][value=own_use]")
    page.click("text=Weiter zur Übersicht")
    page.get_by_role("button", name="zahlungspflichtig bestellen", exact=True).click()
    page.click("button[value=pay]")
    expect(page.locator("h1")).to_contain_text("Danke")


def settle(window: Window, page: Page, clerk: str, second: str) -> int:
    """Draft March by one, approve and publish it by another; return the run's id."""
    sign_in(window, clerk)
    window.go("/staff/closing/")
    page.get_by_role("link", name="März 2026").first.click()
    page.get_by_role("button", name="Entwurf berechnen").click()
    expect(page.locator("main")).to_contain_text("freigeben muss ihn jemand anderes")
    closing_url = page.url.removeprefix(window.url)
    sign_in(window, second)
    window.go(closing_url)
    page.get_by_role("button", name="Freigeben", exact=True).click()
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Veröffentlicht")
    return commissions.runs_page(scenes.SYSTEM).items[0].run_id


def sign_in(window: Window, email: str) -> None:
    """Hand the browser to somebody else."""
    window.forget()
    window.sign_in(email, scenes.PASSWORD)
