"""A small company, its people at the finance desk, and money that members have earned."""

from __future__ import annotations

from datetime import UTC, date, datetime

from core.company import Company, save_company
from core.policy import Actor
from finance.facts import Booking, NewBankAccount, Posting
from finance.services.bank_accounts import set_bank_accounts_bulk
from finance.services.book import book_many

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PAY_ON = date(2026, 11, 30)
SYSTEM = Actor.system("test")
PREPARER = Actor(7, frozenset({"finance"}), None, "account:7")
APPROVER = Actor(8, frozenset({"finance"}), None, "account:8")
PARTNER = Actor(9, frozenset(), 1042, "account:9")

ANNA_IBAN = "DE02500105170137075030"
BERT_IBAN = "AT611904300234573201"


def found_company(currency: str = "EUR", **changes: str) -> None:
    """Save the company whose database this is."""
    facts = {
        "name": "Quellmoos Naturkosmetik GmbH",
        "currency": currency,
        "country": "DE",
        "street": "Fabrikstraße 4",
        "postcode": "79098",
        "town": "Freiburg",
        "account_holder": "Quellmoos Naturkosmetik GmbH",
        "iban": "DE02120300000000202051",
        "tax_number": "06/123/45678",
        **changes,
    }
    save_company(actor=SYSTEM, settings=Company(**facts), at=AT)


def owe(amounts: dict[str, int], *, key: str = "earned", currency: str = "EUR") -> int:
    """Let payees earn what a payout may pay: {"member:1042": 1234}."""
    bookings = [
        Booking(
            key=f"{key}:{payee}",
            kind="test.earned",
            effective_on=date(2026, 10, 31),
            postings=(Posting("company:commission_cost", f"{payee}:payable", minor, currency),),
            reference="run:1",
        )
        for payee, minor in amounts.items()
    ]
    return book_many(bookings, at=AT)


def give_bank_accounts(*payees: str, iban: str = ANNA_IBAN) -> None:
    """Give payees a bank account, all the same one."""
    accounts = [NewBankAccount(payee, iban, f"Jörg Müller {payee[-4:]}") for payee in payees]
    set_bank_accounts_bulk(accounts, actor=SYSTEM, at=AT)
