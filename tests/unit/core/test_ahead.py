"""Items made ahead in a second thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from core.ahead import MADE_AHEAD, ahead


def test_items_come_once_and_in_their_order() -> None:
    assert list(ahead(range(10))) == list(range(10))
    assert list(ahead([])) == []


def test_another_thread_makes_only_a_few_in_advance() -> None:
    made: list[int] = []
    makers = set()

    def items() -> Iterator[int]:
        for number in range(100):
            makers.add(threading.get_ident())
            made.append(number)
            yield number

    begun = ahead(items())
    assert next(begun) == 0
    begun.close()
    assert len(made) <= MADE_AHEAD + 1
    assert makers == makers - {threading.get_ident()}


def test_what_goes_wrong_while_making_reaches_the_caller() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    begun = ahead(items())
    assert next(begun) == 1
    with pytest.raises(ValueError, match="broken"):
        next(begun)
