"""An address, tidied and checked as its country's post wants it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.addresses import (
    RULES,
    Address,
    BadAddress,
    address_lines,
    checked_address,
    country_name,
    is_post_box,
    rules_of,
)

BEA = Address("Bea Kundin", "Lindenweg 3", "79098", "Freiburg", "DE")


def refused_field(address: Address, *, for_parcels: bool = False) -> object:
    with pytest.raises(BadAddress) as refusal:
        checked_address(address, for_parcels=for_parcels)
    return refusal.value.facts["field"]


@pytest.mark.parametrize(
    ("country", "written", "posted"),
    [
        ("DE", "79098", "79098"),
        ("DE", "D-79098", "79098"),
        ("DE", " 79 098 ", "79098"),
        ("AT", "A-1010", "1010"),
        ("CH", "CH-8001", "8001"),
        ("LU", "L-1009", "1009"),
        ("GB", "sw1a1aa", "SW1A 1AA"),
        ("NL", "1011ab", "1011 AB"),
        ("PL", "00001", "00-001"),
        ("US", "10001-1234", "10001-1234"),
        ("JP", "100-0001", "100-0001"),
    ],
)
def test_a_postcode_is_written_as_its_country_does(country: str, written: str, posted: str) -> None:
    found = checked_address(replace(BEA, country=country, postcode=written))
    assert found.postcode == posted


@pytest.mark.parametrize(
    ("country", "postcode"),
    [("DE", "7909"), ("DE", "790988"), ("AT", "0101"), ("AT", "79098"), ("LI", "8001"), ("DE", "")],
)
def test_a_postcode_of_another_country_is_refused(country: str, postcode: str) -> None:
    assert refused_field(replace(BEA, country=country, postcode=postcode)) == "postcode"


@pytest.mark.parametrize("field", ["name", "street", "town"])
def test_what_a_parcel_needs_must_be_there(field: str) -> None:
    assert refused_field(replace(BEA, **{field: " \u00a0"})) == field
    assert refused_field(replace(BEA, **{field: "x" * 121})) == field
    assert refused_field(replace(BEA, **{field: "a\u202eb"})) == field


def test_every_country_has_a_name_and_an_example_that_it_accepts() -> None:
    for country, rules in RULES.items():
        found = checked_address(replace(BEA, country=country, postcode=rules.example))
        assert found.postcode == rules.example
        assert country_name(country) != country
    assert country_name("ZZ") == "ZZ"
    assert not rules_of("ZZ").example


def test_a_country_is_two_letters() -> None:
    assert checked_address(replace(BEA, country="de")).country == "DE"
    assert refused_field(replace(BEA, country="")) == "country"


@pytest.mark.parametrize("street", ["Postfach 12 34", "PO Box 7", "P.O. box 7", "postfach"])
def test_parcels_do_not_go_to_post_boxes_but_letters_do(street: str) -> None:
    boxed = replace(BEA, street=street)
    assert is_post_box(boxed)
    assert checked_address(boxed).street == street
    assert refused_field(boxed, for_parcels=True) == "street"


@pytest.mark.parametrize("street", ["Boxgasse 1", "Am Postplatz 2", "Lindenweg 3"])
def test_a_street_is_no_post_box(street: str) -> None:
    assert not is_post_box(replace(BEA, street=street))


@pytest.mark.parametrize("phone", ["", "+49 761 123456", "0761/12 34-56", "(0761) 123456"])
def test_a_phone_number_is_kept_as_written(phone: str) -> None:
    assert checked_address(replace(BEA, phone=phone)).phone == phone


@pytest.mark.parametrize("phone", ["1234", "call me", "+49+761", "1" * 16])
def test_what_is_no_phone_number_is_refused(phone: str) -> None:
    assert refused_field(replace(BEA, phone=phone)) == "phone"


def test_a_label_names_the_country_only_abroad() -> None:
    full = replace(BEA, company="Moos GmbH", extra="2. Stock")
    assert address_lines(full, home="DE") == (
        "Moos GmbH",
        "Bea Kundin",
        "2. Stock",
        "Lindenweg 3",
        "79098 Freiburg",
    )
    assert address_lines(BEA, home="AT")[-1] == "Germany"
    london = replace(BEA, country="GB", postcode="SW1A 1AA", town="London")
    assert address_lines(london)[-3:] == ("London", "SW1A 1AA", "United Kingdom")


def test_nothing_personal_shows_in_a_log() -> None:
    assert "Bea" not in repr(BEA) and "Lindenweg" not in repr(BEA)
