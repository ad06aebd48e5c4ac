"""An address in the database opens with its person's key only."""

from __future__ import annotations

import pytest

from core import encryption
from core.addresses import Address
from core.sealed_addresses import read_address, read_addresses, seal_address

pytestmark = pytest.mark.django_db

BEA = Address("Bea Kundin", "Lindenweg 3", "79098", "Freiburg", "DE", company="Moos", phone="07611")


def test_it_comes_back_as_it_was() -> None:
    person = encryption.new_person()
    sealed = seal_address(person, BEA)
    assert b"Lindenweg" not in sealed
    assert read_address(person, sealed) == BEA


def test_of_a_forgotten_person_nothing_comes_back() -> None:
    bea, carl = encryption.new_people(2)
    both = [(person, seal_address(person, BEA)) for person in (bea, carl)]
    encryption.forget(bea)
    assert read_addresses(both) == [None, BEA]
