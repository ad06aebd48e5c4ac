"""Titles, as published runs gave them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from network import public as network
from network.models import MemberTitle
from network.public import Title
from tests.db.network.people import NOON, join, root

pytestmark = pytest.mark.usefixtures("company")


def record(run_ref: str, period_key: str, *titles: tuple[int, str]) -> int:
    paid = [(*title, "low") for title in titles]
    return network.record_titles(run_ref=run_ref, period_key=period_key, titles=paid, at=NOON)


def test_the_title_is_the_one_of_the_latest_period() -> None:
    top = root()
    record("run:2", "2026-02", (top, "star"))
    record("run:1", "2026-01", (top, "moon"))
    assert network.title_of(top) == "star"


def test_a_corrected_run_stands_before_the_old_one_and_both_stay() -> None:
    top = root()
    record("run:1", "2026-01", (top, "moon"))
    record("run:7", "2026-01", (top, "star"))
    assert network.title_of(top) == "star"
    assert network.title_history(top) == (
        Title("star", "low", "2026-01", "run:7"),
        Title("moon", "low", "2026-01", "run:1"),
    )


def test_the_same_run_twice_adds_nothing() -> None:
    top = root()
    assert record("run:1", "2026-01", (top, "moon")) == 1
    assert record("run:1", "2026-01", (top, "moon"), (join("anna", top), "star")) == 1
    assert MemberTitle.objects.count() == 2


def test_who_has_none_has_none() -> None:
    top = root()
    assert network.title_of(top) is None
    assert network.title_history(top) == ()


def test_many_titles_cost_one_statement(
    django_assert_num_queries: Callable[..., object],
) -> None:
    top = root()
    anna = join("anna", top)
    record("run:1", "2026-01", (top, "moon"), (anna, "star"))
    with django_assert_num_queries(1):
        assert network.titles_of([top, anna, 7]) == {top: "moon", anna: "star"}
