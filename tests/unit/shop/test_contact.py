"""Addresses that no parcel could reach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shop.services.contact import BadContact, NoDeliveryThere, insist_on_contact
from shop.values.orders import Contact

ANNA = Contact("Anna Muster", "anna@example.com", "Am Bach 1", "79098", "Freiburg", "DE")


def test_a_whole_address_is_fine() -> None:
    insist_on_contact(ANNA, "DE")


@pytest.mark.parametrize("field", ["name", "email", "street", "postcode", "town", "country"])
@pytest.mark.parametrize("value", ["", "   ", "x" * 201, "two\nlines", "a\x00b"])
def test_a_missing_or_broken_field_is_named(field: str, value: str) -> None:
    with pytest.raises(BadContact) as refused:
        insist_on_contact(replace(ANNA, **{field: value}), "DE")
    assert refused.value.facts["field"] == field


@pytest.mark.parametrize("email", ["anna", "anna@", "@example.com", "anna@example", "a b@c.de"])
def test_an_address_without_mailbox_or_domain_is_refused(email: str) -> None:
    with pytest.raises(BadContact, match="e-mail"):
        insist_on_contact(replace(ANNA, email=email), "DE")


def test_another_country_is_not_delivered_to() -> None:
    with pytest.raises(NoDeliveryThere, match="DE"):
        insist_on_contact(replace(ANNA, country="AT"), "DE")


def test_a_log_line_tells_no_address() -> None:
    assert "Anna" not in repr(ANNA)
    assert "Bach" not in repr(ANNA)
