"""The words of an entry in a bank statement, where the two versions of the message differ."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from core.money import EXPONENTS
from finance.rules.hardened_xml import Node

MAX_MINOR = 10**15
# What banks write where they have no reference.
_NO_REFERENCE = {"NONREF", "NOTPROVIDED", "NOREF"}


def words(node: Node, *paths: str, most: int) -> str:
    """Return a text of at most so many characters that can be printed; no reference is empty."""
    text = "".join(sign for sign in node.word(*paths) if sign.isprintable())[:most]
    return "" if text.upper() in _NO_REFERENCE else text


def is_booked(entry: Node) -> bool:
    """Tell whether the entry is booked: version 02 says so in a word, version 08 in a code."""
    return entry.word("Sts/Cd", "Sts") == "BOOK"


def amount_of(node: Node, *paths: str) -> tuple[int, str]:
    """Return an amount in minor units with its currency.

    Raises: ValueError — "amount": none there, no number, or finer than the currency.
    """
    found = node.first(*paths)
    currency = found.attributes.get("Ccy", "") if found else ""
    if found is None or currency not in EXPONENTS or len(found.text) > 30:
        raise ValueError("amount")
    try:
        minor = Decimal(found.text.strip()).scaleb(EXPONENTS[currency])
        is_exact = minor == minor.to_integral_value()
    except ArithmeticError:
        raise ValueError("amount") from None
    if not is_exact or not 0 <= minor <= MAX_MINOR:
        raise ValueError("amount")
    return int(minor), currency


def charges_of(node: Node, currency: str) -> int:
    """Return what the bank took of, or on top of, this amount in the account's currency."""
    return sum(
        minor
        for path in ("Chrgs/Rcrd", "Chrgs")
        for charge in node.all(path)
        if charge.first("Amt") and charge.word("CdtDbtInd") != "CRDT"
        for minor, paid_in in (amount_of(charge, "Amt"),)
        if paid_in == currency
    )


def day_of(entry: Node) -> date:
    """Return the day of booking.

    Raises: ValueError — "date": none, or not one.
    """
    day, moment = entry.word("BookgDt/Dt"), entry.word("BookgDt/DtTm")
    try:
        return date.fromisoformat(day[:10]) if day else datetime.fromisoformat(moment).date()
    except ValueError:
        raise ValueError("date") from None


def reference_of(node: Node) -> str:
    """Return the bank's own reference of an entry or of one transfer in it."""
    return words(node, "AcctSvcrRef", "Refs/AcctSvcrRef", most=80)


def counterparty_of(details: Node, our_iban: str, *, is_credit: bool) -> tuple[str, str]:
    """Return name and IBAN of the other end: of who paid, or of who was paid.

    What comes back may name the parties of the payment or of its return: we are never the other.
    """
    sides = ("Dbtr", "Cdtr") if is_credit else ("Cdtr", "Dbtr")
    for side in sides:
        iban = words(details, f"RltdPties/{side}Acct/Id/IBAN", most=34)
        name = words(details, f"RltdPties/{side}/Pty/Nm", f"RltdPties/{side}/Nm", most=140)
        if (iban or name) and iban != our_iban:
            return name, iban
    return "", ""


def remittance_of(details: Node) -> str:
    """Return what the payer wrote: free text in one line, or a structured reference."""
    lines = (" ".join(each.text.split()) for each in details.all("RmtInf/Ustrd"))
    text = " ".join(filter(None, lines)) or details.word("RmtInf/Strd/CdtrRefInf/Ref")
    return "".join(sign for sign in text if sign.isprintable())[:500]
