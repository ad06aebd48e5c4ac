"""Sponsors and staff choose the places of partners who wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.errors import Refusal
from network import public as network
from network.models import HeldPosition, Placement
from network.services.own_interest import OwnInterest
from tests.db.network.people import NOON, OWNER, SYSTEM, TODAY, colleague, join, root
from tests.db.network.placing import as_sponsor, place, plant, standing

pytestmark = pytest.mark.usefixtures("company")

DAY = timedelta(days=1)


@pytest.fixture
def top() -> int:
    """Open the first position of a company with a binary tree."""
    number = root()
    plant()
    return number


def test_a_company_without_settings_has_no_placement_tree() -> None:
    join("anna", root())
    assert standing() == {}
    assert not HeldPosition.objects.exists()


def test_with_the_first_settings_the_top_is_seated_and_everybody_else_waits() -> None:
    top = root()
    anna, bert = join("anna", top), join("bert", top)
    plant()
    assert standing() == {top: (None, 0)}
    waiting = HeldPosition.objects.order_by("id").values_list("member_id", "due_on")
    assert list(waiting) == [(anna, TODAY + 30 * DAY), (bert, TODAY + 30 * DAY)]


def test_a_newcomer_waits_until_its_sponsor_places_it(top: int) -> None:
    anna = join("anna", top)
    assert standing() == {top: (None, 0)}
    place(anna, top, 2, by=top)
    assert standing() == {top: (None, 0), anna: (top, 2)}
    assert not HeldPosition.objects.filter(ended_at=None).exists()


def test_below_the_own_people_too(top: int) -> None:
    anna = join("anna", top)
    place(anna, top, 1, by=top)
    bert = join("bert", top)
    place(bert, anna, 1, by=top)
    assert standing()[bert] == (anna, 1)


def refused(member_id: int, parent_id: int, slot: int, by: int) -> type[Refusal]:
    """Return with what kind of refusal placing ends."""
    with pytest.raises(Refusal) as caught:
        place(member_id, parent_id, slot, by)
    return caught.type


def test_what_is_refused(top: int) -> None:
    anna, bert = join("anna", top), join("bert", top)
    place(anna, top, 1, by=top)
    place(bert, top, 2, by=top)
    cara = join("cara", anna)
    assert refused(cara, top, 1, by=anna) is network.PlaceOutside
    assert refused(cara, bert, 1, by=anna) is network.PlaceOutside
    assert refused(cara, cara, 1, by=anna) is network.PlaceOutside
    assert refused(cara, anna, 3, by=anna) is network.NoSuchSlot
    assert refused(cara, anna, 0, by=anna) is network.NoSuchSlot
    assert refused(cara, anna, 1, by=top) is network.NotHeld
    assert refused(cara, anna, 1, by=bert) is network.NotHeld
    place(cara, anna, 1, by=anna)
    assert refused(cara, anna, 2, by=anna) is network.NotHeld
    dora = join("dora", anna)
    assert refused(dora, anna, 1, by=anna) is network.SlotTaken


def test_who_waits_itself_places_nobody_but_staff_does(top: int) -> None:
    anna = join("anna", top)
    bert = join("bert", anna)
    assert refused(bert, anna, 1, by=anna) is network.NotPlacedYet
    assert refused(bert, top, 1, by=anna) is network.NotPlacedYet
    network.place_member(member_id=bert, parent_id=top, slot=2, actor=OWNER, at=NOON)
    assert standing()[bert] == (top, 2)


def test_who_works_here_places_nobody_below_the_own_position(top: int) -> None:
    anna, bert = join("anna", top), join("bert", top)
    place(anna, top, 1, by=top)
    actor = colleague("sina", "support")
    as_both = type(actor)(actor.account_id, actor.roles, anna, actor.label)
    with pytest.raises(OwnInterest):
        network.place_member(member_id=bert, parent_id=anna, slot=1, actor=as_both, at=NOON)
    network.place_member(member_id=bert, parent_id=top, slot=2, actor=as_both, at=NOON)


def test_the_depth_limit_counts_from_the_sponsor() -> None:
    top = root()
    plant(depth=2)
    anna, bert, cara = (join(name, top) for name in ("anna", "bert", "cara"))
    place(anna, top, 1, by=top)
    place(bert, anna, 1, by=top)
    assert refused(cara, bert, 1, by=top) is network.PlaceTooDeep
    dora = join("dora", anna)
    place(dora, bert, 1, by=anna)


def test_who_leaves_keeps_the_place_and_who_waited_waits_no_more(top: int) -> None:
    anna, bert = join("anna", top), join("bert", top)
    place(anna, top, 1, by=top)
    for member in (anna, bert):
        network.change_status(
            member_id=member, status="terminated", reason="left", actor=SYSTEM, at=NOON
        )
    assert standing()[anna] == (top, 1)
    assert refused(bert, top, 2, by=top) is network.NotHeld
    cara = join("cara", top)
    place(cara, anna, 1, by=top)
    assert standing()[cara] == (anna, 1)


def test_a_closed_instant_stays_as_it_was_known(top: int) -> None:
    anna = join("anna", top)
    place(anna, top, 1, by=top, at=NOON + DAY)
    assert network.placement_as_of(day=TODAY + DAY, known_at=NOON).member_ids == (top,)
    known = network.placement_as_of(day=TODAY + DAY, known_at=NOON + DAY)
    assert (known.member_ids, known.parent_ids, known.slots) == ((top, anna), (None, top), (0, 1))
    assert network.placement_as_of(day=TODAY, known_at=None).member_ids == (top,)


def test_a_clock_that_went_back_adds_nothing_to_what_was_known(top: int) -> None:
    anna, bert = join("anna", top), join("bert", top)
    place(anna, top, 1, by=top, at=NOON + 2 * DAY)
    place(bert, top, 2, by=top, at=NOON + DAY)
    known = network.placement_as_of(day=TODAY + 9 * DAY, known_at=NOON + DAY)
    assert known.member_ids == (top,)


@pytest.mark.parametrize("known_at", [None, NOON])
def test_the_picture_costs_one_statement(
    top: int, known_at: object, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(1):
        network.placement_as_of(day=TODAY, known_at=known_at)


def test_a_new_place_changes_the_networks_mark(top: int) -> None:
    anna = join("anna", top)
    before = network.network_mark()
    place(anna, top, 1, by=top)
    assert network.network_mark() != before


def test_the_past_cannot_be_edited(top: int) -> None:
    with pytest.raises(Exception, match="append-only"):
        Placement.objects.filter(member_id=top).update(slot=1, parent_id=top)


def test_only_the_owner_sets_the_rules(top: int) -> None:
    with pytest.raises(Refusal):
        plant(actor=as_sponsor(top))


def test_settings_that_cannot_be_followed() -> None:
    root()
    for wrong in ({"width": 1}, {"depth": 0}, {"hold_days": 400}, {"automatic": "dice"}):
        with pytest.raises(network.BadPlacementRule):
            plant(**wrong)  # type: ignore[arg-type]
    with pytest.raises(network.BadPlacementRule, match="needs a depth"):
        plant(automatic="fill_leg")
    plant()
    with pytest.raises(network.WidthStays):
        plant(width=3)
    with pytest.raises(network.BadPlacementRule, match="today or later"):
        network.set_placement_rule(
            actor=OWNER,
            settings=network.PlacementSettings(TODAY - DAY, 2, None, 3, "left"),
            at=NOON,
        )


def test_later_settings_hold_from_their_day() -> None:
    root()
    plant()
    later = network.PlacementSettings(TODAY + 5 * DAY, 2, None, 0, "balanced")
    network.set_placement_rule(actor=OWNER, settings=later, at=NOON)
    today, then = network.placement_settings(TODAY), network.placement_settings(later.valid_from)
    assert today is not None
    assert today.automatic == "first_free"
    assert then == later
    assert network.placement_settings(TODAY - DAY) is None
