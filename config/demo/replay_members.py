"""Whoever buys for the first time joins the network, under a sponsor drawn from the seed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import finance.public as finance
import network.public as network
from config.demo.clock import JOINS_AT, at_hour
from config.demo.seeded_ibans import seeded_iban
from config.demo.sponsor_rule import SponsorDraw
from config.demo.taxes import AGREEMENT, tax_status
from core.addresses import Address
from core.policy import Actor

REGISTRAR = Actor.system("replay-registrar")


@dataclass(frozen=True, slots=True)
class Joiner:
    """A customer who becomes a member, and the customer who sponsors it."""

    customer: str
    sponsor: str | None


def draw_network(joiners: Iterable[tuple[date, str]], seed: int) -> dict[date, list[Joiner]]:
    """Draw every sponsor at once; the answer lists who joins on which day."""
    draw, customers = SponsorDraw(seed), list[str]()
    by_day = defaultdict[date, list[Joiner]](list)
    for day, customer in joiners:
        sponsor = draw.join(customer)
        customers.append(customer)
        by_day[day].append(Joiner(customer, None if sponsor is None else customers[sponsor]))
    return by_day


def register_joiners(
    source: str, day: date, joiners: list[Joiner], *, seed: int, known_from: datetime
) -> dict[str, int]:
    """Register the members of a day with bank accounts and tax statuses; return their numbers.

    `known_from` is when we learned of the day, if that was after its morning.
    """
    joined_at = at_hour(day, JOINS_AT)
    at = max(joined_at, known_from)
    members = [
        network.ImportedMember(
            external_reference=joiner.customer,
            name=person_name(joiner.customer),
            joined_at=joined_at,
            sponsor_reference=joiner.sponsor,
        )
        for joiner in joiners
    ]
    numbers = network.import_members(source=source, members=members, recorded_at=at)
    accounts = [
        finance.NewBankAccount(
            payee=finance.payee_of_member(numbers[joiner.customer]),
            iban=seeded_iban(seed, joiner.customer),
            holder=person_name(joiner.customer),
        )
        for joiner in joiners
    ]
    finance.set_bank_accounts_bulk(accounts, actor=REGISTRAR, at=at)
    taxes = [
        tax_status(numbers[joiner.customer], _address(joiner.customer), day) for joiner in joiners
    ]
    network.import_tax_statuses(taxes, agreement=AGREEMENT, actor=REGISTRAR, at=at)
    return numbers


def _address(customer: str) -> Address:
    """Return where an invented member lives: the source is an American shop."""
    return Address(person_name(customer), "1 Main Street", "10001", "New York", "US")


def person_name(customer: str) -> str:
    """Return how an invented member is called; the source has no names."""
    return f"Customer {customer}"
