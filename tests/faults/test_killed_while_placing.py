"""The clock and a sponsor place partners, killed before each statement and taken up again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from core.models import OutboxEvent
from network import public as network
from network.models import HeldPosition, Placement
from tests.db.network.people import NOON, found_company, join, root
from tests.db.network.placing import place, plant, standing
from tests.db.network.test_place_due import insist_that_seats_agree
from tests.faults.test_killed_at_every_statement import killed_everywhere

pytestmark = pytest.mark.django_db(transaction=True)

DUE = NOON + timedelta(days=30)


def test_no_kill_loses_a_place_or_gives_one_twice() -> None:
    found_company()
    top = root()
    plant()
    anna, bert, cara = (join(name, top) for name in ("anna", "bert", "cara"))
    by_hand = killed_everywhere(lambda: place(anna, top, 2, by=top))
    assert by_hand > 10
    assert Placement.objects.filter(member_id=anna).count() == 1
    placed: list[int] = []
    by_the_clock = killed_everywhere(lambda: placed.append(network.place_due(at=DUE)))
    assert by_the_clock > 20
    assert placed == [2]
    assert standing(DUE) == {
        top: (None, 0),
        anna: (top, 2),
        bert: (top, 1),
        cara: (bert, 1),
    }
    insist_that_seats_agree(2)
    assert not HeldPosition.objects.filter(ended_at=None).exists()
    told = OutboxEvent.objects.filter(name="network.member_placed")
    assert told.count() == 3
    connection.close()
