"""Make items, or do one piece of work, in a second thread while the caller works on something else.

It gains where both sides let go of Python's lock: compiled code, numpy, hashing, libpq. What is
done there must not read tables: the caller's connection is the caller's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
MADE_AHEAD = 2
_END = object()


def ahead(items: Iterable[Item]) -> Generator[Item, None, None]:
    """Yield items in their order; the next ones are made meanwhile."""
    with begun(items, MADE_AHEAD) as made:
        yield from made


@contextmanager
def begun(items: Iterable[Item], most: int) -> Iterator[Iterator[Item]]:
    """Begin to make items at once, at `most` so many before they are taken, in their order.

    At its end nothing more is made, taken or not.
    """
    source = iter(items)
    maker = ThreadPoolExecutor(1)
    waiting = deque(maker.submit(next, source, _END) for _ in range(most))

    def taken() -> Iterator[Item]:
        while (item := waiting.popleft().result()) is not _END:
            waiting.append(maker.submit(next, source, _END))
            yield item  # type: ignore[misc]

    try:
        yield taken()
    finally:
        maker.shutdown(cancel_futures=True)


@contextmanager
def beside(work: Callable[[], Item]) -> Iterator[Callable[[], Item]]:
    """Begin a piece of work at once; what is yielded waits for it and returns what came out."""
    with ThreadPoolExecutor(1) as worker:
        yield worker.submit(work).result
