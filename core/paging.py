"""One page of a list; every list is bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
Other = TypeVar("Other")

MAX_SIZE = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page, counted from 1; `total` is None where counting would be costly."""

    items: tuple[Row, ...]
    number: int
    size: int
    total: int | None
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Tell whether a page lies before this one."""
        return self.number > 1

    @property
    def last_number(self) -> int | None:
        """Return the number of the last page, where the rows were counted."""
        return None if self.total is None else max(-(-self.total // self.size), 1)

    def map(self, turn: Callable[[Row], Other]) -> Page[Other]:
        """Return the same page with each row turned into something else."""
        items = tuple(turn(row) for row in self.items)
        return Page(items, self.number, self.size, self.total, self.has_next)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is wanted; out-of-range wishes become the nearest allowed ones."""

    number: int = 1
    size: int = 25

    @property
    def bounds(self) -> tuple[int, int]:
        """Return the slice to read: one row more than the page, to see whether more follow."""
        size = self.page_size
        start = (self.page_number - 1) * size
        return start, start + size + 1

    @property
    def page_number(self) -> int:
        """Return the number, at least 1 and at most ten thousand."""
        return min(max(self.number, 1), 10_000)

    @property
    def page_size(self) -> int:
        """Return the size, between 1 and the limit of every list."""
        return min(max(self.size, 1), MAX_SIZE)

    def page(self, rows: Iterable[Row], total: int | None = None) -> Page[Row]:
        """Make the page from the rows that `bounds` read."""
        read = tuple(rows)
        size = self.page_size
        return Page(read[:size], self.page_number, size, total, len(read) > size)


def every_row(read: Callable[[PageRequest], Page[Row]]) -> Iterator[Row]:
    """Yield the rows of all pages of a list, for files that have to be complete."""
    request = PageRequest(size=MAX_SIZE)
    while True:
        page = read(request)
        yield from page.items
        if not page.has_next:
            return
        request = PageRequest(request.number + 1, MAX_SIZE)
