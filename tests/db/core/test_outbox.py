"""Facts published with the transaction that made them true, reacted to once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import ClassVar

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core import memo, outbox
from core.errors import InvariantBroken
from core.models import EventReceipt, OutboxEvent
from core.outbox import publish

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A fact made up for these tests."""

    name: ClassVar[str] = "tests.shipped"
    box: str
    number: int
    at: datetime = NOON
    on: date | None = None
    weights: tuple[int, ...] = ()

    @property
    def aggregate(self) -> str:
        """Return the box."""
        return f"box:{self.box}"


@pytest.fixture(autouse=True)
def _the_house_is_wired_again_afterwards() -> Iterator[None]:
    """Leave the reactions as they were: other tests of this process need them."""
    before = dict(outbox._wired), list(outbox._wake)
    yield
    outbox._wired.clear()
    outbox._wired.update(before[0])
    outbox._wake[:] = before[1]


@pytest.fixture
def seen() -> list[Shipped]:
    """Wire one reaction that remembers what it was told."""
    told: list[Shipped] = []
    outbox.wire({Shipped: {"tests.remember": told.append}})
    return told


@pytest.mark.django_db
def test_an_event_arrives_as_it_was_published(seen: list[Shipped]) -> None:
    event = Shipped("a", 1, on=date(2026, 3, 2), weights=(3, 4))
    with transaction.atomic():
        publish(event)
    outbox.drain()
    assert seen == [event]


@pytest.mark.django_db
def test_delivering_twice_reacts_once(seen: list[Shipped]) -> None:
    with transaction.atomic():
        publish(Shipped("a", 1))
    outbox.drain()
    OutboxEvent.objects.update(delivered_at=None)  # as after a kill before the mark
    outbox.drain()
    assert len(seen) == 1
    assert EventReceipt.objects.count() == 1


@pytest.mark.django_db
def test_mails_about_the_past_count_as_written_and_those_of_today_do_not() -> None:
    kept: list[Shipped] = []
    mailed: list[Shipped] = []
    outbox.wire({Shipped: {"tests.keep": kept.append, "tests.mail": mailed.append}})
    with outbox.telling_the_past({"tests.mail"}, before=NOON), transaction.atomic():
        publish(Shipped("a", 1, at=NOON - timedelta(seconds=1)), Shipped("b", 2, at=NOON))
    outbox.drain()
    assert ([e.number for e in kept], [e.number for e in mailed]) == ([1, 2], [2])
    assert outbox.waiting() == 0
    assert EventReceipt.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_the_past_wakes_nobody_and_an_event_without_any_reaction_left_is_delivered() -> None:
    woken: list[int] = []
    wake = partial(woken.append, 1)
    outbox.wire({Shipped: {"tests.mail": lambda _event: None}}, wake=wake)
    with outbox.telling_the_past({"tests.mail"}, before=NOON), transaction.atomic():
        publish(Shipped("a", 1, at=NOON - timedelta(days=1)))
    assert (outbox.waiting(), woken) == (0, [])
    with transaction.atomic():
        publish(Shipped("a", 2))
    assert (outbox.waiting(), woken) == (1, [1])


@pytest.mark.django_db
def test_a_rolled_back_transaction_publishes_nothing(seen: list[Shipped]) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish(Shipped("a", 1))
        raise ZeroDivisionError
    assert outbox.drain() == 0
    assert seen == []


@pytest.mark.django_db(transaction=True)
def test_publishing_outside_a_transaction_is_our_bug() -> None:
    with pytest.raises(InvariantBroken):
        publish(Shipped("a", 1))


@pytest.mark.django_db
def test_a_failing_reaction_keeps_its_event_and_stops_only_its_aggregate() -> None:
    told: list[str] = []

    def remember(event: Shipped) -> None:
        if event.box == "broken":
            raise ZeroDivisionError
        told.append(f"{event.box}{event.number}")

    outbox.wire({Shipped: {"tests.remember": remember}})
    with transaction.atomic():
        publish(Shipped("broken", 1), Shipped("broken", 2), Shipped("fine", 1), Shipped("fine", 2))
    outbox.drain()
    assert told == ["fine1", "fine2"]
    assert outbox.waiting() == 2
    first = OutboxEvent.objects.filter(aggregate="box:broken").earliest("id")
    assert (first.attempts, first.last_error) == (1, "tests.remember")
    assert first.retry_at is not None


