"""A small company in which everything about money happens, in whatever order chance says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.db import connection
from time_machine import TimeMachineFixture

import commissions.public as commissions
import finance.public as finance
import network.public as network
import shop.public as shop
from config.demo.load_texts import load_texts
from config.demo.seeded_ibans import seeded_iban
from core import outbox
from core.addresses import Address
from core.company import local_date
from core.errors import Refusal
from core.locks import one_load
from core.periods import period_of
from core.policy import Actor
from tests import scenes
from tests.bank import Entry, came_back, paid, received, statement

HOME = Address("Anna Berger", "Lindenweg 3", "79098", "Freiburg", "DE")
CLERK, SECOND = Actor.system("walk-clerk"), Actor.system("walk-second-person")
GOODS = ("QM-1001", "QM-1002", "QM-1006", "QM-2002")
Picked = tuple[tuple[int, int], ...]
OF_BUYERS = ("changed_mind", "withdrawal")
OF_OURS = ("defect", "damaged", "wrong_item", "out_of_stock")

_BALANCES = """
SELECT account, sum(change)::bigint FROM (
    SELECT destination AS account, amount_minor AS change FROM finance_ledgerposting
    UNION ALL SELECT source, -amount_minor FROM finance_ledgerposting
) moves GROUP BY account
"""
_OPEN_LINES = """
SELECT l.end_to_end_id, l.amount_minor, EXISTS (
           SELECT FROM finance_transferstep s WHERE s.line_id = l.id AND s.kind = 'settled')
FROM finance_payoutline l JOIN finance_payoutbatch b ON b.id = l.batch_id
WHERE b.state = 'approved' AND l.state = 'paid' AND NOT EXISTS (
    SELECT FROM finance_transferstep s WHERE s.line_id = l.id AND s.kind = 'returned')
