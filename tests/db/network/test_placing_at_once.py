"""Many hands place partners at the same moment: no two share a slot, nobody is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import Refusal
from network import public as network
from network.models import Placement, Seat
from network.services.knowledge import learned_at
from tests.db.network.people import NOON, OWNER, TODAY, found_company, join, root
from tests.db.network.placing import as_sponsor, plant, standing
from tests.db.network.test_place_due import insist_that_seats_agree

HANDS, PEOPLE = 10, 100


def place_somehow(member_id: int, places: list[tuple[int, int]], top: int) -> bool:
    """Try one place after the other until one is free."""
    try:
        for parent_id, slot in places:
            try:
                network.place_member(
                    member_id=member_id,
                    parent_id=parent_id,
                    slot=slot,
                    actor=as_sponsor(top),
                    at=NOON,
                )
            except Refusal:
                continue
            return True
        return False
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_hundred_people_at_once_get_a_hundred_places() -> None:
    found_company()
    top = root()
    plant(width=10)
    first = [join(f"f{n}", top) for n in range(10)]
    for slot, member in enumerate(first, start=1):
        network.place_member(member_id=member, parent_id=top, slot=slot, actor=OWNER, at=NOON)
    people = [join(f"m{n}", top) for n in range(PEOPLE)]
    places = [(member, slot) for member in first for slot in range(1, 11)]
    with ThreadPoolExecutor(HANDS) as hands:
        found = list(hands.map(lambda who: place_somehow(who, places, top), people))
    assert all(found)
    taken = [place for member, place in standing().items() if member in people]
    assert sorted(taken) == sorted(places)
    insist_that_seats_agree(10)


@pytest.mark.django_db(transaction=True)
def test_the_clock_and_a_sponsor_at_once_place_everybody_once() -> None:
    found_company()
    top = root()
    plant(hold_days=1)
    people = [join(f"m{n}", top) for n in range(12)]
    due = NOON.replace(day=NOON.day + 1)

    def clock() -> int:
        try:
            return network.place_due(at=due)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as hands:
        clocks = [hands.submit(clock) for _each in range(2)]
        by_hand = hands.submit(place_somehow, people[5], [(top, 1), (top, 2)], top)
        placed = sum(one.result() for one in clocks) + by_hand.result()
    assert placed == len(people)
    insist_that_seats_agree(2)


@pytest.mark.django_db
def test_the_database_itself_refuses_a_shared_slot_and_a_second_place() -> None:
    found_company()
    top = root()
    plant()
    anna, bert = join("anna", top), join("bert", top)
    network.place_member(member_id=anna, parent_id=top, slot=1, actor=OWNER, at=NOON)

    def store(member_id: int, slot: int) -> None:
        with transaction.atomic():
            Placement.objects.create(
                member_id=member_id,
                parent_id=top,
                slot=slot,
                valid_from=TODAY,
                recorded_at=learned_at(NOON),
                reason="r",
                actor="a",
            )

    for member_id, slot, name in ((bert, 1, "one_member_a_slot"), (anna, 2, "one_place_a_day")):
        with pytest.raises(IntegrityError, match=name):
            store(member_id, slot)
    with pytest.raises(IntegrityError, match="one_seat_a_slot"), transaction.atomic():
        Seat.objects.create(member_id=bert, parent_id=top, slot=1)
