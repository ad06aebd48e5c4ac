"""A document that lacks anything the law asks for is not issued: one mutant per field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from finance.document_facts import DocumentLine, NewDocument, Party, PaymentNote
from finance.rules.document_faults import Fault, Seller, document_faults, is_small

SELLER = Seller("Moos GmbH", "Weg 1", "79098", "Freiburg", "DE", "06/1", "DE1", "DE02")
BEA = Party("Bea", "Lindenweg 3", "79098", "Freiburg", "DE")
LINE = DocumentLine("Creme", "C", 1, 30000, 30000, 1900)
GOOD = NewDocument(
    kind="invoice",
    key="k",
    subject="order:1",
    order_number="1",
    account_id=None,
    person_id=UUID(int=1),
    recipient=BEA,
    language="de",
    currency="EUR",
    supplied_on=date(2026, 3, 1),
    lines=(LINE,),
)


def faults(seller: Seller = SELLER, **changes: Any) -> list[Fault]:
    return list(document_faults(replace(GOOD, **changes), seller))


def test_a_complete_invoice_has_no_fault() -> None:
    assert faults() == []


@pytest.mark.parametrize("field", ["name", "street", "postcode", "town", "country"])
def test_the_seller_is_named_whole(field: str) -> None:
    assert faults(replace(SELLER, **{field: ""})) == [Fault("company", field)]


def test_a_tax_number_or_a_vat_id_will_do() -> None:
    assert faults(replace(SELLER, tax_number="")) == []
    assert faults(replace(SELLER, vat_id="")) == []
    assert faults(replace(SELLER, tax_number="", vat_id=" ")) == [Fault("company", "tax_number")]


@pytest.mark.parametrize("field", ["name", "street", "postcode", "town", "country"])
def test_the_recipient_is_named_whole(field: str) -> None:
    assert faults(recipient=replace(BEA, **{field: ""})) == [Fault("recipient", field)]


def test_a_company_needs_no_persons_name() -> None:
    assert faults(recipient=replace(BEA, name="", company="Bea & Co")) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"kind": "letter"}, Fault("document", "kind")),
        ({"supplied_on": None}, Fault("document", "supplied_on")),
        ({"lines": ()}, Fault("document", "lines")),
        ({"corrects": "RE-2026-000001"}, Fault("document", "corrects")),
        ({"kind": "correction"}, Fault("document", "corrects")),
        ({"currency": ""}, Fault("document", "currency")),
        ({"delivered_to": replace(BEA, town="")}, Fault("delivered_to", "town")),
    ],
)
def test_the_head_is_complete(changes: dict[str, Any], fault: Fault) -> None:
    assert fault in faults(**changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"quantity": 0, "unit_gross_minor": None}, "quantity"),
        ({"gross_minor": 29999}, "gross_minor"),
        ({"tax_rate_bp": -1}, "tax_rate_bp"),
        ({"tax_rate_bp": 0}, "tax_rate_bp"),
    ],
)
def test_a_line_says_what_how_much_and_why_untaxed(changes: dict[str, Any], field: str) -> None:
    assert faults(lines=(LINE, replace(LINE, **changes))) == [Fault("line", field, 2)]


def test_an_untaxed_line_needs_its_reason_only() -> None:
    assert faults(lines=(replace(LINE, tax_rate_bp=0),), tax_note="§ 4 Nr. 1b UStG") == []


def test_asking_for_a_transfer_needs_an_account_to_transfer_to() -> None:
    without = replace(SELLER, iban="")
    assert faults(without, payment_note=PaymentNote("transfer")) == [Fault("company", "iban")]
    assert faults(without, payment_note=PaymentNote("transfer", date(2026, 3, 1))) == []


@pytest.mark.parametrize(("gross_minor", "small"), [(25_000, True), (25_001, False)])
def test_up_to_250_euros_nobody_needs_to_be_named(gross_minor: int, small: bool) -> None:
    line = replace(LINE, unit_gross_minor=gross_minor, gross_minor=gross_minor)
    document = replace(GOOD, lines=(line,), recipient=Party("", "", "", "", ""))
    assert is_small(document, SELLER) is small
    assert bool(list(document_faults(document, SELLER))) is not small


def test_a_small_invoice_abroad_names_its_recipient() -> None:
    line = replace(LINE, unit_gross_minor=100, gross_minor=100)
    vienna = Party("", "", "", "", "AT")
    assert faults(lines=(line,), recipient=vienna)
