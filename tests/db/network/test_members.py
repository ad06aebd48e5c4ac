"""Cards of members, and finding them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.paging import PageRequest
from core.policy import ANONYMOUS, NotAllowed
from network import public as network
from tests.db.network.people import NOON, OWNER, SYSTEM, TODAY, code_of, join, root

pytestmark = pytest.mark.usefixtures("company")


def test_a_card_shows_the_position() -> None:
    top = root("moos")
    card = network.member_card(top)
    assert (card.code, card.name, card.status, card.country) == (
        "moos",
        "Moos Probe",
        "active",
        "DE",
    )
    assert card.joined_on == TODAY
    assert card.is_active


def test_an_unknown_number_is_refused() -> None:
    with pytest.raises(network.MemberNotFound):
        network.member_card(5)


def test_many_cards_cost_two_statements_on_a_named_day(
    django_assert_num_queries: Callable[..., object],
) -> None:
    top = root()
    numbers = [top, *(join(name, top) for name in ("anna", "bert", "cara"))]
    with django_assert_num_queries(2):
        found = network.member_cards([*numbers, 7], TODAY)
    assert set(found) == set(numbers)
    assert found[numbers[1]].sponsor_id == top


def test_a_link_of_a_member_who_left_is_unknown_one_of_a_suspended_is_not() -> None:
    anna = join("anna", root())
    code = code_of(anna)
    network.change_status(member_id=anna, status="suspended", reason="r", actor=SYSTEM, at=NOON)
    assert not network.member_by_code(code.upper()).is_active
    network.change_status(member_id=anna, status="terminated", reason="r", actor=SYSTEM, at=NOON)
    with pytest.raises(network.UnknownSponsorCode):
        network.member_by_code(code)


def test_members_are_found_by_number_and_by_the_beginning_of_a_code() -> None:
    top = root("moos")
    anna = join("anna", top)
    by_number = network.find_members(OWNER, str(anna), PageRequest())
    by_code = network.find_members(OWNER, "MOO")
    nobody = network.find_members(OWNER, "%")
    huge = network.find_members(OWNER, "9" * 40)
    assert [card.member_id for card in by_number.items] == [anna]
    assert [card.member_id for card in by_code.items] == [top]
    assert not nobody.items
    assert not huge.items


def test_without_a_query_the_newest_come_first_in_pages(
    django_assert_num_queries: Callable[..., object],
) -> None:
    top = root()
    numbers = [top, *(join(name, top) for name in ("anna", "bert", "cara"))]
    with django_assert_num_queries(3):
        page = network.find_members(OWNER, "", PageRequest(size=3))
    assert [card.member_id for card in page.items] == numbers[:0:-1]
    assert page.has_next


def test_only_staff_finds_members() -> None:
    with pytest.raises(NotAllowed):
        network.find_members(ANONYMOUS, "")
