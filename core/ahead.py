"""Make items in a second thread while the caller still works on those before."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
MADE_AHEAD = 2
_END = object()


def ahead(items: Iterable[Item]) -> Generator[Item, None, None]:
    """Yield items in their order; the next ones are made meanwhile, so they must not read tables.

    It gains where both sides let go of Python's lock: compiled code, numpy, hashing, libpq.
    """
    source = iter(items)
    with ThreadPoolExecutor(1) as maker:
        waiting = deque(maker.submit(next, source, _END) for _ in range(MADE_AHEAD))
        while (item := waiting.popleft().result()) is not _END:
            waiting.append(maker.submit(next, source, _END))
            yield item  # type: ignore[misc]
