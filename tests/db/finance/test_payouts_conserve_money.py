"""Whatever order people and banks act in: no cent appears, disappears or changes its sign."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from core.errors import Refusal
from finance.models import PayoutLine
from finance.public import (
    approve_payout,
    balances_by_name,
    discard_payout,
    import_bank_statement,
    ledger_sum_minor,
    prepare_payout,
    release_bank_account,
)
from tests.bank import Entry, came_back, paid, statement
from tests.db.finance.books import (
    APPROVER,
    AT,
    PAY_ON,
    PREPARER,
    found_company,
    give_bank_accounts,
    owe,
)

PAYEES = ("member:1", "member:2", "member:3")
AMOUNTS = st.integers(min_value=1, max_value=99_999)


class PayingAndHearing(RuleBasedStateMachine):
    """A finance desk and a bank that act in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.holds_use_cases = True  # type: ignore[attr-defined]
        self.whole.__enter__()
        self.earned, self.step = 0, 0
        self.batches: list[tuple[int, str]] = []
        self.told: list[Entry] = []

    def teardown(self) -> None:
        """Take everything back."""
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    def tried(self, work: object) -> object:
        """Do something, or be refused."""
        try:
            with transaction.atomic():
                return work()  # type: ignore[operator]
        except Refusal:
            return None

    @initialize()
    def open_company(self) -> None:
        """Found the company; two of three payees have an account."""
        found_company()
        give_bank_accounts(*PAYEES[:2])

    @rule(payee=st.sampled_from(PAYEES), minor=AMOUNTS)
    def earn(self, payee: str, minor: int) -> None:
        """Let a payee have more to come."""
        self.step += 1
        self.earned += minor
        owe({payee: minor}, key=f"earned:{self.step}")

    @rule()
    def prepare(self) -> None:
        """Prepare a payout."""
        batch = self.tried(lambda: prepare_payout(pay_on=PAY_ON, actor=PREPARER, at=AT))
        if batch is not None:
            self.batches.append((batch.id, batch.file_sha256))  # type: ignore[attr-defined]

    @rule(which=st.integers(min_value=0), approves=st.booleans())
    def decide(self, which: int, approves: bool) -> None:
        """Approve or discard one."""
        if not self.batches:
            return
        number, digest = self.batches[which % len(self.batches)]
        if approves:
            self.tried(lambda: approve_payout(
                batch_id=number, file_sha256=digest, actor=APPROVER, at=AT
            ))  # fmt: skip
        else:
            self.tried(lambda: discard_payout(
                batch_id=number, reason="by_hand", actor=PREPARER, at=AT
            ))  # fmt: skip

    @rule(which=st.integers(min_value=0), returns=st.booleans(), charges=st.integers(0, 1))
    def the_bank_tells(self, which: int, returns: bool, charges: int) -> None:
        """Import a statement about one line, in any order, any number of times."""
        lines = list(PayoutLine.objects.filter(end_to_end_id__isnull=False).order_by("id"))
        if not lines:
            return
        line = lines[which % len(lines)]
        kept = charges if returns and line.amount_minor > charges else 0
        minor = line.amount_minor - kept
        name, amount = line.end_to_end_id or "", f"{minor // 100}.{minor % 100:02d}"
        told = f"0.{kept:02d}" if kept else ""
        entry = came_back(amount, name, charges=told) if returns else paid(amount, name)
        self.told.append(entry)
        content = statement(*self.told)
        self.tried(lambda: import_bank_statement(content=content, actor=PREPARER, at=AT))

    @rule(payee=st.sampled_from(PAYEES))
    def release(self, payee: str) -> None:
        """Use an account again from which money came back."""
        later = AT + timedelta(hours=1)
        self.tried(lambda: release_bank_account(payee=payee, actor=PREPARER, at=later))

    @invariant()
    def nothing_is_lost(self) -> None:
        """What was earned is payable, in transit, or gone from the bank; charges are our cost."""
        payable = balances_by_name("payable", "EUR")
        transit = balances_by_name("transfers_in_transit", "EUR").values()
        bank = sum(balances_by_name("bank", "EUR").values())
        charges = -sum(balances_by_name("bank_charges", "EUR").values())
        assert sum(payable.values()) + sum(transit) + bank - charges == self.earned
        assert all(minor >= 0 for minor in (*payable.values(), *transit, bank, charges))
        assert ledger_sum_minor(currency="EUR", kind="test.earned") == self.earned


FEW = settings(
    max_examples=12,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db
def test_any_order_of_paying_and_hearing_keeps_every_cent() -> None:
    run_state_machine_as_test(PayingAndHearing, settings=FEW)
