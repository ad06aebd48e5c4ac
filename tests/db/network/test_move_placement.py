"""Places are corrected by two people; what was known and who stands below stay in order."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from core.errors import Refusal
from core.policy import Actor
from network import public as network
from network.models import PlacementMoveRequest
from network.services.own_interest import OwnInterest
from tests.db.network.people import NOON, SYSTEM, TODAY, colleague, join, root
from tests.db.network.placing import as_sponsor, place, plant, standing
from tests.db.network.test_place_due import insist_that_seats_agree

pytestmark = pytest.mark.usefixtures("company")

DAY = timedelta(days=1)
LATER = NOON + 10 * DAY


@pytest.fixture
def top() -> int:
    """Open a binary tree: Anna left and Bert right, Cara below Anna, Dora below Cara."""
    number = root()
    plant()
    return number


@pytest.fixture
def line(top: int) -> tuple[int, int, int, int]:
    """Let four stand in the tree."""
    anna, bert, cara, dora = (join(name, top) for name in ("anna", "bert", "cara", "dora"))
    for member, parent, slot in ((anna, top, 1), (bert, top, 2), (cara, anna, 1), (dora, cara, 2)):
        place(member, parent, slot, by=top)
    return anna, bert, cara, dora


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    """Let two people work in support."""
    return colleague("sue", "support"), colleague("tom", "support")


def ask(member: int, parent: int, slot: int, actor: Actor, day: date = TODAY + 10 * DAY) -> int:
    return network.request_placement_move(
        member_id=member,
        parent_id=parent,
        slot=slot,
        valid_from=day,
        reason="wrong side",
        actor=actor,
        at=LATER,
    )


def approve(request_id: int, actor: Actor) -> None:
    network.decide_placement_move(
        request_id=request_id, approves=True, reason="seen", actor=actor, at=LATER
    )


def test_a_branch_moves_with_everybody_below_from_its_day_on(
    top: int, line: tuple[int, int, int, int], two: tuple[Actor, Actor]
) -> None:
    anna, bert, cara, dora = line
    asked = ask(cara, bert, 2, two[0], TODAY + 5 * DAY)
    assert standing(LATER)[cara] == (anna, 1)
    approve(asked, two[1])
    assert standing(LATER)[cara] == (bert, 2)
    assert standing(LATER)[dora] == (cara, 2)
    assert standing(NOON + 5 * DAY)[cara] == (bert, 2)
    assert standing(NOON + 4 * DAY)[cara] == (anna, 1)
    insist_that_seats_agree(2)


def test_what_was_known_before_stays(
    line: tuple[int, int, int, int], two: tuple[Actor, Actor]
) -> None:
    anna, bert, cara, _dora = line
    before = network.placement_as_of(day=TODAY + 9 * DAY, known_at=LATER - DAY)
    approve(ask(cara, bert, 2, two[0], TODAY), two[1])
    assert network.placement_as_of(day=TODAY + 9 * DAY, known_at=LATER - DAY) == before
    assert standing(NOON)[cara] == (bert, 2)
    assert anna in before.parent_ids


def refused(member: int, parent: int, slot: int, actor: Actor, day: date) -> type[Refusal]:
    """Return with what kind of refusal asking ends."""
    with pytest.raises(Refusal) as caught:
        ask(member, parent, slot, actor, day)
    return caught.type


def test_what_is_refused(
    top: int, line: tuple[int, int, int, int], two: tuple[Actor, Actor]
) -> None:
    anna, bert, cara, dora = line
    day, waits = TODAY + 10 * DAY, join("emil", anna)
    assert refused(anna, dora, 1, two[0], day) is network.CyclicPlace
    assert refused(anna, anna, 2, two[0], day) is network.CyclicPlace
    assert refused(cara, bert, 3, two[0], day) is network.NoSuchSlot
    assert refused(dora, top, 2, two[0], day) is network.SlotTaken
    assert refused(top, bert, 1, two[0], day) is network.NotPlaced
    assert refused(waits, bert, 1, two[0], day) is network.NotPlaced
    assert refused(cara, bert, 1, two[0], day + DAY) is network.PlaceDayImpossible
    assert refused(cara, bert, 1, two[0], TODAY - DAY) is network.PlaceDayImpossible
    place(waits, anna, 2, by=anna)
    assert refused(waits, bert, 1, two[0], day) is network.PlaceOutside
    assert refused(cara, bert, 1, SYSTEM, day) is network.SecondPersonMissing
    assert refused(cara, bert, 1, as_sponsor(top), day) is not network.SlotTaken


def test_a_place_that_was_taken_on_the_day_is_refused(
    line: tuple[int, int, int, int], two: tuple[Actor, Actor]
) -> None:
    anna, bert, cara, dora = line
    approve(ask(cara, bert, 2, two[0], TODAY + 5 * DAY), two[1])
    assert refused(dora, anna, 1, two[0], TODAY + 4 * DAY) is network.SlotTaken
    approve(ask(dora, anna, 1, two[0], TODAY + 5 * DAY), two[1])
    assert standing(LATER)[dora] == (anna, 1)


def test_a_circle_on_a_past_day_is_refused(
    line: tuple[int, int, int, int], two: tuple[Actor, Actor]
) -> None:
    anna, bert, cara, dora = line
    approve(ask(dora, bert, 1, two[0], TODAY + 8 * DAY), two[1])
    assert refused(cara, dora, 1, two[0], TODAY + 7 * DAY) is network.CyclicPlace
    approve(ask(cara, dora, 1, two[0], TODAY + 8 * DAY), two[1])
    assert standing(LATER)[cara] == (dora, 1)
    assert anna not in {parent for parent, _slot in standing(LATER).values()}
    insist_that_seats_agree(2)


def test_two_people_decide_once_and_neither_about_themselves(
    top: int, line: tuple[int, int, int, int], two: tuple[Actor, Actor]
) -> None:
    anna, bert, cara, _dora = line
    asked = ask(cara, bert, 2, two[0])
    with pytest.raises(network.MoveWaiting):
        ask(cara, bert, 1, two[1])
    with pytest.raises(network.SecondPersonMissing):
        approve(asked, two[0])
    as_partner = Actor(two[1].account_id, two[1].roles, bert, two[1].label)
    with pytest.raises(OwnInterest):
        approve(asked, as_partner)
    approve(asked, two[1])
    with pytest.raises(network.MoveDecided):
        approve(asked, two[1])
    moves = network.placement_moves(two[0], is_waiting=False).items
    assert [(move.member_id, move.old_parent_id, move.is_approved) for move in moves] == [
        (cara, anna, True)
    ]
    with pytest.raises(IntegrityError, match="place_move_by_another"), transaction.atomic():
        own = PlacementMoveRequest.objects.create(
            member_id=anna,
            old_parent_id=top,
            old_slot=1,
            new_parent_id=bert,
            new_slot=1,
            valid_from=TODAY,
            reason="r",
            requested_by="a",
            requested_by_account=1,
            requested_at=NOON,
        )
        PlacementMoveRequest.objects.filter(pk=own.pk).update(
            is_approved=True,
            decision_reason="r",
            decided_by="a",
            decided_by_account=1,
            decided_at=NOON,
        )


def test_a_rejected_move_changes_nothing(
    line: tuple[int, int, int, int], two: tuple[Actor, Actor]
) -> None:
    _anna, bert, cara, _dora = line
    before, asked = standing(LATER), ask(cara, bert, 2, two[0])
    network.decide_placement_move(
        request_id=asked, approves=False, reason="no", actor=two[1], at=LATER
    )
    assert standing(LATER) == before


@pytest.mark.parametrize("seed", range(3))
def test_random_moves_leave_a_tree_that_is_counted_right(
    seed: int, top: int, two: tuple[Actor, Actor]
) -> None:
    drawn, people = random.Random(seed), []
    for n in range(12):
        people.append(join(f"m{n}", top))
        network.place_due(at=NOON + 30 * DAY)
    for n in range(12):
        at = NOON + (31 + n) * DAY
        member, parent = drawn.choice(people), drawn.choice([top, *people])
        days = drawn.randint(0, n)
        try:
            asked = network.request_placement_move(
                member_id=member,
                parent_id=parent,
                slot=drawn.randint(1, 2),
                valid_from=(at - days * DAY).date(),
                reason="r",
                actor=two[0],
                at=at,
            )
            network.decide_placement_move(
                request_id=asked, approves=True, reason="r", actor=two[1], at=at
            )
        except Refusal:
            continue
    insist_that_seats_agree(2)
    for day in range(28, 44):
        above = standing(NOON + day * DAY)
        assert len(set(above.values())) == len(above)
        for start in above:
            climber: int | None = start
            for _step in range(len(above) + 1):
                climber = above[climber][0] if climber is not None else None
            assert climber is None
