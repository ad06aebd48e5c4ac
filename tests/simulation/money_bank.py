"""Payouts and what the bank tells of them in the walk through money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import finance.public as finance
from core.company import local_date
from tests.bank import Entry, came_back, paid, received, statement
from tests.simulation.money_company import CLERK, SECOND, ledger_balances, rows
from tests.simulation.money_papers import Papers

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


class Bank(Papers):
    """Bank data, holds, payouts, statements and repayments."""

    # Payouts and the bank

    def tells_bank(self) -> None:
        """Give bank data, or other bank data."""
        self._tell_bank(self._partner())

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
        for number, sha256 in self._prepared()[:1]:
            if self.chance.random() < 0.6:
                self._approve(number, sha256)
            else:
                self._discard(number)

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

    def _prepared(self) -> list[tuple[int, str]]:
        """Return the payouts that wait for a second person, each with its file's hash."""
        return [(int(str(number)), str(sha256)) for number, sha256 in rows(_PREPARED)]


def euros(minor: int) -> str:
    """Write an amount as the bank does."""
    return f"{minor // 100}.{minor % 100:02d}"
