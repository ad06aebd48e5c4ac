"""Registration, account and applications at every size, language and theme, without barriers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

import network.public as network
from config.demo.load_texts import load_texts
from core.clock import now
from core.company import company, save_company
from tests import scenes
from tests.browser.test_states_of_pages import LOOKS, Look
from tests.browser.window import Window

SUBMIT = "main form button.btn-primary"
HOME = {"street": "Lindenweg 3", "postcode": "79098", "town": "Freiburg"}


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_pages_of_joining(window: Window, language: str, width: int, dark: bool) -> None:
    open_company()
    look = Look(window, language, width, dark)
    page = window.page
    look.at("sponsor-code", "/partner/")
    look.at("join-1", "/p/anna/join/")
    page.click(SUBMIT)
    look.here("join-1-errors")
    fill(window, {"name": "Bert Vogt", "email": "bert@example.org", "password": scenes.PASSWORD})
    page.click(SUBMIT)
    look.here("join-2")
    page.click(SUBMIT)
    look.here("join-2-errors")
    fill(window, {**HOME, "born_on": "1990-05-17"})
    page.click(SUBMIT)
    look.here("join-3")
    page.check("#id_accepts")
    page.click(SUBMIT)
    look.here("join-4")
    page.click(SUBMIT)
    look.here("join-waits")
    look.at("account-of-applicant", "/account/")
    account_id = network.applications(scenes.SYSTEM).items[0].account_id
    look.at("confirm-email", f"/confirm/{network.confirmation_token(account_id, now())}/")
    page.click(SUBMIT)
    look.here("confirmed")
    look.at("confirm-bad-link", "/confirm/no-such-link/")
    page.click(SUBMIT)
    look.here("confirm-refused")
    decide(window, look)
    look.is_clean()


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_pages_of_the_account(window: Window, language: str, width: int, dark: bool) -> None:
    at = open_company()
    carl = scenes.customer("carl@example.org", "Carl Kunde", "anna", at)
    look = Look(window, language, width, dark)
    look.at("ask-reset", "/reset/")
    look.at("reset-sent", "/reset/sent/")
    look.at("reset", f"/reset/{network.reset_token(carl.account_id, now())}/")
    look.at("reset-bad-link", "/reset/no-such-link/")
    window.sign_in(carl.email, scenes.PASSWORD)
    look.here("account-new")
    look.at("addresses-empty", "/account/addresses/")
    look.at("address-new", "/account/addresses/new/")
    fill(window, HOME)
    window.page.click(SUBMIT)
    window.go("/account/addresses/new/")
    fill(window, {**HOME, "street": "Am Markt 1"})
    window.page.click(SUBMIT)
    look.here("addresses")
    look.at("profile", "/account/profile/")
    look.at("security", "/account/security/")
    fill(window, {"password": "not it", "new_password": "kurz"})
    window.page.click("form[action$='/password/'] button")
    look.here("security-errors")
    fill(window, {"new_email": "neu@example.org", "email_password": scenes.PASSWORD})
    window.page.click("form[action$='/email/'] button")
    look.here("security-waits")
    look.at("privacy", "/account/privacy/")
    window.page.check("#id_orders")
    window.page.click(SUBMIT)
    look.here("privacy-agreed")
    look.is_clean()


def open_company() -> datetime:
    """Open the company with its texts; it looks at applications first."""
    at = scenes.company()
    scenes.anna(at)
    load_texts(actor=scenes.SYSTEM, from_day=at.date(), at=at)
    ours = replace(company(), review_applications=True, house_sponsor_code="anna")
    save_company(actor=scenes.SYSTEM, settings=ours, at=at)
    scenes.staff("support", at)
    return at


def decide(window: Window, look: Look) -> None:
    """Let the service look at the application and reject it; the applicant reads why."""
    window.forget()
    look.again()
    window.sign_in("support@example.org", scenes.PASSWORD)
    look.at("staff-applications", "/staff/applications/")
    window.page.click("table a")
    look.here("staff-application")
    window.page.fill("#id_reason", "Die Adresse gibt es nicht.")
    window.page.click("button[value=reject]")
    look.at("staff-applications-rejected", "/staff/applications/?state=rejected")
    window.forget()
    look.again()
    window.sign_in("bert@example.org", scenes.PASSWORD)
    look.at("join-rejected", "/partner/join/done/")


def fill(window: Window, fields: dict[str, str]) -> None:
    """Fill in a form."""
    for name, text in fields.items():
        window.page.fill(f"#id_{name}", text)
