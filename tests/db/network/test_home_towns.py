"""Town and country of many members at once, for the bank file."""

from __future__ import annotations

import pytest

import network.public as network
from core.addresses import Address
from tests import scenes

pytestmark = pytest.mark.django_db


def live(who: scenes.Login, town: str, country: str) -> None:
    """Let somebody keep an address."""
    address = Address("X", "Weg 1", "1010", town, country)
    network.add_address(
        account_id=who.account_id, address=address, actor=who.actor, at=scenes.FOUNDED
    )


def test_who_keeps_an_address_has_a_town_and_who_does_not_has_none() -> None:
    scenes.company(scenes.FOUNDED)
    anna = scenes.anna(scenes.FOUNDED)
    bert = scenes.partner("bert@example.org", "Bert Vogt", "anna", scenes.FOUNDED)
    live(anna, "Wien", "AT")
    assert anna.member_id is not None and bert.member_id is not None
    assert network.home_towns([anna.member_id, bert.member_id]) == {anna.member_id: ("Wien", "AT")}


def test_many_are_read_in_a_few_statements(django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        assert network.home_towns([1, 2, 3]) == {}
