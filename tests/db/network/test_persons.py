"""Positions of one person: asked for by one of staff, decided by another, day by day."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.errors import Refusal
from core.models import AuditEntry, OutboxEvent
from core.policy import Actor, NotAllowed
from network import public as network
from network.models import Member, PersonPosition, PersonRequest
from network.public import NewPersonWish
from tests.db.network.people import NOON, TODAY, colleague, join, root

LATER = TODAY + timedelta(days=10)
MUCH_LATER = TODAY + timedelta(days=20)
AFTERWARDS = NOON + timedelta(hours=1)


@pytest.fixture
def line(company: None) -> dict[str, int]:
    """Let four members stand below the first one."""
    top = root()
    return {"top": top} | {name: join(name, top) for name in ("anna", "bert", "cara", "dora")}


@pytest.fixture
def two(line: dict[str, int]) -> tuple[Actor, Actor]:
    return colleague("sue", "support"), colleague("tom", "compliance")


def say(two: tuple[Actor, Actor], wish: NewPersonWish, at: object = NOON) -> int:
    """Ask for it and approve it."""
    request_id = network.request_person(wish=wish, reason="agreed", actor=two[0], at=at)  # type: ignore[arg-type]
    network.decide_person(
        request_id=request_id,
        approves=True,
        reason="fine",
        actor=two[1],
        at=at,  # type: ignore[arg-type]
    )
    return request_id


def persons(day: object = TODAY, known_at: object = None) -> list[set[int]]:
    """Return who is one person with whom."""
    found: dict[int, set[int]] = {}
    for member, person in network.persons_as_of(day=day, known_at=known_at):  # type: ignore[arg-type]
        found.setdefault(person, set()).add(member)
    columns = network.person_columns(day=day, known_at=known_at)  # type: ignore[arg-type]
    pairs = list(zip(columns.member_ids.tolist(), columns.person_ids.tolist(), strict=True))
    assert pairs == list(network.persons_as_of(day=day, known_at=known_at))  # type: ignore[arg-type]
    return sorted(found.values(), key=min)


def test_nothing_holds_before_a_second_person_approves(
    line: dict[str, int], two: tuple[Actor, Actor]
) -> None:
    wish = NewPersonWish(line["anna"], line["bert"], TODAY)
    request_id = network.request_person(wish=wish, reason="agreed", actor=two[0], at=NOON)
    assert persons() == []
    assert [one.request_id for one in network.person_wishes(two[1], is_waiting=True).items] == [
        request_id
    ]
    with pytest.raises(network.SecondPersonMissing):
        network.decide_person(
            request_id=request_id, approves=True, reason="fine", actor=two[0], at=NOON
        )
    network.decide_person(
        request_id=request_id, approves=True, reason="fine", actor=two[1], at=NOON
    )
    assert persons() == [{line["anna"], line["bert"]}]
    assert persons(TODAY - timedelta(days=1)) == []
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"network.request_person", "network.approve_person"} <= actions
    event = OutboxEvent.objects.filter(name="network.person_decided").last()
    assert event and event.payload["other_id"] == line["bert"]
    with pytest.raises(network.MoveDecided):
        network.decide_person(
            request_id=request_id, approves=True, reason="fine", actor=two[1], at=NOON
        )


def test_a_rejected_wish_changes_nothing(line: dict[str, int], two: tuple[Actor, Actor]) -> None:
    wish = NewPersonWish(line["anna"], line["bert"], TODAY)
    request_id = network.request_person(wish=wish, reason="agreed", actor=two[0], at=NOON)
    network.decide_person(
        request_id=request_id, approves=False, reason="sisters", actor=two[1], at=NOON
    )
    assert persons() == []
    (decided,) = network.person_wishes_of(two[0], line["anna"])
    assert (decided.is_approved, decided.decision_reason) == (False, "sisters")


def test_a_third_position_joins_the_same_person(
    line: dict[str, int], two: tuple[Actor, Actor]
) -> None:
    say(two, NewPersonWish(line["anna"], line["bert"], TODAY))
    say(two, NewPersonWish(line["cara"], line["bert"], LATER, MUCH_LATER))
    pair = {line["anna"], line["bert"]}
    assert persons() == [pair]
    assert persons(LATER) == [pair | {line["cara"]}]
    assert persons(MUCH_LATER) == [pair]
    history = network.person_history(two[0], line["bert"])
    assert [(span.valid_from, span.other_ids) for span in history] == [
        (TODAY, (line["anna"],)), (LATER, (line["cara"],)),
    ]  # fmt: skip


def test_a_position_stands_alone_again_and_the_past_stays_known(
    line: dict[str, int], two: tuple[Actor, Actor]
) -> None:
    say(two, NewPersonWish(line["anna"], line["bert"], TODAY))
    say(two, NewPersonWish(line["anna"], None, LATER), AFTERWARDS)
    pair = {line["anna"], line["bert"]}
    assert persons() == [pair]
    assert persons(LATER) == [{line["bert"]}]
    assert persons(LATER, NOON) == [pair]


def test_what_never_was_is_corrected(line: dict[str, int], two: tuple[Actor, Actor]) -> None:
    mark = network.network_mark()
    say(two, NewPersonWish(line["anna"], line["bert"], TODAY))
    said = network.network_mark()
    say(two, NewPersonWish(line["anna"], None, TODAY), AFTERWARDS)
    assert persons() == [{line["bert"]}]
    assert persons(TODAY, NOON) == [{line["anna"], line["bert"]}]
    assert len({mark, said, network.network_mark()}) == 3


@pytest.mark.parametrize(
    ("member", "other", "first", "end", "refusal"),
    [
        ("anna", "anna", TODAY, None, network.SamePosition),
        ("anna", "dora", TODAY, None, network.PersonTaken),
        ("cara", "anna", TODAY, None, network.PersonInPart),
        ("cara", "anna", LATER, None, network.PersonInPart),
        ("cara", "dora", LATER, LATER, network.PersonEndsFirst),
        ("cara", "dora", TODAY - timedelta(days=1), None, network.BeforeJoining),
        ("cara", None, TODAY, None, network.NotTogether),
        ("cara", "nobody", TODAY, None, network.PositionNotOpen),
    ],
)
def test_what_cannot_be(  # noqa: PLR0913 — a table
    line: dict[str, int], two: tuple[Actor, Actor], member: str, other: str | None,
    first: object, end: object, refusal: type[Refusal],
) -> None:  # fmt: skip
    say(two, NewPersonWish(line["anna"], line["bert"], LATER, MUCH_LATER))
    number = line.get(other, 10**6) if other else None
    with pytest.raises(refusal) as caught:
        wish = NewPersonWish(line[member], number, first, end)  # type: ignore[arg-type]
        network.request_person(wish=wish, reason="agreed", actor=two[0], at=NOON)
    assert caught.value.message


def test_one_wish_of_a_position_waits_at_a_time(
    line: dict[str, int], two: tuple[Actor, Actor]
) -> None:
    wish = NewPersonWish(line["anna"], line["bert"], TODAY)
    network.request_person(wish=wish, reason="agreed", actor=two[0], at=NOON)
    with pytest.raises(network.MoveWaiting):
        network.request_person(wish=wish, reason="agreed", actor=two[0], at=NOON)


def test_time_may_have_passed_it_by(line: dict[str, int], two: tuple[Actor, Actor]) -> None:
    wish = NewPersonWish(line["anna"], line["bert"], TODAY)
    request_id = network.request_person(wish=wish, reason="agreed", actor=two[0], at=NOON)
    say(two, NewPersonWish(line["cara"], line["anna"], TODAY))
    asked = network.person_wish(two[1], request_id)
    assert "belongs to a person" in network.person_obstacle(asked)
    with pytest.raises(network.PersonTaken):
        network.decide_person(
            request_id=request_id, approves=True, reason="fine", actor=two[1], at=NOON
        )


def test_nobody_decides_about_the_own_position(
    line: dict[str, int], two: tuple[Actor, Actor]
) -> None:
    partner = Actor(two[0].account_id, frozenset({"support"}), line["bert"], two[0].label)
    wish = NewPersonWish(line["anna"], line["bert"], TODAY)
    with pytest.raises(network.OwnInterest):
        network.request_person(wish=wish, reason="agreed", actor=partner, at=NOON)
    outsider = Actor(None, frozenset(), line["cara"], "x")
    for act in (
        lambda: network.request_person(wish=wish, reason="agreed", actor=outsider, at=NOON),
        lambda: network.person_history(outsider, line["anna"]),
        lambda: network.person_wishes(outsider, is_waiting=True),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_database_keeps_it(line: dict[str, int], two: tuple[Actor, Actor]) -> None:
    request_id = say(two, NewPersonWish(line["anna"], line["bert"], TODAY))
    row = PersonPosition.objects.get(member_id=line["anna"])
    row.pk = None
    with pytest.raises(IntegrityError, match="one_person_a_day"), transaction.atomic():
        row.save(force_insert=True)
    for broken in (
        lambda: PersonPosition.objects.filter(member_id=line["anna"]).update(valid_from=LATER),
        lambda: PersonPosition.objects.filter(member_id=line["anna"]).delete(),
        lambda: PersonRequest.objects.filter(pk=request_id).update(reason="other"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            broken()


def test_a_picture_takes_one_statement(line: dict[str, int], two: tuple[Actor, Actor]) -> None:
    say(two, NewPersonWish(line["anna"], line["bert"], TODAY))
    with CaptureQueriesContext(connection) as captured:
        network.persons_as_of(day=TODAY, known_at=None)
    assert len(captured.captured_queries) == 1
    columns = network.person_columns(day=TODAY, known_at=None)
    assert columns.member_ids.dtype == np.int64


def test_who_asks_for_their_data_reads_since_when_positions_count_together(
    line: dict[str, int], two: tuple[Actor, Actor]
) -> None:
    say(two, NewPersonWish(line["anna"], line["bert"], TODAY))
    account_id = Member.objects.get(pk=line["anna"]).account_id
    position = network.own_data(network.actor_for(account_id), account_id, NOON)["position"]
    assert position["together_with_other_positions"] == [
        {"valid_from": TODAY.isoformat(), "valid_until": None}
    ]