@pytest.mark.django_db
def test_one_failing_reaction_does_not_take_the_others_down() -> None:
    told: list[int] = []

    def fail(event: Shipped) -> None:
        raise ZeroDivisionError

    outbox.wire({Shipped: {"tests.fail": fail, "tests.remember": lambda e: told.append(e.number)}})
    with transaction.atomic():
        publish(Shipped("a", 1))
    outbox.drain()
    assert told == [1]
    assert outbox.waiting() == 1


@pytest.mark.django_db(transaction=True)
def test_what_the_database_refuses_only_at_the_commit_stops_nobody_else() -> None:
    """A foreign key is checked at the commit: the reaction must fail before, as its own failure."""
    told: list[str] = []

    def refer_to_nobody(event: Shipped) -> None:
        told.append(event.box)
        if event.box == "broken":
            EventReceipt.objects.create(event_id=-1, reaction="tests.nobody")

    outbox.wire({Shipped: {"tests.refer": refer_to_nobody}})
    with transaction.atomic():
        publish(Shipped("broken", 1), Shipped("fine", 1))
    outbox.drain()
    assert told == ["broken", "fine"]
    waits = OutboxEvent.objects.get(delivered_at=None)
    assert (waits.aggregate, waits.last_error) == ("box:broken", "tests.refer")


@pytest.mark.django_db
def test_what_failed_is_done_when_its_cause_is_gone(seen: list[Shipped]) -> None:
    outbox.wire({Shipped: {"tests.remember": lambda _event: 1 // 0}})
    with transaction.atomic():
        publish(Shipped("a", 1))
    outbox.drain()
    outbox.wire({Shipped: {"tests.remember": seen.append}})
    OutboxEvent.objects.update(retry_at=None)
    outbox.drain()
    assert [event.number for event in seen] == [1]


@pytest.mark.django_db
def test_an_event_is_written_once_however_many_react(seen: list[Shipped]) -> None:
    outbox.wire({Shipped: dict.fromkeys(("tests.a", "tests.b", "tests.c"), seen.append)})
    with transaction.atomic():
        publish(Shipped("a", 1))
    with CaptureQueriesContext(connection) as run:
        outbox.drain()
    assert len(seen) == 3
    changed = [each for each in run if each["sql"].startswith('UPDATE "core_outboxevent"')]
    assert len(changed) == 1


@pytest.mark.django_db
def test_a_reaction_remembers_what_it_read_and_the_next_one_reads_anew() -> None:
    read: list[int] = []

    def ask(event: Shipped) -> None:
        for _time in range(3):
            memo.remembered("tests.asked", lambda: read.append(event.number))

    outbox.wire({Shipped: {"tests.ask": ask}})
    with transaction.atomic():
        publish(Shipped("a", 1), Shipped("b", 2))
    outbox.drain()
    assert read == [1, 2]


@pytest.mark.django_db
def test_an_event_nobody_reacts_to_is_done() -> None:
    outbox.wire({})
    with transaction.atomic():
        publish(Shipped("a", 1))
    outbox.drain()
    assert outbox.waiting() == 0


@pytest.mark.django_db
def test_one_can_ask_whether_a_reaction_is_still_to_come() -> None:
    def fail(_event: Shipped) -> None:
        raise ZeroDivisionError

    outbox.wire({Shipped: {"tests.count": lambda _event: None, "tests.fail": fail}})
    with transaction.atomic():
        publish(Shipped("a", 1))
    assert outbox.waiting_for("tests.count") == 1
    outbox.drain()
    assert outbox.waiting_for("tests.count") == 0
    assert outbox.waiting_for("tests.fail") == 1
    assert outbox.waiting_for("tests.unheard_of") == 0
