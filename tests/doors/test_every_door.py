"""Every address times every kind of visitor: who is let in is what the policy table says."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from storefront import urls
from tests.doors import (
    catalogue,
    content,
    mails,
    office,
    orders,
    papers,
    people,
    shop,
    staff,
    staff_catalogue,
    statements,
    taxes,
)
from tests.doors.door import ASKED_TO_SIGN_IN, CLOSED, NOT_THERE, OPEN, Door
from tests.doors.things import ALL, THINGS, Thing
from tests.doors.world import VISITORS, World

DOORS = (
    *catalogue.DOORS,
    *content.DOORS,
    *mails.DOORS,
    *people.DOORS,
    *shop.DOORS,
    *office.DOORS,
    *orders.DOORS,
    *papers.DOORS,
    *staff.DOORS,
    *staff_catalogue.DOORS,
    *statements.DOORS,
    *taxes.DOORS,
)
NOTHING = Thing({})


def test_every_address_has_its_door_and_every_door_its_address() -> None:
    addresses = [p.name for p in urls.urlpatterns if isinstance(p, URLPattern)]
    assert sorted(door.name for door in DOORS) == sorted(addresses)
    assert {door.thing for door in DOORS if door.thing} == THINGS.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_a_door_opens_to_whom_the_table_lets_in(door: Door, world: World) -> None:
    thing = world.things.get(door.thing, NOTHING)
    found, expected = {}, {}
    for visitor in VISITORS:
        is_owner = thing.owners == ALL or visitor in thing.owners
        expected[visitor] = door.expected(world.actors[visitor], is_owner=is_owner)
        found[visitor] = knock(door, thing, world.clients[visitor])
    assert found == expected


def knock(door: Door, thing: Thing, client: Client) -> str:
    """Try a door, and take back what it did."""
    path = reverse(f"storefront:{door.name}", kwargs=thing.parts)
    before = dict(client.cookies)
    with transaction.atomic():
        answer = client.post(path, dict(door.sends)) if door.posts else client.get(path)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(before)
    place = answer.headers.get("Location", "")
    if place.startswith("/sign-in/?next="):
        return ASKED_TO_SIGN_IN
    assert answer.status_code < 500, (path, answer.status_code)
    return {403: CLOSED, 404: NOT_THERE}.get(answer.status_code, OPEN)
