"""A bank of our own for tests: it writes statements in both versions of the message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

OUR_IBAN = "DE02120300000000202051"
DAY = date(2026, 12, 1)


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer in an entry, in the words of the bank."""

    amount: str
    end_to_end_id: str = ""
    text: str = ""
    name: str = ""
    iban: str = ""
    reason: str = ""
    ordered: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a statement. Its amount is what the account moved by."""

    amount: str
    transfers: Sequence[Transfer] = ()
    is_credit: bool = False
    reference: str = ""
    day: date = DAY
    charges: str = ""
    is_booked: bool = True
    message_id: str = ""
    count: int = 0
    info: str = ""
    entry_reference: str = ""


def paid(amount: str, end_to_end_id: str, *, reference: str = "", day: date = DAY) -> Entry:
    """Return the entry of one transfer that left."""
    part = Transfer(amount, end_to_end_id, text="Auszahlung", name="Jörg Müller")
    return Entry(amount, (part,), reference=reference, day=day)


def came_back(
    amount: str, end_to_end_id: str, reason: str = "AC04", *, charges: str = "", day: date = DAY
) -> Entry:
    """Return the entry of a transfer that the other bank sent back."""
    part = Transfer(amount, end_to_end_id, text="Rücküberweisung", reason=reason)
    return Entry(amount, (part,), is_credit=True, day=day, charges=charges)


def received(
    amount: str,
    text: str,
    *,
    name: str = "Bea Kundin",
    iban: str = "",
    reference: str = "",
    day: date = DAY,
) -> Entry:
    """Return the entry of a transfer that somebody else sent."""
    part = Transfer(amount, text=text, name=name, iban=iban)
    return Entry(amount, (part,), is_credit=True, reference=reference, day=day)


def booked_at_once(amount: str, message_id: str, count: int) -> Entry:
    """Return the entry of a whole payment file, whose transfers the bank does not tell apart."""
    return Entry(amount, message_id=message_id, count=count)


def statement(
    *entries: Entry,
    version: str = "08",
    statement_id: str = "2026-12-01-001",
    iban: str = OUR_IBAN,
    currency: str = "EUR",
) -> bytes:
    """Write one statement as a file."""
    body = "".join(_entry(entry, version, currency) for entry in entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>'
        "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-12-01T20:00:00+01:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{statement_id}</Id><CreDtTm>2026-12-01T20:00:00+01:00</CreDtTm>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>{currency}</Ccy></Acct>"
        "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="{currency}">10000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        f"<Dt><Dt>2026-12-01</Dt></Dt></Bal>{body}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _entry(entry: Entry, version: str, currency: str) -> str:
    state = "BOOK" if entry.is_booked else "PDNG"
    parts = (
        _tag("NtryRef", entry.entry_reference),
        _money("Amt", entry.amount, currency),
        _direction(entry),
        f"<Sts>{state}</Sts>" if version == "02" else f"<Sts><Cd>{state}</Cd></Sts>",
        f"<BookgDt><Dt>{entry.day}</Dt></BookgDt><ValDt><Dt>{entry.day}</Dt></ValDt>",
        _tag("AcctSvcrRef", entry.reference),
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>"
        "</BkTxCd>",
        _charges(entry.charges, version, currency),
        _details(entry, version, currency),
        _tag("AddtlNtryInf", entry.info),
    )
    return f"<Ntry>{''.join(parts)}</Ntry>"


def _details(entry: Entry, version: str, currency: str) -> str:
    if not entry.transfers and not entry.message_id:
        return ""
    batch = ""
    if entry.message_id:
        batch = (
            f"<Btch><PmtInfId>{entry.message_id}</PmtInfId><NbOfTxs>{entry.count}</NbOfTxs></Btch>"
        )
    transfers = "".join(_transfer(part, entry, version, currency) for part in entry.transfers)
    return f"<NtryDtls>{batch}{transfers}</NtryDtls>"


def _transfer(part: Transfer, entry: Entry, version: str, currency: str) -> str:
    amount = _money("Amt", part.amount, currency)
    ordered = (
        f"<InstdAmt>{_money('Amt', part.ordered, currency)}</InstdAmt>" if part.ordered else ""
    )
    references = _tag("AcctSvcrRef", part.reference) + _tag(
        "EndToEndId", part.end_to_end_id or "NOTPROVIDED"
    )
    head = amount + _direction(entry) if version == "08" else ""
    told = f"<AmtDtls>{ordered}<TxAmt>{amount}</TxAmt></AmtDtls>"
    parts = (
        f"<Refs>{references}</Refs>{head}{told}",
        _parties(part, entry, version),
        f"<RmtInf><Ustrd>{escape(part.text)}</Ustrd></RmtInf>" if part.text else "",
        f"<RtrInf><Rsn><Cd>{part.reason}</Cd></Rsn></RtrInf>" if part.reason else "",
    )
    return f"<TxDtls>{''.join(parts)}</TxDtls>"


def _parties(part: Transfer, entry: Entry, version: str) -> str:
    if not part.name and not part.iban:
        return ""
    side = "Dbtr" if entry.is_credit else "Cdtr"
    name = _tag("Nm", escape(part.name))
    who = f"<Pty>{name}</Pty>" if version == "08" else name
    account = f"<{side}Acct><Id><IBAN>{part.iban}</IBAN></Id></{side}Acct>" if part.iban else ""
    return f"<RltdPties><{side}>{who}</{side}>{account}</RltdPties>"


def _charges(amount: str, version: str, currency: str) -> str:
    if not amount:
        return ""
    told = _money("Amt", amount, currency) + "<CdtDbtInd>DBIT</CdtDbtInd>"
    return f"<Chrgs><Rcrd>{told}</Rcrd></Chrgs>" if version == "08" else f"<Chrgs>{told}</Chrgs>"


def _direction(entry: Entry) -> str:
    return f"<CdtDbtInd>{'CRDT' if entry.is_credit else 'DBIT'}</CdtDbtInd>"


def _money(tag: str, amount: str, currency: str) -> str:
    return f'<{tag} Ccy="{currency}">{amount}</{tag}>'


def _tag(tag: str, text: str) -> str:
    return f"<{tag}>{text}</{tag}>" if text else ""
