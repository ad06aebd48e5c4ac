"""Which numbers a tax status must name, and what a VAT id looks like."""

from __future__ import annotations

import pytest

from network.rules.tax_kinds import (
    EU,
    REGULAR,
    SMALL_BUSINESS,
    THIRD_COUNTRY,
    is_tax_number,
    is_vat_id,
    numbers_fault,
    tidy_vat_id,
)


@pytest.mark.parametrize(
    ("text", "country", "is_one"),
    [
        ("DE136695976", "DE", True),
        ("DE136695975", "DE", False),
        ("ATU12345678", "AT", True),
        ("ATU1234567", "AT", False),
        ("EL123456789", "GR", True),
        ("DE136695976", "AT", False),
        ("CHE123456789", "CH", False),
    ],
)
def test_a_vat_id_has_its_country_s_shape(text: str, country: str, is_one: bool) -> None:
    assert is_vat_id(text, country) is is_one


def test_a_vat_id_is_written_without_gaps() -> None:
    assert tidy_vat_id(" de 136.695-976 ") == "DE136695976"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("06/123/45678", True), ("2893081508152", True), ("123", False), ("keine Nummer", False)],
)
def test_a_tax_number_is_mostly_digits(text: str, is_one: bool) -> None:
    assert is_tax_number(text) is is_one


@pytest.mark.parametrize(
    ("kind", "country", "tax_number", "vat_id", "fault"),
    [
        (SMALL_BUSINESS, "DE", "06/123/45678", "", ""),
        (SMALL_BUSINESS, "DE", "", "", "tax_number"),
        (SMALL_BUSINESS, "AT", "06/123/45678", "", "country"),
        (REGULAR, "DE", "", "DE136695976", ""),
        (REGULAR, "DE", "", "DE136695975", "vat_id"),
        (REGULAR, "DE", "12", "DE136695976", "tax_number"),
        (EU, "AT", "", "ATU12345678", ""),
        (EU, "AT", "", "", "vat_id"),
        (EU, "DE", "", "DE136695976", "country"),
        (EU, "CH", "", "", "country"),
        (THIRD_COUNTRY, "CH", "", "", ""),
        (THIRD_COUNTRY, "AT", "", "", "country"),
    ],
)
def test_each_kind_needs_its_country_and_its_number(
    kind: str, country: str, tax_number: str, vat_id: str, fault: str
) -> None:
    found = numbers_fault(
        kind=kind, home="DE", country=country, tax_number=tax_number, vat_id=vat_id
    )
    assert found == fault
