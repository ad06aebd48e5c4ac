"""How far a calculation is, in every state it can be in; no barriers, nothing sticks out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer
from time_machine import TimeMachineFixture

import commissions.public as commissions
from commissions.models import Calculation
from commissions.shipped_plans import shipped_plan
from core import clock
from tests import scenes
from tests.browser.walk import told
from tests.browser.window import Window

LOOKS = told()
APRIL = "/staff/closing/quellmoos/2026-04/"
SIGNED = shipped_plan("quellmoos", "2026-01-01")
FORTY_PERCENT = {
    "state": "underway", "attempts": 1, "part": "rule", "about": "team", "step": 4, "steps": 10,
    "done": 1_234_567, "total": 8_000_000,
}  # fmt: skip


def asked(month: scenes.SettledMonth) -> int:
    return commissions.ask_draft(
        plan_code="quellmoos",
        period_key="2026-04",
        actor=month.clerk.actor,
        language="de",
        at=clock.now(),
    )


def tried(month: scenes.SettledMonth) -> int:
    document = SIGNED.document.replace(b'"12%", "6%"', b'"24%", "3%"')
    return commissions.ask_trial(
        wish=commissions.NewTrial(document, SIGNED.examples, "quellmoos", 12),
        actor=month.clerk.actor,
        language="de",
        at=clock.now(),
    )


def be(number: int, **facts: Any) -> None:
    """Let a calculation stand as if a worker were there."""
    if facts.get("state") == "underway":
        facts |= {"started_at": clock.now(), "moved_at": facts.get("moved_at", clock.now())}
    Calculation.objects.filter(pk=number).update(**facts)


@pytest.mark.parametrize(("language", "size", "dark"), LOOKS)
def test_every_state_of_a_calculation(
    window: Window, time_machine: TimeMachineFixture, language: str, size: int, dark: bool
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    scenes.paid_order(month.bert, {"QM-1006": 5}, scenes.LATER)
    window.become(width=size, language=language, dark=dark)
    window.sign_in(month.clerk.email, scenes.PASSWORD)

    def look(name: str, path: str = APRIL) -> None:
        window.go(path)
        window.photograph(f"calculations/{name}-{language}-{size}")
        assert not window.scrolls_sideways(), name
        assert not window.barriers(), name
        window.page.goto("about:blank")  # an open page would follow what happens next

    number = asked(month)
    look("waiting")
    be(number, **FORTY_PERCENT)
    look("underway")
    look("underway-alone", f"/staff/calculations/{number}/")
    look("underway-list", "/staff/closing/")
    be(number, attempts=2, moved_at=clock.now() - timedelta(minutes=2))
    look("silent")
    be(
        number,
        moved_at=clock.now(),
        stop_asked_by=month.clerk.actor.label,
        stop_asked_at=clock.now(),
    )
    look("stopping")
    be(number, state="stopped", ended_at=clock.now())
    look("stopped")
    failed = asked(month)
    reason = "Der Plan quellmoos beginnt am 01.01.2026, nach 2025-12. Wählen Sie einen späteren."
    be(failed, state="failed", ended_at=clock.now(), reason=reason)
    look("failed")
    asked(month)
    commissions.calculate_waiting(now=clock.now)
    look("ended")
    found = commissions.last_calculation(month.clerk.actor, "quellmoos", "2026-04")
    assert found is not None and found.run_id is not None
    wish = {"run_id": found.run_id, "actor": month.clerk.actor, "language": "de"}
    check = commissions.ask_check(**wish, at=clock.now())
    be(check, state="underway", attempts=1, part="rule", about="team", step=3, steps=4)
    look("checking")
    commissions.calculate_waiting(now=clock.now)
    look("checked")
    trial = tried(month)
    be(trial, **FORTY_PERCENT | {"part": "period", "about": "2026-03"})
    look("trial", f"/staff/plans/trials/{trial}/")
    commissions.calculate_waiting(now=clock.now)
    look("trial-ended", f"/staff/plans/trials/{trial}/")
    look("trials", "/staff/plans/try/")
    assert not window.complaints


def test_the_page_follows_by_itself_and_shows_the_draft(
    window: Window, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    window.become(width=1280, language="en")
    window.sign_in(month.clerk.email, scenes.PASSWORD)
    number = asked(month)
    be(number, **FORTY_PERCENT)
    window.go(APRIL)
    card = window.page.locator(f"#calculation-{number}")
    expect(card).to_contain_text("41%")
    be(number, step=7, done=0)
    expect(card).to_contain_text("70%")
    window.page.click(f"#stop-{number}")
    expect(card).to_contain_text("stops before the next block")
    be(number, stop_asked_at=None, state="waiting", attempts=0)
    commissions.calculate_waiting(now=clock.now)
    expect(card).to_have_count(0)
    expect(window.page.locator("#comparison")).to_be_visible()
    assert not window.complaints


def test_without_a_script_the_page_is_looked_at_again(
    chromium: Browser, live_server: LiveServer, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("#id_email", month.clerk.email)
    page.fill("#id_password", scenes.PASSWORD)
    page.click("main form button.btn-primary")
    number = asked(month)
    be(number, **FORTY_PERCENT)
    page.goto(f"{live_server.url}{APRIL}")
    page.click("text=See how far it is now")
    expect(page.locator(f"#calculation-{number}")).to_contain_text("41%")
    be(number, state="waiting")
    page.click("text=Stop")
    expect(page.locator(f"#calculation-{number}")).to_contain_text("Nothing of it is left")
    page.click("text=Calculate again")
    expect(page.locator("#comparison")).to_be_visible()
    context.close()
