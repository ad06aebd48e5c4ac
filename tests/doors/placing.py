"""Partners who wait for a place or another one, or shall be one person, for `things`."""

from __future__ import annotations

import network.public as network
from tests import scenes


def waiting_partner(month: scenes.SettledMonth) -> dict[str, object]:
    """Let the company begin a placement tree: Bert waits for a place below Anna."""
    if network.placement_settings(scenes.LATER.date()) is None:
        settings = network.PlacementSettings(scenes.LATER.date(), 2, None, 30, "first_free")
        network.set_placement_rule(actor=scenes.SYSTEM, settings=settings, at=scenes.LATER)
    return {"member_id": month.bert.member_id}


def place_move(month: scenes.SettledMonth) -> dict[str, object]:
    """Let somebody of support ask for another place of a partner of Anna's."""
    waiting_partner(month)
    asker = scenes.staff("support", scenes.FOUNDED, email="asks.place@example.org")
    emil = scenes.partner("emil.place@example.org", "Emil Ort", "anna", scenes.LATER)
    top, number = month.anna.member_id or 0, emil.member_id or 0
    network.place_member(
        member_id=number, parent_id=top, slot=1, actor=scenes.SYSTEM, at=scenes.LATER
    )
    request_id = network.request_placement_move(
        member_id=number,
        parent_id=top,
        slot=2,
        valid_from=scenes.LATER.date(),
        reason="agreed",
        actor=asker.actor,
        at=scenes.LATER,
    )
    return {"request_id": request_id}


def person_wish(month: scenes.SettledMonth) -> dict[str, object]:
    """Let somebody of support ask to put two positions together."""
    asker = scenes.staff("support", scenes.FOUNDED, email="asks.person@example.org")
    wish = network.NewPersonWish(
        month.cara.member_id or 0, month.bert.member_id, scenes.LATER.date()
    )
    return {
        "request_id": network.request_person(
            wish=wish, reason="agreed", actor=asker.actor, at=scenes.LATER
        )
    }
