"""Invented IBANs have right check digits."""

from __future__ import annotations

from schwifty import IBAN

from config.demo.seeded_ibans import seeded_iban


def test_every_one_is_formally_valid() -> None:
    for number in range(300):
        assert IBAN(seeded_iban(1, f"{number:05d}")).country_code == "DE"


def test_the_same_person_has_the_same_one() -> None:
    assert seeded_iban(1, "00001") == seeded_iban(1, "00001")
    assert len({seeded_iban(1, f"{number:05d}") for number in range(300)}) == 300
    assert seeded_iban(1, "00001") != seeded_iban(2, "00001")
