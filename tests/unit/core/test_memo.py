"""What a request remembers, and for how long."""

from __future__ import annotations

from core import memo


def test_a_value_is_read_once_in_a_request_and_anew_outside_of_one() -> None:
    read: list[int] = []

    def value() -> int:
        read.append(1)
        return len(read)

    with memo.one_request():
        assert [memo.remembered("x", value), memo.remembered("x", value)] == [1, 1]
        memo.forget("x")
        assert memo.remembered("x", value) == 2
    assert [memo.remembered("x", value), memo.remembered("x", value)] == [3, 4]
    memo.forget("x")


def test_what_is_not_there_is_remembered_too() -> None:
    read: list[int] = []
    with memo.one_request():
        memo.remembered("x", lambda: read.append(1))
        memo.remembered("x", lambda: read.append(1))
    assert read == [1]


def test_within_a_request_goes_on_with_it_and_ends_nothing() -> None:
    read: list[int] = []
    with memo.one_request():
        memo.remembered("x", lambda: read.append(1))
        with memo.within_request():
            memo.remembered("x", lambda: read.append(2))
            memo.remembered("y", lambda: read.append(3))
        memo.remembered("y", lambda: read.append(4))
    with memo.within_request():
        memo.remembered("x", lambda: read.append(5))
        memo.remembered("x", lambda: read.append(6))
    assert read == [1, 3, 5]
