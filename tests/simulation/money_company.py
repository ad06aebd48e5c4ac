"""A small company in which everything about money happens, in whatever order chance says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db import connection
from time_machine import TimeMachineFixture

import commissions.public as commissions
import finance.public as finance
import network.public as network
from config.demo.load_texts import load_texts
from config.demo.seeded_ibans import seeded_iban
from core import outbox
from core.errors import Refusal
from core.locks import one_load
from core.policy import Actor
from tests import scenes

CLERK, SECOND = Actor.system("walk-clerk"), Actor.system("walk-second-person")

_BALANCES = """
SELECT account, sum(change)::bigint FROM (
    SELECT destination AS account, amount_minor AS change FROM finance_ledgerposting
    UNION ALL SELECT source, -amount_minor FROM finance_ledgerposting
) moves GROUP BY account
"""


def rows(sql: str) -> list[tuple[object, ...]]:
    """Read raw rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def ledger_balances() -> dict[str, int]:
    """Return every account's balance, summed over the raw postings."""
    return {str(account): int(str(minor)) for account, minor in rows(_BALANCES)}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the plan says about returns, and whether goods come back at the company's fault."""

    name: str
    find_and_put: tuple[tuple[str, str], ...] = ()
    our_fault_too: bool = True

    @property
    def gives_everything_back(self) -> bool:
        """Tell whether a return of everything takes back everything that was earned."""
        takes_back = any("take_back" in put for _find, put in self.find_and_put)
        return takes_back or not self.our_fault_too


def sign(terms: Terms) -> None:
    """Sign the shipped plan with these terms, and only the examples that hold with any."""
    shipped = commissions.shipped_plan("quellmoos", "2026-01-01")
    text = shipped.document.decode()
    for find, put in terms.find_and_put:
        text, changed = re.subn(find, put, text)
        assert changed == 1
    first = shipped.examples.decode().split("[[example]]")[1]
    commissions.activate_plan(
        document=text.encode(),
        examples=f"[[example]]{first}".encode(),
        filename="2026-01-01.toml",
        actor=CLERK,
        approver=SECOND,
        at=scenes.FOUNDED,
    )


@dataclass
class MoneyCompany:
    """The company, its people and clock, and what chance has done so far."""

    chance: Random
    clock: TimeMachineFixture
    terms: Terms
    now: datetime = scenes.FOUNDED
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    partners: list[scenes.Login] = field(default_factory=list)
    buyers: list[scenes.Login] = field(default_factory=list)
    orders: list[int] = field(default_factory=list)
    here: list[int] = field(default_factory=list)
    declared: list[int] = field(default_factory=list)
    holds: list[int] = field(default_factory=list)
    statements: int = 0

    def found(self) -> None:
        """Open the company: five partners in two lines, a customer each of two of them."""
        self.clock.move_to(self.now)
        scenes.company(self.now)
        load_texts(actor=scenes.SYSTEM, from_day=self.now.date(), at=self.now)
        sign(self.terms)
        anna = scenes.anna(self.now)
        bert = scenes.partner("bert@example.org", "Bert Vogt", "anna", self.now)
        code = scenes.code_of(bert)
        cara = scenes.partner("cara@example.org", "Cara Lind", code, self.now)
        dora = scenes.partner("dora@example.org", "Dora Moor", scenes.code_of(cara), self.now)
        emil = scenes.partner("emil@example.org", "Emil Nolte", code, self.now)
        self.partners = [anna, bert, cara, dora, emil]
        customers = [
            scenes.customer("carl@example.org", "Carl Kunde", code, self.now),
            scenes.customer("dina@example.org", "Dina Kundin", scenes.code_of(dora), self.now),
        ]
        self.buyers = [*self.partners, *customers]
        for partner in self.partners[:3]:
            scenes.tax_status(partner, self.now)
            self._tell_bank(partner)
        outbox.drain()

    def _try(self, name: str, act: Callable[[], object]) -> None:
        try:
            with one_load():
                act()
        except Refusal as no:
            self.refused[f"{name}: {no.code}"] += 1
        else:
            self.done[name] += 1

    # Time and the network

    def time_passes(self) -> None:
        """Let hours or weeks go by."""
        self._move(timedelta(days=self.chance.choice((2, 5, 9, 16, 31)), hours=3))

    def _move(self, by: timedelta) -> None:
        self.now += by
        self.clock.move_to(self.now)

    def status_changes(self) -> None:
        """Suspend somebody, take them back, or end the contract of one."""
        one = self._partner()
        status = self.chance.choice(("suspended", "active", "active", "terminated"))
        if status == "terminated" and self.done["ends"]:
            status = "suspended"
        self.done["ends"] += status == "terminated"
        network.change_status(
            member_id=self._id(one), status=status, reason="walk", actor=CLERK, at=self.now
        )

    def _tell_bank(self, one: scenes.Login) -> None:
        iban = seeded_iban(self.chance.randint(1, 9), one.email)
        finance.set_bank_account(
            payee=self._payee(one), iban=iban, holder="Anna Berger", actor=CLERK, at=self.now
        )

    # Chance

    def _partner(self) -> scenes.Login:
        return self.chance.choice(self.partners)

    def _id(self, one: scenes.Login) -> int:
        assert one.member_id is not None
        return one.member_id

    def _payee(self, one: scenes.Login) -> str:
        return finance.payee_of_member(self._id(one))
