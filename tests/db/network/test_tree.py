"""Up and down the tree on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.paging import PageRequest
from network import public as network
from tests.db.network.people import NOON, TODAY, join, move, root

pytestmark = pytest.mark.usefixtures("company")

TOMORROW = TODAY + timedelta(days=1)


class Family:
    """Root over Anna and Bert; Cara and Dirk below Anna; Emil below Cara."""

    def __init__(self) -> None:
        self.root = root()
        self.anna = join("anna", self.root)
        self.bert = join("bert", self.root)
        self.cara = join("cara", self.anna)
        self.dirk = join("dirk", self.anna)
        self.emil = join("emil", self.cara, at=NOON + timedelta(days=3))
        self.later = TODAY + timedelta(days=5)


@pytest.fixture
def family(company: None) -> Family:
    return Family()


def test_the_upline_is_the_nearest_first(
    family: Family, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(1):
        found = network.upline(family.emil, family.later)
    assert found == (family.cara, family.anna, family.root)


def test_the_top_and_strangers_have_no_upline(family: Family) -> None:
    assert network.upline(family.root, TODAY) == ()
    assert network.upline(999_999, TODAY) == ()


def test_before_joining_there_is_no_upline(family: Family) -> None:
    assert network.upline(family.emil, TODAY) == ()


def test_who_is_below_whom_on_a_day(
    family: Family, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(1):
        assert network.is_in_downline(family.emil, family.anna, family.later)
    assert not network.is_in_downline(family.emil, family.bert, family.later)
    assert not network.is_in_downline(family.anna, family.emil, family.later)
    assert not network.is_in_downline(family.anna, family.anna, family.later)


def test_after_a_move_the_whole_branch_is_elsewhere(family: Family) -> None:
    move(family.cara, family.bert, family.later)
    assert network.is_in_downline(family.emil, family.bert, family.later)
    day_before = family.later - timedelta(days=1)
    assert not network.is_in_downline(family.emil, family.bert, day_before)


def listed(page: object) -> list[tuple[int, int, int]]:
    return [(e.card.member_id, e.level, e.partners) for e in page.items]


def test_the_downline_goes_level_by_level(family: Family) -> None:
    found = network.downline_page(family.root, family.later, 10)
    assert listed(found) == [
        (family.anna, 1, 2),
        (family.bert, 1, 0),
        (family.cara, 2, 1),
        (family.dirk, 2, 0),
        (family.emil, 3, 0),
    ]
    assert found.items[0].card.name == "Anna Probe"
    assert found.items[2].card.sponsor_id == family.anna


def test_the_downline_stops_at_the_level_asked_for(family: Family) -> None:
    found = network.downline_page(family.root, family.later, 1)
    assert [row[0] for row in listed(found)] == [family.anna, family.bert]


def test_the_downline_comes_in_pages(family: Family) -> None:
    found = network.downline_page(family.root, family.later, 10, PageRequest(2, size=2))
    assert [row[0] for row in listed(found)] == [family.cara, family.dirk]
    assert found.has_next
    last = network.downline_page(family.root, family.later, 10, PageRequest(3, size=2))
    assert [row[0] for row in listed(last)] == [family.emil]
    assert not last.has_next


def test_a_page_of_the_downline_costs_four_statements(
    family: Family, django_assert_num_queries: Callable[..., object]
) -> None:
    for size in (1, 5):
        with django_assert_num_queries(4):
            network.downline_page(family.root, family.later, 10, PageRequest(size=size))


def test_direct_partners_are_counted_and_the_newest_shown(
    family: Family, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(3):
        found = network.direct_partners(family.anna, family.later)
    assert found.count == 2
    assert [card.member_id for card in found.cards] == [family.dirk, family.cara]
    assert network.direct_partners(family.bert, family.later).count == 0


def test_direct_partners_follow_a_move(family: Family) -> None:
    move(family.dirk, family.bert, TOMORROW)
    assert network.direct_partners(family.anna, TODAY).count == 2
    assert network.direct_partners(family.anna, TOMORROW).count == 1
