"""Bank statements as ISO 20022 camt.053.001.02 and .08: what was booked, one row a transfer.

A booking of many transfers becomes one movement each where the bank tells them apart. Only what
is booked counts: announced entries are counted and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from finance.rules.camt_words import (
    amount_of,
    charges_of,
    counterparty_of,
    day_of,
    is_booked,
    reference_of,
    remittance_of,
    words,
)
from finance.rules.hardened_xml import Node, XmlRefused, read_xml

VERSIONS = ("camt.053.001.02", "camt.053.001.08")
_SPACE = "urn:iso:std:iso:20022:tech:xsd:"


@dataclass(frozen=True, slots=True)
class Counterparty:
    """Who is at the other end, and what they wrote; never in a repr."""

    name: str = field(default="", repr=False)
    iban: str = field(default="", repr=False)
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Movement:
    """One transfer on an account. `key` is the same in every file that tells of it.

    `charges_minor` is what the bank kept of it, or took on top. `transfer_count` is above one
    where the bank books a whole payment file at once without telling its transfers apart.
    """

    key: str
    booked_on: date
    amount_minor: int
    currency: str
    is_credit: bool
    end_to_end_id: str = ""
    message_id: str = ""
    transfer_count: int = 1
    return_code: str = ""
    is_return: bool = False
    charges_minor: int = 0
    bank_reference: str = ""
    parts_differ: bool = False
    other: Counterparty = field(default_factory=Counterparty, repr=False)


@dataclass(frozen=True, slots=True)
class BankStatement:
    """One statement of one account; `pending` counts what is announced, not booked."""

    statement_id: str
    iban: str = field(repr=False)
    movements: tuple[Movement, ...] = ()
    pending: int = 0


class StatementRefused(Exception):
    """The file is no statement that is read here; `entry` counts the entries from one."""

    def __init__(self, fault: str, *, entry: int = 0, line: int = 0) -> None:
        super().__init__(fault)
        self.fault, self.entry, self.line = fault, entry, line


def read_statements(content: bytes) -> tuple[BankStatement, ...]:
    """Read every statement of a file.

    Raises: StatementRefused — with what is wrong and where; nothing of the file is quoted.
    """
    try:
        namespace, root = read_xml(content)
    except XmlRefused as refused:
        raise StatementRefused(refused.fault, line=refused.line) from None
    schema = namespace.removeprefix(_SPACE)
    if not schema.startswith("camt.053."):
        raise StatementRefused("not_camt053")
    if schema not in VERSIONS:
        raise StatementRefused("version")
    found = tuple(_statement(node) for node in root.all("BkToCstmrStmt/Stmt"))
    if not found:
        raise StatementRefused("no_statement")
    return found


def _statement(node: Node) -> BankStatement:
    statement_id, iban = node.word("Id"), node.word("Acct/Id/IBAN")
    if not statement_id or not iban:
        raise StatementRefused("no_account")
    movements: list[Movement] = []
    pending, seen = 0, Counter[str]()
    for number, entry in enumerate(node.all("Ntry"), start=1):
        if not is_booked(entry):
            pending += 1
            continue
        try:
            parts = list(_movements(entry, iban))
        except ValueError as wrong:
            raise StatementRefused(str(wrong), entry=number) from None
        movements += (_with_key(part, statement_id, iban, entry, seen) for part in parts)
    return BankStatement(statement_id, iban, tuple(movements), pending)


def _movements(entry: Node, iban: str) -> Iterator[Movement]:
    whole = _whole(entry, iban)
    if not whole.amount_minor:
        return
    details = list(entry.all("NtryDtls/TxDtls"))
    if len(details) == 1:
        yield _detailed(whole, details[0], iban, whole.amount_minor)
    elif details:
        yield from _parts(whole, details, iban)
    else:
        yield whole


def _whole(entry: Node, iban: str) -> Movement:
    """Read the entry itself: a booking of one transfer, or of a file nobody tells apart."""
    minor, currency = amount_of(entry, "Amt")
    count = entry.word("NtryDtls/Btch/NbOfTxs")
    return Movement(
        key="",
        booked_on=day_of(entry),
        amount_minor=minor,
        currency=currency,
        is_credit=_is_credit(entry),
        message_id=words(entry, "NtryDtls/Btch/PmtInfId", "NtryDtls/Btch/MsgId", most=35),
        transfer_count=int(count) if count.isdecimal() and len(count) < 9 else 1,
        is_return=entry.word("RvslInd") in {"true", "1"},
        charges_minor=charges_of(entry, currency),
        bank_reference=reference_of(entry),
        other=Counterparty(text=words(entry, "AddtlNtryInf", most=500)),
    )


def _detailed(whole: Movement, details: Node, iban: str, minor: int) -> Movement:
    """Add what the bank tells about one transfer."""
    is_credit = _is_credit(details) if details.first("CdtDbtInd") else whole.is_credit
    name, other_iban = counterparty_of(details, iban, is_credit=is_credit)
    text = remittance_of(details) or whole.other.text
    return replace(
        whole,
        amount_minor=minor,
        is_credit=is_credit,
        end_to_end_id=words(details, "Refs/EndToEndId", most=35),
        message_id=words(details, "Refs/PmtInfId", "Refs/MsgId", most=35) or whole.message_id,
        transfer_count=1,
        return_code=words(details, "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", most=4),
        is_return=whole.is_return or details.first("RtrInf") is not None,
        charges_minor=_kept(whole, details, minor),
        bank_reference=reference_of(details) or whole.bank_reference,
        other=Counterparty(name, other_iban, text),
    )


def _kept(whole: Movement, details: Node, minor: int) -> int:
    """Return the charges: as they are told, or as what is missing of the amount once ordered."""
    told = charges_of(details, whole.currency) or whole.charges_minor
    ordered = details.first("AmtDtls/InstdAmt/Amt")
    if told or ordered is None or ordered.attributes.get("Ccy") != whole.currency:
        return told
    difference = amount_of(details, "AmtDtls/InstdAmt/Amt")[0] - minor
    return max(difference if whole.is_credit else -difference, 0)


def _parts(whole: Movement, details: list[Node], iban: str) -> Iterator[Movement]:
    """Tell the transfers of one booking apart, or keep it whole where they do not add up."""
    amounts = [amount_of(each, "Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
               for each in details if each.first("Amt", "AmtDtls")]  # fmt: skip
    total = sum(minor for minor, currency in amounts if currency == whole.currency)
    is_whole = len(amounts) == len(details) and total == whole.amount_minor
    if not is_whole:
        yield replace(whole, parts_differ=True, transfer_count=len(details))
        return
    plain = replace(whole, charges_minor=0)
    for each, (minor, _currency) in zip(details, amounts, strict=True):
        yield _detailed(plain, each, iban, minor)


def _is_credit(node: Node) -> bool:
    direction = node.word("CdtDbtInd")
    if direction not in {"CRDT", "DBIT"}:
        raise ValueError("direction")
    return direction == "CRDT"


def _with_key(
    movement: Movement, statement_id: str, iban: str, entry: Node, seen: Counter[str]
) -> Movement:
    """Name the movement so that another file with the same booking gives it the same name.

    The bank's own reference is one of a kind on the account; without it, the statement counts.
    """
    where = [movement.bank_reference]
    if not movement.bank_reference:
        where = [statement_id, entry.word("NtryRef"), movement.other.text, movement.other.iban]
    what = [
        movement.booked_on.isoformat(), str(movement.amount_minor), movement.currency,
        str(movement.is_credit), movement.end_to_end_id,
    ]  # fmt: skip
    same = "|".join([iban, *where, *what])
    seen[same] += 1
    return replace(movement, key=sha256(f"{same}|{seen[same]}".encode()).hexdigest())
