"""Addresses that no parcel could reach, and papers that go elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.addresses import Address, BadAddress
from shop.services.contact import BadContact, NoDeliveryThere, checked_contact
from shop.values.orders import Contact

BACH = Address("Anna Muster", "Am Bach 1", "79098", "Freiburg", "DE")
ANNA = Contact("anna@example.com", BACH)
VIENNA = Address("Anna Muster", "Ring 1", "1010", "Wien", "AT", company="Moos GmbH")


def test_a_whole_contact_is_tidied() -> None:
    written = Contact(" anna@example.com ", replace(BACH, postcode="D-79098"))
    assert checked_contact(written, "DE") == ANNA


@pytest.mark.parametrize("field", ["name", "street", "postcode", "town"])
@pytest.mark.parametrize("value", ["", "   ", "x" * 201, "a\x00b"])
def test_a_missing_or_broken_field_is_named(field: str, value: str) -> None:
    with pytest.raises(BadAddress) as refused:
        checked_contact(replace(ANNA, address=replace(BACH, **{field: value})), "DE")
    assert refused.value.facts["field"] == field


@pytest.mark.parametrize("email", ["anna", "anna@", "@example.com", "anna@example", "a b@c.de"])
def test_an_address_without_mailbox_or_domain_is_refused(email: str) -> None:
    with pytest.raises(BadContact, match="e-mail"):
        checked_contact(replace(ANNA, email=email), "DE")


def test_another_country_is_not_delivered_to_but_may_get_the_papers() -> None:
    with pytest.raises(NoDeliveryThere, match="Germany"):
        checked_contact(replace(ANNA, address=VIENNA), "DE")
    assert checked_contact(replace(ANNA, billing=VIENNA), "DE").paper_address == VIENNA


def test_a_parcel_goes_to_no_post_box_but_papers_do() -> None:
    box = replace(BACH, street="Postfach 12")
    with pytest.raises(BadAddress):
        checked_contact(replace(ANNA, address=box), "DE")
    assert checked_contact(replace(ANNA, billing=box), "DE").billing == box


def test_a_field_of_the_billing_address_is_named_as_such() -> None:
    with pytest.raises(BadAddress, match="Austria") as refused:
        checked_contact(replace(ANNA, billing=replace(VIENNA, postcode="79098")), "DE")
    assert refused.value.facts["field"] == "billing_postcode"


@pytest.mark.parametrize(("written", "kept"), [("de 123.456-789", "DE123456789"), ("", "")])
def test_a_vat_id_is_tidied(written: str, kept: str) -> None:
    company = replace(ANNA, billing=VIENNA, vat_id=written)
    assert checked_contact(company, "DE").vat_id == kept


@pytest.mark.parametrize("vat_id", ["123", "D1", "DE!", "DE" + "1" * 20])
def test_what_is_no_vat_id_is_refused(vat_id: str) -> None:
    with pytest.raises(BadContact) as refused:
        checked_contact(replace(ANNA, billing=VIENNA, vat_id=vat_id), "DE")
    assert refused.value.facts["field"] == "vat_id"


def test_a_vat_id_belongs_to_a_company() -> None:
    with pytest.raises(BadContact, match="company"):
        checked_contact(replace(ANNA, vat_id="DE123456789"), "DE")


def test_a_log_line_tells_no_address() -> None:
    whole = repr(replace(ANNA, billing=VIENNA, vat_id="DE123456789"))
    assert not [word for word in ("Anna", "Bach", "anna@", "Moos", "DE1") if word in whole]
