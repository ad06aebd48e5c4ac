"""The clock places whoever waited long enough; what the search counts agrees with the tree."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network import public as network
from network.models import Placement, Seat
from tests.db.network.people import NOON, SYSTEM, join, root
from tests.db.network.placing import place, plant, standing

pytestmark = pytest.mark.usefixtures("company")

DAY = timedelta(days=1)
DUE = NOON + 30 * DAY


def insist_that_seats_agree(width: int) -> None:
    """Count sizes and free levels from the placements; compare with what is kept."""
    rows = list(
        Placement.objects.filter(superseded_at=None, valid_until=None).values_list(
            "member_id", "parent_id", "slot"
        )
    )
    below: dict[int | None, list[int]] = {}
    for member, parent, _slot in rows:
        below.setdefault(parent, []).append(member)

    def size(member: int) -> int:
        return 1 + sum(size(one) for one in below.get(member, ()))

    def free(member: int) -> int:
        legs = below.get(member, [])
        return 0 if len(legs) < width else 1 + min(free(one) for one in legs)

    expected = {(m, p, s, size(m), free(m)) for m, p, s in rows}
    columns = ("member_id", "parent_id", "slot", "size", "free_level")
    assert set(Seat.objects.values_list(*columns)) == expected


def test_nobody_is_placed_before_the_day() -> None:
    top = root()
    plant()
    anna = join("anna", top)
    assert network.place_due(at=DUE - DAY) == 0
    assert network.place_due(at=DUE) == 1
    assert standing(DUE)[anna] == (top, 1)


def test_a_second_time_does_nothing() -> None:
    top = root()
    plant()
    join("anna", top)
    network.place_due(at=DUE)
    before = standing(DUE)
    assert network.place_due(at=DUE) == 0
    assert standing(DUE) == before


def test_a_call_places_so_many_and_leaves_the_rest_to_the_next_one() -> None:
    top = root()
    plant()
    for name in ("anna", "bert", "cara"):
        join(name, top)
    assert [network.place_due(at=DUE, most=2) for _call in range(3)] == [2, 1, 0]


def test_who_joined_first_is_placed_first_below_its_own_sponsor() -> None:
    top = root()
    plant()
    anna = join("anna", top)
    bert = join("bert", anna)
    cara = join("cara", top)
    dora = join("dora", top)
    assert network.place_due(at=DUE) == 4
    placed = standing(DUE)
    assert placed == {
        top: (None, 0),
        anna: (top, 1),
        bert: (anna, 1),
        cara: (top, 2),
        dora: (anna, 2),
    }
    insist_that_seats_agree(2)


def test_without_a_holding_window_a_newcomer_is_placed_at_once() -> None:
    top = root()
    plant(hold_days=0)
    anna = join("anna", top)
    assert standing()[anna] == (top, 1)


def test_a_waiting_day_stays_when_the_settings_change() -> None:
    top = root()
    plant()
    anna = join("anna", top)
    plant(hold_days=60, at=NOON + DAY)
    network.place_due(at=DUE)
    assert anna in standing(DUE)


def test_whose_sponsor_left_without_a_place_stands_below_the_next_one() -> None:
    top = root()
    plant()
    anna = join("anna", top)
    bert = join("bert", anna)
    network.change_status(member_id=anna, status="terminated", reason="r", actor=SYSTEM, at=NOON)
    network.place_due(at=DUE)
    assert standing(DUE) == {top: (None, 0), bert: (top, 1)}


def test_a_full_matrix_lets_the_rest_wait() -> None:
    top = root()
    plant(depth=1)
    join("anna", top), join("bert", top)
    cara = join("cara", top)
    assert network.place_due(at=DUE) == 2
    plant(depth=2, at=DUE)
    assert network.place_due(at=DUE) == 1
    assert cara in standing(DUE)


@pytest.mark.parametrize("rule", ["first_free", "weak_leg", "left", "right", "balanced"])
@pytest.mark.parametrize("width", [2, 3])
def test_what_is_kept_for_the_search_agrees_with_the_tree(rule: str, width: int) -> None:
    drawn = random.Random(f"{rule}{width}")
    top = root()
    plant(width=width, automatic=rule, hold_days=1)
    people = [top]
    for n in range(24):
        at = NOON + n * DAY
        people.append(join(f"m{n}", drawn.choice(people), at=at))
        network.place_due(at=at)
    network.place_due(at=NOON + 40 * DAY)
    assert len(standing(NOON + 40 * DAY)) == 25
    insist_that_seats_agree(width)


def test_the_search_does_not_read_more_in_a_larger_tree() -> None:
    top = root()
    plant(hold_days=0)
    for n in range(30):
        join(f"m{n}", top)
    small = statements(lambda: join("small", top))
    for n in range(60):
        join(f"n{n}", top)
    assert statements(lambda: join("large", top)) <= small + 3


def statements(act: Callable[[], object]) -> int:
    """Count the statements something takes."""
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


def test_imported_members_wait_too() -> None:
    rows = [
        network.ImportedMember("a", "Anna", NOON, None),
        network.ImportedMember("b", "Bert", NOON, "a"),
    ]
    root()
    plant()
    numbers = network.import_members(source="old", members=rows)
    assert standing()[numbers["a"]] == (None, 0)
    network.place_due(at=DUE)
    assert standing(DUE)[numbers["b"]] == (numbers["a"], 1)


def test_by_hand_and_by_the_clock_keep_one_count() -> None:
    top = root()
    plant(automatic="weak_leg")
    anna, bert, cara = (join(name, top) for name in ("anna", "bert", "cara"))
    place(anna, top, 1, by=top)
    place(bert, anna, 2, by=top)
    network.place_due(at=DUE)
    assert standing(DUE)[cara] == (top, 2)
    insist_that_seats_agree(2)
