"""The walk through money: one thing after the other, as chance says, and then all of it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from core import outbox
from tests import scenes
from tests.simulation.money_bank import Bank


class Walk(Bank):
    """Somebody does things in any order, and in the end brings everything back."""

    def step(self) -> str:
        """Do one thing, or be refused; return what it was."""
        self._move(timedelta(minutes=1))
        act = self.chance.choices(list(_ACTS), list(_ACTS.values()))[0]
        self._try(act.__name__, lambda: act(self))
        if self.chance.random() < 0.9:
            outbox.drain()
        return act.__name__

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
        for number, _sha256 in self._prepared():
            self._discard(number)
        for declaration_id in self.declared:
            self._decide(declaration_id, confirmed=True)
        for one in self.partners:
            self._try("agrees", lambda who=one: self._agree(who, gives=True))
            scenes.tax_status(one, self.now)


_ACTS: dict[Callable[[Walk], object], int] = {
    Walk.time_passes: 16, Walk.buys: 10, Walk.delivers: 10, Walk.cancels: 4, Walk.sends_back: 7,
    Walk.decides_return: 2, Walk.drafts: 2, Walk.decides_run: 2, Walk.closes: 10, Walk.vests: 2,
    Walk.releases: 2, Walk.issues: 2, Walk.objects: 2, Walk.declares: 3, Walk.decides_status: 3,
    Walk.agrees: 3, Walk.tells_bank: 2, Walk.holds_or_lifts: 2, Walk.pays: 9,
    Walk.decides_payout: 2, Walk.bank_tells: 6, Walk.trusts_again: 2, Walk.repays: 3,
    Walk.status_changes: 2,
}  # fmt: skip
