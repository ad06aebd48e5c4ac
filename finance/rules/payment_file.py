"""The bank file: a customer credit transfer, ISO 20022 pain.001.001.09.

sepaxml builds the message; this module puts in what it leaves to chance or to euros only: our ids,
the creation time, the charge bearer. The same order gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import sepaxml

from core.errors import InvariantBroken
from finance.rules.sepa_text import sepa_text

SCHEMA = "pain.001.001.09"
NAMESPACE = f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"
DECIMALS = 2
MAX_ID, MAX_NAME, MAX_TEXT = 35, 70, 140
MAX_STREET, MAX_POSTCODE, MAX_TOWN = 70, 16, 35
_TAG = "{" + NAMESPACE + "}"


@dataclass(frozen=True, slots=True)
class Debtor:
    """Who pays. Town and country must be there: banks refuse unstructured addresses."""

    name: str
    iban: str
    bic: str
    street: str
    postcode: str
    town: str
    country: str


@dataclass(frozen=True, slots=True)
class Payment:
    """One transfer; names and IBANs stay out of its repr. Town and country go in together."""

    end_to_end_id: str
    name: str
    iban: str
    bic: str
    amount_minor: int
    text: str
    town: str = ""
    country: str = ""

    def __repr__(self) -> str:
        return f"Payment({self.end_to_end_id})"


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """Everything a bank file says."""

    message_id: str
    created_at: datetime
    pay_on: date
    currency: str
    debtor: Debtor
    payments: Sequence[Payment]

    @property
    def is_sepa(self) -> bool:
        """Tell whether the SEPA service level may be claimed: for euros only."""
        return self.currency == "EUR"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a bank file says, read back by other code than the one that wrote it."""

    message_id: str
    currencies: frozenset[str]
    stated_count: int
    stated_total_minor: int
    amounts: dict[str, int]

    @property
    def adds_up(self) -> bool:
        """Tell whether the control sums are those of the payments."""
        counted = (len(self.amounts), sum(self.amounts.values()))
        return counted == (self.stated_count, self.stated_total_minor)


def write_payment_file(order: PaymentOrder) -> bytes:
    """Return the file, valid against the schema that sepaxml ships.

    Raises: InvariantBroken — it would not be valid; says where, never what stands there.
    """
    transfer = sepaxml.SepaTransfer(_config(order), schema=SCHEMA, clean=False)
    for payment in order.payments:
        transfer.add_payment(_entry(payment, order))
    content = _with_our_ids(transfer.export(validate=False), order)
    fault = next(_schema().iter_errors(content.decode()), None)
    if fault is not None:
        # The error itself quotes the element, and with it a name or an IBAN.
        raise InvariantBroken(f"the bank file breaks its schema at {fault.path}")
    return content


def read_payment_file(content: bytes) -> FileFacts:
    """Read ids, amounts and control sums back from a file."""
    message_id, stated_count, stated_total = "", 0, 0
    currencies: set[str] = set()
    amounts: dict[str, int] = {}
    # Our own file, whose hash is checked: no stranger's XML.
    for _event, element in ElementTree.iterparse(io.BytesIO(content)):  # noqa: S314
        match element.tag.removeprefix(_TAG):
            case "GrpHdr":
                message_id = _text(element, "MsgId")
                stated_count = int(_text(element, "NbOfTxs"))
                stated_total = _minor(_text(element, "CtrlSum"))
            case "CdtTrfTxInf":
                amount = element.find(f"{_TAG}Amt/{_TAG}InstdAmt")
                assert amount is not None and amount.text is not None
                currencies.add(amount.get("Ccy", ""))
                amounts[_text(element, f"PmtId/{_TAG}EndToEndId")] = _minor(amount.text)
                element.clear()
    return FileFacts(message_id, frozenset(currencies), stated_count, stated_total, amounts)


def _config(order: PaymentOrder) -> dict[str, Any]:
    debtor = order.debtor
    address = {
        "street_name": sepa_text(debtor.street, limit=MAX_STREET),
        "postcode": sepa_text(debtor.postcode, limit=MAX_POSTCODE),
        "town": sepa_text(debtor.town, limit=MAX_TOWN),
        "country": debtor.country,
    }
    config = {
        "name": sepa_text(debtor.name, limit=MAX_NAME),
        "IBAN": debtor.iban,
        "batch": True,
        "currency": order.currency,
        "address": address,
        # sepaxml's word for a message without <SvcLvl><Cd>SEPA</Cd></SvcLvl>.
        "domestic": not order.is_sepa,
    }
    return config | ({"BIC": debtor.bic} if debtor.bic else {})


def _entry(payment: Payment, order: PaymentOrder) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": sepa_text(payment.name, limit=MAX_NAME),
        "IBAN": payment.iban,
        "amount": payment.amount_minor,
        "execution_date": order.pay_on,
        "description": sepa_text(payment.text, limit=MAX_TEXT),
        "endtoend_id": payment.end_to_end_id,
    }
    if payment.town and payment.country:
        town = sepa_text(payment.town, limit=MAX_TOWN)
        entry["address"] = {"town": town, "country": payment.country}
    # Within SEPA the IBAN alone routes a transfer; elsewhere the bank wants to know the other bank.
    return entry | ({"BIC": payment.bic} if payment.bic and not order.is_sepa else {})


def _with_our_ids(content: bytes, order: PaymentOrder) -> bytes:
    """Replace sepaxml's random ids and local clock; state who bears the charges outside SEPA."""
    root = ElementTree.fromstring(content)  # noqa: S314 — sepaxml has just written it
    created = order.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    _set(root, "GrpHdr/MsgId", order.message_id)
    _set(root, "GrpHdr/CreDtTm", created)
    _set(root, "PmtInf/PmtInfId", order.message_id)
    # SLEV means "as the service level says": without a service level, charges are shared.
    _set(root, "PmtInf/ChrgBr", "SLEV" if order.is_sepa else "SHAR")
    if not order.debtor.bic:
        agent = _find(root, "PmtInf/DbtrAgt/FinInstnId")
        other = ElementTree.SubElement(agent, f"{_TAG}Othr")
        ElementTree.SubElement(other, f"{_TAG}Id").text = "NOTPROVIDED"
    ElementTree.register_namespace("", NAMESPACE)
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _set(root: ElementTree.Element, path: str, text: str) -> None:
    _find(root, path).text = text


def _find(root: ElementTree.Element, path: str) -> ElementTree.Element:
    whole = "/".join(f"{_TAG}{part}" for part in f"CstmrCdtTrfInitn/{path}".split("/"))
    found = root.find(whole)
    assert found is not None, path
    return found


def _text(element: ElementTree.Element, path: str) -> str:
    return element.findtext(f"{_TAG}{path}", default="")


def _minor(amount: str) -> int:
    return int(Decimal(amount).scaleb(DECIMALS))


@lru_cache(maxsize=1)
def _schema() -> Any:
    # Late, as sepaxml does it: the import changes ElementTree.
    import xmlschema  # noqa: PLC0415

    return xmlschema.XMLSchema(str(Path(sepaxml.__path__[0], "schemas", f"{SCHEMA}.xsd")))
