"""A run that takes long is asked for, watched, stopped and made in the end, from page to page."""

from __future__ import annotations

import pytest
from pytest_django import Settings
from time_machine import TimeMachineFixture

import commissions.public as commissions
from commissions.models import Run
from core import clock
from storefront import calculating
from tests import scenes
from tests.journeys.visitor import Visitor, words

APRIL = "/staff/closing/quellmoos/2026-04/"


@pytest.fixture
def month(
    time_machine: TimeMachineFixture, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> scenes.SettledMonth:
    """Stand late in April with March settled, and let the worker be slow."""
    time_machine.move_to(scenes.LATER)
    settings.CALCULATE_IN_REQUEST = False
    monkeypatch.setattr(calculating, "PATIENCE_SECONDS", 0)
    return scenes.settled_month()


def signed_in(login: scenes.Login) -> Visitor:
    visitor = Visitor("en")
    visitor.sign_in(login)
    return visitor


def test_what_takes_long_is_shown_until_it_is_done(month: scenes.SettledMonth) -> None:
    clerk, second = signed_in(month.clerk), signed_in(month.second)
    assert clerk.send(f"{APRIL}draft/").headers["Location"] == APRIL
    page = clerk.client.get(APRIL)
    asked = page.context["calculation"]
    assert asked.state == "waiting"
    assert "Waiting for a worker" in words(page) and "Calculate a draft" in words(page)
    assert f'action="{APRIL}draft/"' not in page.content.decode()
    told = second.client.post(
        f"{APRIL}draft/", follow=True, headers={"referer": f"http://testserver{APRIL}"}
    )
    assert "is being calculated already" in words(told)
    assert "being calculated, 0%" in second.open("/staff/closing/")
    alone = f"/staff/calculations/{asked.calculation_id}/"
    assert "Waiting for a worker" in second.open(alone)
    commissions.calculate_waiting(now=clock.now)
    assert second.client.get(alone).headers["Location"] == APRIL
    followed = second.client.get(alone, headers={"hx-request": "true"})
    assert followed.headers["HX-Refresh"] == "true"
    assert clerk.client.get(APRIL).context["run"].run_id == Run.objects.latest("id").pk


def test_a_stopped_draft_leaves_nothing_and_can_be_made_again(month: scenes.SettledMonth) -> None:
    clerk, second = signed_in(month.clerk), signed_in(month.second)
    clerk.send(f"{APRIL}draft/")
    asked = clerk.client.get(APRIL).context["calculation"].calculation_id
    stop = f"/staff/calculations/{asked}/stop/"
    assert second.send(stop).headers["Location"] == APRIL
    assert "Nothing of it is left" in clerk.open(APRIL)
    assert "It is over already" in words(clerk.client.post(stop, follow=True))
    commissions.calculate_waiting(now=clock.now)
    assert Run.objects.count() == 1
    clerk.send(f"{APRIL}draft/")
    commissions.calculate_waiting(now=clock.now)
    assert clerk.client.get(APRIL).context["run"].state == "draft"


def test_a_failure_says_why_in_the_language_of_whoever_asked(
    month: scenes.SettledMonth, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = signed_in(month.clerk)
    clerk.send(f"{APRIL}draft/")
    monkeypatch.setattr("commissions.services.draft_run.LARGEST", -1)
    commissions.calculate_waiting(now=clock.now)
    said = clerk.open(APRIL)
    assert "do not fit into the database" in said and "Calculate again" in said


def test_a_trial_that_takes_long_is_watched_too(month: scenes.SettledMonth) -> None:
    clerk = signed_in(month.clerk)
    signed = commissions.shipped_plan("quellmoos", "2026-01-01")
    wish = commissions.NewTrial(signed.document, signed.examples, "quellmoos", 3)
    asked = commissions.ask_trial(
        wish=wish, actor=month.clerk.actor, language="en", at=scenes.LATER
    )
    path = f"/staff/plans/trials/{asked}/"
    assert "Waiting for a worker" in clerk.open(path)
    told = clerk.client.post(
        f"{path}again/", follow=True, headers={"referer": f"http://testserver{path}"}
    )
    assert "last trial is not over yet" in words(told)
    commissions.calculate_waiting(now=clock.now)
    assert clerk.client.get(path).context["tried"].simulation is not None
    assert clerk.client.get(f"/staff/calculations/{asked}/").headers["Location"] == path
