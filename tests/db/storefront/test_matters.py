"""What waits for the staff: each person sees their own matters, and none when nothing waits."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.policy import Actor
from storefront.matters import KINDS, matters_of
from tests import scenes


def waiting(actor: Actor) -> dict[str, int]:
    """Return how much waits, by the words on the page."""
    return {str(matter.label): matter.count for matter in matters_of(actor)}


def test_each_role_sees_what_it_works_on(month: scenes.SettledMonth) -> None:
    assert waiting(month.warehouse.actor) == {"Orders to be sent": 2}
    assert waiting(month.clerk.actor) == {}


def test_a_matter_is_gone_once_it_is_done(month: scenes.SettledMonth) -> None:
    scenes.deliver(month.paid.order_id, scenes.LATER)
    assert waiting(month.warehouse.actor) == {"Orders to be sent": 1}


def test_a_draft_waits_for_finance(month: scenes.SettledMonth) -> None:
    scenes.draft("2026-02", scenes.LATER - timedelta(days=1))
    assert waiting(month.clerk.actor) == {"Runs to approve or publish": 1}


def test_the_page_asks_a_bounded_number_of_times(month: scenes.SettledMonth) -> None:
    owner = scenes.staff("owner", scenes.FOUNDED).actor
    with CaptureQueriesContext(connection) as captured:
        matters_of(owner)
    assert len(captured) <= 3 * len(KINDS)
