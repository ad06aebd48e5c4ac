"""New partners wait in the holding tank; the sponsor, staff or the clock gives them a place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

import network.public as network
from tests import scenes
from tests.journeys.visitor import Visitor

START = scenes.LATER


@pytest.fixture
def month(time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    """Let March be settled and stand in April; the owner begins a binary tree."""
    settled = scenes.settled_month()
    time_machine.move_to(START)
    owner = _in(scenes.staff("owner", scenes.FOUNDED, email="owns@example.org"))
    assert "There is no placement tree yet" in owner.open("/staff/placement/rule/")
    sent = owner.send(
        "/staff/placement/rule/",
        valid_from=START.date().isoformat(),
        width="2",
        depth="",
        hold_days="30",
        automatic="weak_leg",
    )
    assert sent.status_code == 302
    assert "30 days, then: weaker side" in owner.open("/staff/placement/rule/")
    return settled


def _in(who: scenes.Login) -> Visitor:
    visitor = Visitor("en")
    visitor.sign_in(who)
    return visitor


def test_without_a_placement_tree_nothing_is_to_be_seen(
    time_machine: TimeMachineFixture,
) -> None:
    settled = scenes.settled_month()
    time_machine.move_to(START)
    anna = _in(settled.anna)
    assert "Placement" not in anna.open("/office/team/")
    assert "No placement tree" in anna.open("/office/team/placement/")
    assert "Nobody waits" in anna.open("/office/team/waiting/")


def test_a_sponsor_chooses_a_free_place_in_the_drawing(month: scenes.SettledMonth) -> None:
    anna, bert = _in(month.anna), month.bert.member_id or 0
    tree = anna.open("/office/team/placement/")
    assert "Free place" in tree
    assert "1 partner waits for a place" in tree
    listed = anna.open(f"/office/team/waiting/?under={month.anna.member_id}&slot=2")
    assert "Bert Vogt" in listed
    assert "right below No." in listed
    form = f"/office/team/waiting/{bert}/"
    assert "First free place: left below Anna Berger" in anna.open(form)
    sent = anna.send(form, place="other", parent=str(month.anna.member_id), slot="2")
    assert sent.status_code == 302
    tree = anna.open(sent.headers["Location"])
    assert "Placed. The place stays." in tree
    assert f"right · No. {bert}" in tree
    anna.open(form, status=404)


def test_what_was_wrong_stands_beside_its_field(month: scenes.SettledMonth) -> None:
    anna, form = _in(month.anna), f"/office/team/waiting/{month.bert.member_id}/"
    empty = anna.send(form, place="other", parent="", slot="1")
    assert empty.status_code == 422
    assert "fill this in" in str(empty.context["form"].errors["parent"])
    outside = anna.send(form, place="other", parent=str(month.cara.member_id), slot="1")
    assert outside.status_code == 422
    assert "does not stand below" in str(outside.context["form"].errors["parent"])


def test_a_place_that_was_taken_meanwhile_is_told(month: scenes.SettledMonth) -> None:
    anna, top = _in(month.anna), month.anna.member_id or 0
    dora = scenes.partner("dora@example.org", "Dora Weit", "anna", START)
    place = f"{top}-1"
    assert anna.send(f"/office/team/waiting/{dora.member_id}/", place=place).status_code == 302
    bert = f"/office/team/waiting/{month.bert.member_id}/"
    late = anna.send(bert, place="other", parent=str(top), slot="1")
    assert late.status_code == 422
    assert "taken meanwhile" in str(late.context["form"].errors)


def test_nobody_else_sees_or_places_them(month: scenes.SettledMonth) -> None:
    cara_waits = f"/office/team/waiting/{month.cara.member_id}/"
    _in(month.anna).open(cara_waits, status=404)
    bert = _in(month.bert)
    assert "Cara Lindner" in bert.open("/office/team/waiting/")
    assert "You wait for your place" in bert.open("/office/team/placement/")
    assert "You wait for your own place" in bert.open(cara_waits)
    sent = bert.send(cara_waits, place="other", parent=str(month.anna.member_id), slot="1")
    assert sent.status_code == 422


def test_who_was_placed_here_from_above_is_a_number_only(month: scenes.SettledMonth) -> None:
    anna, top = _in(month.anna), month.anna.member_id or 0
    bert = month.bert.member_id or 0
    dora = scenes.partner("dora@example.org", "Dora Weit", "anna", START)
    anna.send(f"/office/team/waiting/{bert}/", place=f"{top}-1")
    anna.send(f"/office/team/waiting/{dora.member_id}/", place="other", parent=str(bert), slot="1")
    by_bert = _in(month.bert).open("/office/team/placement/")
    assert f"Partner {dora.member_id}" in by_bert
    assert "Dora" not in by_bert
    assert "Dora Weit" in anna.open("/office/team/placement/")
    _in(month.bert).open(f"/office/team/placement/?of={top}", status=404)


def test_a_wrong_place_is_corrected_by_two_people(month: scenes.SettledMonth) -> None:
    top, bert = month.anna.member_id or 0, month.bert.member_id or 0
    _in(month.anna).send(f"/office/team/waiting/{bert}/", place=f"{top}-1")
    sue, tom = (
        _in(scenes.staff("support", scenes.FOUNDED, email=f"{name}@example.org"))
        for name in ("sue", "tom")
    )
    asks = f"/staff/members/{bert}/place/"
    assert asks in sue.client.get(f"/staff/members/{bert}/").content.decode()
    day = START.date().isoformat()
    form = {"parent_id": str(top), "valid_from": day, "reason": "meant the other side"}
    same = sue.send(asks, slot="1", **form)
    assert "taken" in str(same.context["form"].errors["slot"])
    move = sue.send(asks, slot="2", **form).headers["Location"]
    assert "You asked for this change" in sue.open(move)
    assert sue.send(move, decision="approve", reason="fine").status_code == 403
    assert "Bert Vogt" in tom.open("/staff/placement/moves/")
    assert tom.send(move, decision="approve", reason="letter seen").status_code == 302
    assert "letter seen" in tom.open(move)
    history = sue.open(f"/staff/members/{bert}/")
    assert "right below Anna Berger" in history
    assert "meant the other side" in history
    assert f"right · No. {bert}" in _in(month.anna).open("/office/team/placement/")


def test_staff_places_and_the_clock_places_the_rest(
    month: scenes.SettledMonth, time_machine: TimeMachineFixture
) -> None:
    sue = _in(scenes.staff("support", scenes.FOUNDED))
    text = sue.open("/staff/placement/")
    assert "Bert Vogt" in text
    assert "Cara Lindner" in text
    form, top = f"/staff/placement/{month.cara.member_id}/", month.anna.member_id or 0
    assert "The sponsor has no place yet" in sue.open(form)
    assert sue.send(form, place=f"{top}-1").status_code == 302
    time_machine.move_to(START + timedelta(days=30))
    network.place_due(at=START + timedelta(days=30))
    assert "Everybody has a place." in _in(scenes.staff("compliance", START)).open(
        "/staff/placement/"
    )
    sue = _in(scenes.staff("support", START, email="sue@example.org"))
    tree = sue.open("/staff/placement/tree/")
    assert f"left · No. {month.cara.member_id}" in tree
    assert f"right · No. {month.bert.member_id}" in tree
    assert sue.client.get("/staff/placement/rule/").status_code == 403