ORDER BY l.id
"""
_PREPARED = """
SELECT b.id, f.sha256 FROM finance_payoutbatch b JOIN finance_payoutfile f ON f.batch_id = b.id
WHERE b.state = 'prepared' ORDER BY b.id
"""
_PUBLISHED = "SELECT period_key FROM commissions_run WHERE state = 'published'"
_RUNS_WAITING = "SELECT id FROM commissions_run WHERE state IN ('draft', 'approved') ORDER BY id"
_OWED = """
SELECT number FROM finance_document d JOIN finance_creditnote n ON n.document_id = d.id
WHERE d.corrects_id IS NULL ORDER BY d.id
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
class Walk:
    """The company, its clock, and what chance has done so far."""

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

    def step(self) -> str:
        """Do one thing, or be refused; return what it was."""
        self._move(timedelta(minutes=1))
        act = self.chance.choices(list(_ACTS), list(_ACTS.values()))[0]
        self._try(act.__name__, lambda: act(self))
        if self.chance.random() < 0.9:
            outbox.drain()
        return act.__name__

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

    # Orders

    def buys(self) -> None:
        """Let a few people buy things, for odd amounts."""
        for buyer in self.chance.sample(self.buyers, 3):
            pieces = {sku: self.chance.randint(2, 7) for sku in self.chance.sample(GOODS, 2)}
            self.orders.append(scenes.paid_order(buyer, pieces, self.now).order_id)

    def delivers(self) -> None:
        """Hand everything over that is left of some orders."""
        for order_id in self.chance.sample(self.orders[-9:], min(4, len(self.orders))):
            self._try("delivers one", lambda order=order_id: self._deliver(order))

    def _deliver(self, order_id: int) -> None:
        shop.deliver_order(order_id=order_id, actor=CLERK, delivered_at=self.now, at=self.now)

    def cancels(self) -> None:
        """Give up a part of an order, or all of it."""
        if self.orders:
            order_id = self.chance.choice(self.orders[-6:])
            self._cancel(order_id, self._reason(), self._some(order_id))

    def _cancel(self, order_id: int, reason: str, lines: Picked) -> None:
        cancellation = shop.Cancellation(reason=reason, note="walk", lines=lines)
        shop.cancel_paid_order(
            order_id=order_id, cancellation=cancellation, actor=CLERK, at=self.now
        )

    def sends_back(self) -> None:
        """Announce pieces; they are here at once, and decided on now or later."""
        if self.orders:
            order_id = self.chance.choice(self.orders)
            self._send_back(order_id, self._reason(), self._some(order_id))

    def _send_back(self, order_id: int, reason: str, lines: Picked) -> None:
        new = shop.NewReturn(reason=reason, note="walk", lines=lines)
        told = shop.announce_return(order_id=order_id, new=new, actor=CLERK, at=self.now)
        expected = shop.return_for(actor=CLERK, number=told.number).lines
        found = [shop.Inspected(line.line_id, line.quantity, 0) for line in expected]
        shop.receive_return(return_id=told.return_id, found=found, actor=CLERK, at=self.now)
        self.here.append(told.return_id)
        if self.chance.random() < 0.8:
            self._accept(told.return_id)

    def decides_return(self) -> None:
        """Decide about something that came back."""
        if self.here:
            self._accept(self.chance.choice(self.here))

    def _accept(self, return_id: int) -> None:
        shop.accept_return(return_id=return_id, actor=CLERK, at=self.now)

    # Runs

    def drafts(self) -> None:
        """Draft some month."""
        self._draft(self.chance.choice(self._months()[-3:]))

    def _draft(self, month: str) -> commissions.RunSummary:
        return commissions.draft_run(
            plan_code="quellmoos", period_key=month, actor=CLERK, at=self.now
        )

    def decides_run(self) -> None:
        """Approve and publish a draft that is there, however old it is."""
        waiting = rows(_RUNS_WAITING)
        if waiting:
            self._publish(int(str(self.chance.choice(waiting)[0])))

    def closes(self) -> None:
        """Draft, approve and publish the oldest month that is open; now and then a later one."""
        open_months = self._open_months()
        if open_months:
            month = open_months[0] if self.chance.random() < 0.8 else open_months[-1]
            self._publish(self._draft(month).run_id)

    def _publish(self, run_id: int) -> None:
        commissions.approve_run(run_id=run_id, actor=SECOND, at=self.now)
        commissions.publish_run(run_id=run_id, actor=SECOND, at=self.now)

    def _open_months(self) -> list[str]:
        published = {str(key) for (key,) in rows(_PUBLISHED)}
        return [month for month in self._months()[:-1] if month not in published]

    def _months(self) -> list[str]:
        found, day = [], scenes.FOUNDED.date()
        while day <= local_date(self.now):
            month = period_of(day, "month")
            found.append(month.key)
            day = month.ends_before
        return found

    # Vesting and papers

    def vests(self) -> None:
        """Let vest what is due."""
        commissions.vest_due(as_of=local_date(self.now), actor=CLERK, at=self.now)

    def releases(self) -> None:
        """Release the reserve whose day has come."""
        finance.release_reserve(as_of=local_date(self.now), at=self.now)

    def issues(self) -> None:
        """Write what papers are missing."""
        finance.issue_credit_notes(until=local_date(self.now), actor=CLERK, at=self.now)

    def objects(self) -> None:
        """Object to a paper, and settle an objection."""
        papers = [str(number) for (number,) in rows(_OWED)]
        if papers:
            number = self.chance.choice(papers)
            finance.object_to_credit_note(number=number, reason="walk", actor=CLERK, at=self.now)
            finance.settle_objection(
                number=number, is_withdrawn=self.chance.random() < 0.3, actor=CLERK, at=self.now
            )

    def declares(self) -> None:
        """Declare a tax status from some day on."""
        kind = self.chance.choice(("small_business", "regular"))
        since = self.chance.randint(0, (self.now - scenes.FOUNDED).days)
        self._declare(self._partner(), kind, scenes.FOUNDED.date() + timedelta(days=since))

    def _declare(self, one: scenes.Login, kind: str, since: date) -> None:
        declaration = network.NewTaxDeclaration(
            kind=kind,
            valid_from=since,
            facts=network.TaxFacts(HOME, "06/123/45678"),
            evidence="walk",
        )
        self.declared.append(
            network.declare_tax_status(
                member_id=self._id(one), declaration=declaration, actor=CLERK, at=self.now
            )
        )

    def decides_status(self) -> None:
        """Confirm a declaration, or reject it."""
        if self.declared:
            self._decide(self.declared.pop(), confirmed=self.chance.random() < 0.8)

    def _decide(self, declaration_id: int, *, confirmed: bool) -> None:
        network.decide_tax_status(
            declaration_id=declaration_id,
            confirmed=confirmed,
            note="walk",
            actor=CLERK,
            at=self.now,
        )

    def agrees(self) -> None:
        """Agree to Gutschriften, mostly."""
        self._agree(self._partner(), gives=self.chance.random() < 0.75)

    def _agree(self, one: scenes.Login, *, gives: bool) -> None:
        who = {"member_id": self._id(one), "actor": CLERK, "at": self.now}
        if gives:
            network.agree_to_self_billing(version=scenes.AGREEMENT, **who)  # type: ignore[arg-type]
        else:
            network.revoke_self_billing(**who)  # type: ignore[arg-type]

    # Payouts and the bank

    def tells_bank(self) -> None:
        """Give bank data, or other bank data."""
        self._tell_bank(self._partner())

    def _tell_bank(self, one: scenes.Login) -> None:
        iban = seeded_iban(self.chance.randint(1, 9), one.email)
        finance.set_bank_account(
            payee=self._payee(one), iban=iban, holder="Anna Berger", actor=CLERK, at=self.now
        )

    def holds_or_lifts(self) -> None:
        """Hold payments, or let them go again."""
        if self.holds and self.chance.random() < 0.6:
            finance.lift_hold(hold_id=self.holds.pop(), actor=CLERK, at=self.now)
            return
        payee = self._payee(self._partner())
        self.holds.append(
            finance.place_hold(payee=payee, reason="dispute", note="walk", actor=CLERK, at=self.now)
        )

    def pays(self) -> None:
        """Let vest what is due, write the papers, prepare a payout, and mostly approve it."""
        self.vests()
        self.issues()
        day = local_date(self.now) + timedelta(days=1)
        batch = finance.prepare_payout(pay_on=day, actor=CLERK, at=self.now)
        if self.chance.random() < 0.7:
            self._approve(batch.id, batch.file_sha256)

    def _approve(self, batch_id: int, sha256: str) -> None:
        finance.approve_payout(batch_id=batch_id, file_sha256=sha256, actor=SECOND, at=self.now)

    def decides_payout(self) -> None:
        """Approve a prepared payout that may be outdated, or discard it."""
        for number, sha256 in rows(_PREPARED)[:1]:
            if self.chance.random() < 0.6:
                self._approve(int(str(number)), str(sha256))
            else:
                self._discard(int(str(number)))

    def _discard(self, batch_id: int) -> None:
        finance.discard_payout(batch_id=batch_id, reason="by_hand", actor=CLERK, at=self.now)

    def bank_tells(self) -> None:
        """Settle a transfer, or bring it back."""
        lines = rows(_OPEN_LINES)
        if not lines:
            return
        name, minor, is_settled = self.chance.choice(lines)
        amount, day = euros(int(str(minor))), local_date(self.now)
        arrived, back = paid(amount, str(name), day=day), came_back(amount, str(name), day=day)
        comes_back = self.chance.random() < 0.35
        self._import([back] if comes_back and is_settled else [arrived, back][: 1 + comes_back])

    def _import(self, entries: Sequence[Entry]) -> None:
        self.statements += 1
        content = statement(*entries, statement_id=f"walk-{self.statements}")
        finance.import_bank_statement(content=content, actor=CLERK, at=self.now)

    def trusts_again(self) -> None:
        """Release a bank account to which a transfer did not arrive."""
        finance.release_bank_account(payee=self._payee(self._partner()), actor=CLERK, at=self.now)

    def repays(self) -> None:
        """Pay back a debt, or a part of it."""
        debts = self._debts()
        if debts:
            payee, minor = self.chance.choice(debts)
            self._repay(payee, self.chance.choice((minor, (minor + 1) // 2)))

    def _repay(self, payee: str, minor: int) -> None:
        day, reference = local_date(self.now), f"R{self.statements}"
        self._import([received(euros(minor), "Rückzahlung", reference=reference, day=day)])
        entry = finance.bank_entries(CLERK, state="waiting").items[0]
        finance.record_repayment(entry_id=entry.id, payee=payee, actor=CLERK, at=self.now)

    def _debts(self) -> list[tuple[str, int]]:
        return [
            (account.removesuffix(":receivable"), -minor)
            for account, minor in sorted(ledger_balances().items())
            if account.endswith(":receivable") and minor
        ]

    # The end

    def give_everything_back(self) -> None:
        """Bring every order back whole, settle all months, write all papers, repay all debts."""
        self._clear_the_desk()
        for order_id in self.orders:
            self._try("gives up", lambda order=order_id: self._cancel(order, "changed_mind", ()))
        outbox.drain()
        for order_id in self.orders:
            self._try(
                "gives back", lambda order=order_id: self._send_back(order, "changed_mind", ())
            )
        for return_id in self.here:
            self._try("takes back", lambda number=return_id: self._accept(number))
        outbox.drain()
        self._move(timedelta(days=35))
        for month in self._open_months():
            self._move(timedelta(minutes=1))
            self._publish(self._draft(month).run_id)
            outbox.drain()
        self.vests()
        self.issues()
        for payee, minor in self._debts():
            self._repay(payee, minor)
        outbox.drain()

    def _clear_the_desk(self) -> None:
        """Discard payouts that wait, and give everybody what a paper needs."""
        for number, _sha256 in rows(_PREPARED):
            self._discard(int(str(number)))
        for declaration_id in self.declared:
            self._decide(declaration_id, confirmed=True)
        for one in self.partners:
            self._try("agrees", lambda who=one: self._agree(who, gives=True))
            scenes.tax_status(one, self.now)

    # Chance

    def _partner(self) -> scenes.Login:
        return self.chance.choice(self.partners)

    def _id(self, one: scenes.Login) -> int:
        assert one.member_id is not None
        return one.member_id

    def _payee(self, one: scenes.Login) -> str:
        return finance.payee_of_member(self._id(one))

    def _reason(self) -> str:
        return self.chance.choice(OF_BUYERS + OF_OURS if self.terms.our_fault_too else OF_BUYERS)

    def _some(self, order_id: int) -> Picked:
        """Choose some pieces of an order, or everything there is."""
        if self.chance.random() < 0.25:
            return ()
        lines = shop.order_facts([order_id])[0].lines
        line = self.chance.choice(lines)
        return ((line.line_id, self.chance.randint(1, line.quantity)),)


def euros(minor: int) -> str:
    """Write an amount as the bank does."""
    return f"{minor // 100}.{minor % 100:02d}"


_ACTS: dict[Callable[[Walk], object], int] = {
    Walk.time_passes: 16, Walk.buys: 10, Walk.delivers: 10, Walk.cancels: 4, Walk.sends_back: 7,
    Walk.decides_return: 2, Walk.drafts: 2, Walk.decides_run: 2, Walk.closes: 10, Walk.vests: 2,
    Walk.releases: 2, Walk.issues: 2, Walk.objects: 2, Walk.declares: 3, Walk.decides_status: 3,
    Walk.agrees: 3, Walk.tells_bank: 2, Walk.holds_or_lifts: 2, Walk.pays: 9,
    Walk.decides_payout: 2, Walk.bank_tells: 6, Walk.trusts_again: 2, Walk.repays: 3,
    Walk.status_changes: 2,
}  # fmt: skip
