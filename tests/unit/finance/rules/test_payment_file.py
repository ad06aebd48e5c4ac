"""The bank file: valid, ours, the same bytes for the same order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvariantBroken
from finance.rules.payment_file import (
    NAMESPACE,
    Debtor,
    Payment,
    PaymentOrder,
    read_payment_file,
    write_payment_file,
)

DEBTOR = Debtor(
    name="Quellmoos Naturkosmetik GmbH",
    iban="DE02120300000000202051",
    bic="BYLADEM1001",
    street="Fabrikstraße 4",
    postcode="79098",
    town="Freiburg",
    country="DE",
)
ANNA = Payment("A-1", "Anna Müller", "DE02500105170137075030", "INGDDEFFXXX", 1234, "Auszahlung 1")
BERT = Payment("A-2", "Bert & Co", "AT611904300234573201", "", 1, "Auszahlung 2")
ORDER = PaymentOrder(
    message_id="VN-20261130-ABC",
    created_at=datetime(2026, 11, 21, 12, 30, tzinfo=UTC),
    pay_on=date(2026, 11, 30),
    currency="EUR",
    debtor=DEBTOR,
    payments=[ANNA, BERT],
)


def said(content: bytes, path: str) -> list[str | None]:
    """Return the texts at a path of local names."""
    root = ElementTree.fromstring(content)
    steps = "/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/"))
    return [element.text for element in root.findall(f".//{steps}")]


def test_the_message_carries_our_ids_and_control_sums() -> None:
    content = write_payment_file(ORDER)
    assert said(content, "GrpHdr/MsgId") == ["VN-20261130-ABC"]
    assert said(content, "GrpHdr/CreDtTm") == ["2026-11-21T12:30:00Z"]
    assert said(content, "GrpHdr/NbOfTxs") == said(content, "PmtInf/NbOfTxs") == ["2"]
    assert said(content, "GrpHdr/CtrlSum") == said(content, "PmtInf/CtrlSum") == ["12.35"]
    assert said(content, "PmtInf/PmtInfId") == ["VN-20261130-ABC"]
    assert said(content, "ReqdExctnDt/Dt") == ["2026-11-30"]
    assert said(content, "EndToEndId") == ["A-1", "A-2"]
    assert said(content, "InstdAmt") == ["12.34", "0.01"]


def test_names_and_texts_use_the_sepa_characters() -> None:
    content = write_payment_file(ORDER)
    assert said(content, "Cdtr/Nm") == ["Anna Mueller", "Bert + Co"]
    assert said(content, "RmtInf/Ustrd") == ["Auszahlung 1", "Auszahlung 2"]
    assert content.isascii()


def test_the_address_of_the_company_is_structured() -> None:
    content = write_payment_file(ORDER)
    address = [said(content, f"Dbtr/PstlAdr/{tag}") for tag in ("StrtNm", "PstCd", "TwnNm", "Ctry")]
    assert address == [["Fabrikstrasse 4"], ["79098"], ["Freiburg"], ["DE"]]
    assert said(content, "AdrLine") == []


def test_euros_claim_the_sepa_service_level() -> None:
    content = write_payment_file(ORDER)
    assert said(content, "SvcLvl/Cd") == ["SEPA"]
    assert said(content, "ChrgBr") == ["SLEV"]
    assert said(content, "CdtrAgt") == []


def test_dollars_do_not_claim_sepa_and_name_the_other_bank() -> None:
    content = write_payment_file(replace(ORDER, currency="USD"))
    assert said(content, "SvcLvl") == []
    assert said(content, "ChrgBr") == ["SHAR"]
    assert said(content, "CdtrAgt/FinInstnId/BICFI") == ["INGDDEFFXXX"]
    assert b'Ccy="USD"' in content
    assert b"EUR" not in content


def test_an_unknown_bank_of_the_company_is_said_to_be_not_provided() -> None:
    content = write_payment_file(replace(ORDER, debtor=replace(DEBTOR, bic="")))
    assert said(content, "DbtrAgt/FinInstnId/Othr/Id") == ["NOTPROVIDED"]


def test_the_same_order_gives_the_same_bytes() -> None:
    assert write_payment_file(ORDER) == write_payment_file(ORDER)


def test_an_order_that_breaks_the_schema_is_not_written() -> None:
    too_long = replace(ANNA, end_to_end_id="x" * 36)
    with pytest.raises(InvariantBroken, match=r"breaks its schema at /Document/.*/EndToEndId"):
        write_payment_file(replace(ORDER, payments=[too_long]))


def test_a_broken_schema_does_not_quote_bank_data() -> None:
    with pytest.raises(InvariantBroken) as broken:
        write_payment_file(replace(ORDER, payments=[replace(ANNA, iban="DE00 GEHEIM")]))
    assert "GEHEIM" not in str(broken.value)
    assert broken.value.__cause__ is None and broken.value.__context__ is None


def test_a_file_is_read_back_as_it_was_written() -> None:
    facts = read_payment_file(write_payment_file(ORDER))
    assert facts.message_id == "VN-20261130-ABC"
    assert facts.currencies == {"EUR"}
    assert facts.amounts == {"A-1": 1234, "A-2": 1}
    assert (facts.stated_count, facts.stated_total_minor) == (2, 1235)
    assert facts.adds_up


@pytest.mark.parametrize(("old", "new"), [(b"12.34", b"12.35"), (b"<NbOfTxs>2", b"<NbOfTxs>3")])
def test_a_file_whose_sums_do_not_fit_does_not_add_up(old: bytes, new: bytes) -> None:
    content = write_payment_file(ORDER).replace(old, new)
    assert not read_payment_file(content).adds_up


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(min_value=1, max_value=99_999_999_999), min_size=1, max_size=5))
def test_every_cent_survives_the_file(amounts: list[int]) -> None:
    payments = [
        replace(ANNA, end_to_end_id=f"A-{number}", amount_minor=amount)
        for number, amount in enumerate(amounts)
    ]
    facts = read_payment_file(write_payment_file(replace(ORDER, payments=payments)))
    assert list(facts.amounts.values()) == amounts
    assert facts.adds_up


def test_a_repr_shows_neither_name_nor_iban() -> None:
    assert repr(ANNA) == "Payment(A-1)"


def test_town_and_country_of_a_payee_are_structured_and_never_alone() -> None:
    order = replace(ORDER, payments=[replace(ANNA, town="Köln", country="DE"), BERT])
    content = write_payment_file(order)
    assert said(content, "CdtTrfTxInf/Cdtr/PstlAdr/TwnNm") == ["Koeln"]
    assert said(content, "CdtTrfTxInf/Cdtr/PstlAdr/Ctry") == ["DE"]
    assert b"AdrLine" not in content
    half = replace(ORDER, payments=[replace(ANNA, town="Köln")])
    assert b"Koeln" not in write_payment_file(half)
