"""The transactional outbox: a fact is published with the transaction that made it true.

Delivery is at least once and in order per aggregate. Each reaction runs in a transaction of its
own together with its receipt, so a repeat does nothing. `config/wiring.py` lists the reactions.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Protocol

import structlog
from django.db import connection, transaction

from core import memo
from core.clock import now
from core.errors import InvariantBroken
from core.models import EventReceipt, OutboxEvent

log = structlog.get_logger(__name__)

MAX_WAIT_SECONDS = 600


class Event(Protocol):
    """A frozen dataclass of ids, texts, whole numbers and dates."""

    name: ClassVar[str]

    @property
    def aggregate(self) -> str:
        """Return what the order of delivery is kept for, like "order:17"."""


Reaction = Callable[[Any], object]
Reactions = Mapping[type, Mapping[str, Reaction]]


@dataclass(frozen=True, slots=True)
class _Past:
    """Which reactions are not wanted, for facts older than which instant."""

    reactions: frozenset[str]
    before: datetime


_past: ContextVar[_Past | None] = ContextVar("past", default=None)
_wired: dict[str, tuple[type, Mapping[str, Reaction]]] = {}
_wake: list[Callable[[], object]] = []


def wire(reactions: Reactions, *, wake: Callable[[], object] | None = None) -> None:
    """Install the reactions; `wake` is called after each commit that published something."""
    _wired.clear()
    _wired.update({kind.name: (kind, named) for kind, named in reactions.items()})  # type: ignore[attr-defined]
    _wake[:] = [wake] if wake else []


@contextmanager
def telling_the_past(reactions: Collection[str], *, before: datetime) -> Iterator[None]:
    """Count these reactions as done for facts older than an instant, and wake nobody for them.

    A history that lives through last year's orders writes no mails about them; whoever tells it
    drains the outbox itself. What happens today, beside it, is reacted to as ever.
    """
    token = _past.set(_Past(frozenset(reactions), before))
    try:
        yield
    finally:
        _past.reset(token)


def publish(*events: Event) -> None:
    """Store events in the caller's transaction.

    Raises: InvariantBroken — outside a transaction the event could outlive a lie.
    """
    if not connection.in_atomic_block:
        raise InvariantBroken("publish outside a transaction")
    rows = [OutboxEvent(name=e.name, aggregate=e.aggregate, payload=_payload(e)) for e in events]
    past = _past.get()
    done = [_passed_over(event, past) for event in events]
    for row, names in zip(rows, done, strict=True):
        if names and len(names) == len(_wired[row.name][1]):
            row.delivered_at = now()
    OutboxEvent.objects.bulk_create(rows)
    receipts = [
        EventReceipt(event=row, reaction=name)
        for row, names in zip(rows, done, strict=True)
        for name in names
    ]
    if receipts:
        EventReceipt.objects.bulk_create(receipts)
    if past is None:
        for wake in _wake:
            transaction.on_commit(wake, robust=True)


def _passed_over(event: Event, past: _Past | None) -> list[str]:
    """Name the reactions to an event that are not wanted, because it lies too far back."""
    at = getattr(event, "at", None)
    if past is None or not isinstance(at, datetime) or at >= past.before:
        return []
    _kind, reactions = _wired.get(event.name, (type(event), {}))
    return [name for name in reactions if name in past.reactions]


def drain(limit: int = 1_000_000) -> int:
    """Deliver until nothing is due; return how many steps (reactions run) that took."""
    steps = 0
    while steps < limit and deliver_next():
        steps += 1
    return steps


def deliver_next() -> bool:
    """Take the oldest event that is due and run one of its reactions that is not done yet.

    An event waits while an older one of its aggregate does. One reaction is one transaction, so
    locks and failures of one never touch another; a failed one is tried again, with growing waits.
    Returns whether there was an event.
    """
    with memo.within_request(), transaction.atomic():
        event = _next_due()
        if event is None:
            return False
        _react(event)
    return True


def _react(event: OutboxEvent) -> None:
    left = _reactions_left(event)
    if left and not _ran(event, name := left[event.attempts % len(left)]):
        _postpone(event, name, len(left))
    elif len(left) <= 1:
        event.delivered_at = now()
    else:
        return  # Its receipt tells that this reaction is done; the event itself has not changed.
    event.save(update_fields=["delivered_at", "attempts", "last_error", "retry_at"])


def waiting() -> int:
    """Count the events that were not delivered yet."""
    return OutboxEvent.objects.filter(delivered_at__isnull=True).count()


def waiting_for(reaction: str) -> int:
    """Count the events to which a reaction is still to come."""
    names = [name for name, (_kind, reactions) in _wired.items() if reaction in reactions]
    events = OutboxEvent.objects.filter(delivered_at__isnull=True, name__in=names)
    return events.exclude(receipts__reaction=reaction).count()


def _next_due() -> OutboxEvent | None:
    """Take one row that nobody else works on; SKIP LOCKED lets workers run side by side."""
    rows = OutboxEvent.objects.raw(
        """
        SELECT e.* FROM core_outboxevent e
        WHERE e.delivered_at IS NULL AND (e.retry_at IS NULL OR e.retry_at <= now())
          AND NOT EXISTS (SELECT 1 FROM core_outboxevent older
                          WHERE older.delivered_at IS NULL AND older.aggregate = e.aggregate
                            AND older.id < e.id)
        ORDER BY e.id LIMIT 1 FOR UPDATE SKIP LOCKED
        """
    )
    return next(iter(rows), None)


def _reactions_left(event: OutboxEvent) -> list[str]:
    if event.name not in _wired:
        return []
    done = set(event.receipts.values_list("reaction", flat=True))
    return [name for name in _wired[event.name][1] if name not in done]


def _ran(event: OutboxEvent, name: str) -> bool:
    kind, reactions = _wired[event.name]
    try:
        with transaction.atomic():
            reactions[name](_revive(kind, event.payload))
            EventReceipt.objects.create(event=event, reaction=name)
            # What waits for the commit would fail there: the failure would be nobody's, and the
            # event would stay the oldest one due and keep all others waiting for ever.
            connection.check_constraints()
    except Exception:
        log.exception("reaction failed", reaction=name, event_name=event.name, event_id=event.pk)
        return False
    return True


def _postpone(event: OutboxEvent, name: str, left: int) -> None:
    """Try the other reactions first; wait once each of them has failed."""
    event.attempts += 1
    event.last_error = name
    if event.attempts % left == 0:
        wait = timedelta(seconds=min(2 ** (event.attempts // left), MAX_WAIT_SECONDS))
        event.retry_at = now() + wait


def _payload(event: Event) -> dict[str, object]:
    return {
        field.name: _plain(getattr(event, field.name))
        for field in dataclasses.fields(event)  # type: ignore[arg-type]
    }


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int):
        return value
    raise InvariantBroken(f"an event cannot carry a {type(value).__name__}")


def _revive(kind: type, payload: Mapping[str, object]) -> object:
    hints = typing.get_type_hints(kind)
    return kind(**{name: _typed(value, hints[name]) for name, value in payload.items()})


def _typed(value: object, hint: Any) -> object:
    if value is None:
        return None
    if isinstance(hint, types.UnionType):
        hint = next(part for part in hint.__args__ if part is not types.NoneType)
    if hint is datetime and isinstance(value, str):
        return datetime.fromisoformat(value)
    if hint is date and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, list):
        return tuple(_typed(item, typing.get_args(hint)[0]) for item in value)
    return value
