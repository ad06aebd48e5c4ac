"""What is sold, comes back and is settled in the walk through money."""

from __future__ import annotations

import commissions.public as commissions
import shop.public as shop
from core.company import local_date
from core.periods import period_of
from tests import scenes
from tests.simulation.money_company import CLERK, SECOND, MoneyCompany, rows

GOODS = ("QM-1001", "QM-1002", "QM-1006", "QM-2002")
Picked = tuple[tuple[int, int], ...]
OF_BUYERS = ("changed_mind", "withdrawal")
OF_OURS = ("defect", "damaged", "wrong_item", "out_of_stock")

_PUBLISHED = "SELECT period_key FROM commissions_run WHERE state = 'published'"
_RUNS_WAITING = "SELECT id FROM commissions_run WHERE state IN ('draft', 'approved') ORDER BY id"


class Trade(MoneyCompany):
    """Orders and what becomes of them, and the runs of the months."""

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

    def _reason(self) -> str:
        return self.chance.choice(OF_BUYERS + OF_OURS if self.terms.our_fault_too else OF_BUYERS)

    def _some(self, order_id: int) -> Picked:
        """Choose some pieces of an order, or everything there is."""
        if self.chance.random() < 0.25:
            return ()
        lines = shop.order_facts([order_id])[0].lines
        line = self.chance.choice(lines)
        return ((line.line_id, self.chance.randint(1, line.quantity)),)
