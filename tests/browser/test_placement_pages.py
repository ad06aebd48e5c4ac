"""The placement tree with people in it, and the form that places one more, without barriers."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

import network.public as network
from tests import scenes
from tests.browser.walk import told
from tests.browser.window import Window

LOOKS = told()


def _settle(width: int) -> tuple[scenes.Login, scenes.Login, list[int]]:
    """Let Anna stand above eight partners, two of whom still wait; return an owner, too."""
    anna = scenes.anna(scenes.company(scenes.FOUNDED))
    top = anna.member_id or 0
    owner = scenes.staff("owner", scenes.FOUNDED)
    settings = network.PlacementSettings(scenes.MARCH.date(), width, None, 30, "weak_leg")
    network.set_placement_rule(actor=owner.actor, settings=settings, at=scenes.MARCH)
    names = ("Bert Vogt", "Cara Lindner", "Dora Weit", "Emil Kästner", "Frieda von Hohenstein")
    first = [_joined(name, "anna") for name in names]
    for member_id in (*first[:3], _joined("Gerd Moor", scenes.code_of(_login(first[0])))):
        choice = network.place_choice(scenes.SYSTEM, member_id, scenes.MARCH.date())
        offer = choice.offers[0]
        network.place_member(
            member_id=member_id,
            parent_id=offer.parent_id,
            slot=offer.slot,
            actor=scenes.SYSTEM,
            at=scenes.MARCH,
        )
    network.change_status(
        member_id=first[1], status="terminated", reason="left", actor=owner.actor, at=scenes.MARCH
    )
    return anna, owner, [top, *first]


def _asked(people: list[int]) -> int:
    """Let somebody ask for another place of Dora."""
    asker = scenes.staff("support", scenes.FOUNDED, email="asks@example.org")
    return network.request_placement_move(
        member_id=people[3],
        parent_id=people[2],
        slot=1,
        valid_from=scenes.MARCH.date(),
        reason="Beide haben schriftlich zugestimmt.",
        actor=asker.actor,
        at=scenes.MARCH,
    )


def _joined(name: str, code: str) -> int:
    email = f"{name.split()[0].lower()}@example.org"
    return scenes.partner(email, name, code, scenes.MARCH).member_id or 0


def _login(member_id: int) -> scenes.Login:
    return scenes.Login("", 0, member_id)


@pytest.mark.parametrize(("language", "size", "dark"), LOOKS)
@pytest.mark.parametrize("width", [2, 3])
def test_the_tree_the_list_and_the_form(
    window: Window,
    time_machine: TimeMachineFixture,
    width: int,
    language: str,
    size: int,
    dark: bool,
) -> None:
    time_machine.move_to(scenes.MARCH)
    anna, owner, people = _settle(width)
    pages = {
        anna: (
            "/office/team/placement/",
            "/office/team/placement/?view=list",
            "/office/team/waiting/",
            f"/office/team/waiting/?under={people[0]}&slot=2",
            f"/office/team/waiting/{people[4]}/",
        ),
        owner: (
            "/staff/placement/",
            "/staff/placement/tree/",
            f"/staff/placement/{people[4]}/",
            "/staff/placement/rule/",
            "/staff/placement/moves/",
            f"/staff/placement/moves/{_asked(people)}/",
            f"/staff/members/{people[1]}/place/",
            f"/staff/members/{people[1]}/",
        ),
    }
    window.become(width=size, language=language, dark=dark)
    for who, paths in pages.items():
        window.forget()
        window.speak(language)
        window.sign_in(who.email, scenes.PASSWORD)
        for number, path in enumerate(paths):
            window.go(path)
            office = "office" if who is anna else "staff"
            window.photograph(f"placement/{width}-wide/{office}-{number}-{language}-{size}")
            assert not window.scrolls_sideways(), path
            assert not window.barriers()
    assert not window.complaints
