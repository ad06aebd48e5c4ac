"""Items made ahead in a second thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from core.ahead import MADE_AHEAD, ahead, begun, beside


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


def test_what_is_begun_is_made_before_anybody_takes_it() -> None:
    made = threading.Event()

    def items() -> Iterator[int]:
        made.set()
        yield 1

    with begun(items(), 3) as taken:
        assert made.wait(10)
        assert list(taken) == [1]


def test_nothing_more_is_made_after_the_end() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for number in range(5_000):
            time.sleep(0.001)
            made.append(number)
            yield number

    with pytest.raises(ValueError, match="broken"), begun(items(), 5_000):
        raise ValueError("broken")
    assert len(made) < 5_000


def test_work_beside_is_waited_for() -> None:
    caller = threading.get_ident()
    with beside(threading.get_ident) as found:
        assert found() != caller

    def fail() -> int:
        raise ValueError("broken")

    with beside(fail) as failed, pytest.raises(ValueError, match="broken"):
        failed()
