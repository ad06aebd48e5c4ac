"""A file that has to be complete takes every page of a list."""

from __future__ import annotations

import pytest

from core.paging import MAX_SIZE, Page, PageRequest, every_row


@pytest.mark.parametrize("count", [0, 1, MAX_SIZE, MAX_SIZE + 1, 3 * MAX_SIZE])
def test_every_row_comes_once_and_in_order(count: int) -> None:
    def read(request: PageRequest) -> Page[int]:
        start, stop = request.bounds
        return request.page(range(count)[start:stop])

    assert list(every_row(read)) == list(range(count))
