"""The wiring page: what it promises about names, and that every event fits the outbox."""

from __future__ import annotations

import dataclasses
import importlib
from datetime import UTC, date, datetime
from typing import Any, get_type_hints

import pytest

from config.wiring import REACTIONS
from core.outbox import _payload, _revive
from tests.tidy.house import ROOMS, ROOT

SAMPLES: dict[Any, object] = {
    int: 7,
    str: "x",
    bool: True,
    date: date(2026, 3, 1),
    datetime: datetime(2026, 3, 1, 12, tzinfo=UTC),
    int | None: None,
    date | None: date(2026, 3, 1),
    tuple[int, ...]: (1, 2),
    tuple[str, ...]: ("a",),
}


def events() -> list[type]:
    """Return every event class of every room."""
    modules = [
        importlib.import_module(f"{room}.events")
        for room in ROOMS
        if (ROOT / room / "events.py").exists()
    ]
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__  # type: ignore[union-attr]
    ]


@pytest.mark.parametrize("kind", events(), ids=lambda kind: kind.__name__)
def test_an_event_goes_into_the_outbox_and_comes_back(kind: type) -> None:
    hints = get_type_hints(kind)
    fields = {field.name: SAMPLES[hints[field.name]] for field in dataclasses.fields(kind)}
    event = kind(**fields)
    assert _revive(kind, _payload(event)) == event
    assert event.aggregate
    assert event.name.startswith(f"{kind.__module__.split('.')[0]}.")


def test_event_names_are_unique() -> None:
    names = [kind.name for kind in events()]
    assert len(names) == len(set(names))


def test_a_reaction_is_named_after_the_room_and_use_case_it_calls() -> None:
    for named in REACTIONS.values():
        for name in named:
            room, _dot, use_case = name.partition(".")
            assert room in ROOMS
            assert hasattr(importlib.import_module(f"{room}.public"), use_case)
