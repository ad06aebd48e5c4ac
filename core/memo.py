"""Remember for one request what every page reads and nothing in it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

Value = TypeVar("Value")

_KEPT: ContextVar[dict[str, object] | None] = ContextVar("memo", default=None)


@contextmanager
def one_request() -> Iterator[None]:
    """Remember until the block ends; outside of one everything is read anew."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


@contextmanager
def within_request() -> Iterator[None]:
    """Go on remembering what the request around us read, or begin one of our own."""
    if _KEPT.get() is not None:
        yield
        return
    with one_request():
        yield


def remembered(key: str, read: Callable[[], Value]) -> Value:
    """Return what was read under this key in this request, or read it."""
    kept = _KEPT.get()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    return cast(Value, kept[key])


def forget(key: str) -> None:
    """Read this anew next time: it was just changed."""
    kept = _KEPT.get()
    if kept is not None:
        kept.pop(key, None)
