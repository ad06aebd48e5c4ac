"""IBANs, both sides of every border."""

from __future__ import annotations

import pytest

from finance.rules.ibans import BadIban, Iban, IbanFault, bic_of, read_iban


@pytest.mark.parametrize(
    "text",
    [
        "DE02120300000000202051",
        " de02 1203 0000 0000 2020 51\n",
        "DE02\N{NO-BREAK SPACE}120300000000202051",
    ],
)
def test_spaces_and_small_letters_do_not_matter(text: str) -> None:
    found = read_iban(text, for_currency="EUR")
    assert found == Iban("DE02120300000000202051", "DE", "BYLADEM1001")
    assert found.last4 == "2051"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", IbanFault.CHARACTERS),
        ("hello", IbanFault.CHARACTERS),
        ("DE02-1203-0000-0000-2020-51", IbanFault.CHARACTERS),
        ("DE0212030000000020205Ä", IbanFault.CHARACTERS),
        ("XX02120300000000202051", IbanFault.COUNTRY),
        ("US02120300000000202051", IbanFault.COUNTRY),
        ("DE0212030000000020205", IbanFault.LENGTH),
        ("DE021203000000002020511", IbanFault.LENGTH),
        ("DE02120300000000202052", IbanFault.CHECK_DIGITS),
        ("DE20120300000000202051", IbanFault.CHECK_DIGITS),
        ("DE02120300000000200251", IbanFault.CHECK_DIGITS),
    ],
)
def test_each_fault_is_told_apart(text: str, fault: IbanFault) -> None:
    found = read_iban(text, for_currency="EUR")
    assert isinstance(found, BadIban)
    assert found.fault == fault


def test_a_wrong_length_says_which_one_is_right() -> None:
    found = read_iban("DE0212030000000020205", for_currency="EUR")
    assert found == BadIban(IbanFault.LENGTH, "DE", length=21, wanted_length=22)


def test_euros_go_to_sepa_countries_only() -> None:
    turkish, swiss = "TR330006100519786457841326", "CH9300762011623852957"
    assert read_iban(turkish, for_currency="EUR") == BadIban(IbanFault.NOT_SEPA, "TR")
    assert isinstance(read_iban(turkish, for_currency="USD"), Iban)
    assert isinstance(read_iban(swiss, for_currency="EUR"), Iban)


def test_a_repr_shows_no_account() -> None:
    found = read_iban("DE02120300000000202051", for_currency="EUR")
    assert "0300" not in repr(found)


def test_the_bank_is_known_from_the_iban() -> None:
    assert bic_of("DE02120300000000202051") == "BYLADEM1001"
