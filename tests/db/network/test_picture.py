"""The whole network of a day, as it was and as it was known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from network import public as network
from tests.db.network.people import NOON, SYSTEM, TODAY, join, root

pytestmark = pytest.mark.usefixtures("company")

WEEK = timedelta(days=7)


def test_an_empty_company_has_an_empty_picture() -> None:
    assert network.network_as_of(day=TODAY, known_at=None) == network.NetworkPicture((), (), (), ())


def test_members_come_by_number_with_sponsor_status_and_first_day() -> None:
    top = root()
    anna = join("anna", top)
    bert = join("bert", anna, at=NOON + WEEK)
    picture = network.network_as_of(day=TODAY + WEEK, known_at=None)
    assert picture.member_ids == (top, anna, bert)
    assert picture.sponsor_ids == (None, top, anna)
    assert picture.statuses == ("active",) * 3
    assert picture.joined_on == (TODAY, TODAY, TODAY + WEEK)


def test_who_joins_later_is_not_there_yet() -> None:
    top = root()
    join("anna", top, at=NOON + WEEK)
    assert network.network_as_of(day=TODAY + WEEK - timedelta(1), known_at=None).member_ids == (
        top,
    )


def test_the_status_is_the_one_of_the_day() -> None:
    top = root()
    anna = join("anna", top)
    for days, status in ((7, "suspended"), (14, "active"), (21, "terminated")):
        at = NOON + timedelta(days=days)
        network.change_status(member_id=anna, status=status, reason="r", actor=SYSTEM, at=at)
    seen = [
        network.network_as_of(day=TODAY + timedelta(days=days), known_at=None).statuses[1]
        for days in (0, 6, 7, 13, 14, 20, 21, 100)
    ]
    assert seen == [
        *("active", "active"),
        *("suspended", "suspended"),
        *("active", "active"),
        *("terminated", "terminated"),
    ]


def test_a_status_counts_from_when_it_was_known() -> None:
    top = root()
    at = NOON + timedelta(hours=1)
    network.change_status(member_id=top, status="suspended", reason="r", actor=SYSTEM, at=at)
    assert network.network_as_of(day=TODAY, known_at=NOON).statuses == ("active",)
    assert network.network_as_of(day=TODAY, known_at=at).statuses == ("suspended",)


@pytest.mark.parametrize("known_at", [None, NOON])
def test_it_costs_one_statement_whatever_the_size(
    known_at: object, django_assert_num_queries: Callable[..., object]
) -> None:
    top = root()
    for name in ("anna", "bert", "cara"):
        join(name, top)
    with django_assert_num_queries(1):
        picture = network.network_as_of(day=TODAY, known_at=known_at)
    assert len(picture.member_ids) == 4
