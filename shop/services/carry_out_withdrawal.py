"""Do what follows from a withdrawal: cancel what was not sent, expect back what was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.company import local_date
from core.policy import Actor
from shop.models import Order, Return
from shop.models.order_states import OrderState
from shop.models.returns import OPEN_RETURNS, ReturnSource
from shop.models.reversal import Reason
from shop.rules.pieces import Row
from shop.rules.withdrawal_deadline import refund_due
from shop.selectors.pieces import rows_of
from shop.services.announce_return import Announcement, expect_back, returnable_of
from shop.services.cancel_order import give_up_unpaid
from shop.services.cancel_paid_order import PAID_AND_OPEN, cancel_rest
from shop.services.reverse import why
from shop.values.deliveries import Picked


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What was begun; a repeated statement finds the return of the first."""

    of_return: Return | None
    is_repeated: bool


def carry_out(
    order: Order, lines: Picked, *, actor: Actor, stated_at: datetime, at: datetime
) -> CarriedOut:
    """Cancel and expect back what the statement names; the caller holds the order's lock.

    Of a line, what was not sent is cancelled first; the rest comes back. What was cancelled or
    announced already stays as it is.
    """
    reasons = why(Reason.WITHDRAWAL, "", None)
    due_on = refund_due(local_date(stated_at))
    if order.state == OrderState.PLACED:
        give_up_unpaid(order, actor=actor, reason="withdrawal", at=at)
        return CarriedOut(None, is_repeated=False)
    back = _to_send_back(returnable_of(order.pk), rows := rows_of(order.pk), lines)
    rest = _to_cancel(rows, lines) if order.state in PAID_AND_OPEN else ()
    if not back and not rest:
        return CarriedOut(_earlier(order), is_repeated=True)
    of_return = None
    if back:
        announcement = Announcement(ReturnSource.WITHDRAWAL, reasons, due_on, actor.label)
        made = expect_back(order, back, announcement, at=at)
        of_return = Return.objects.get(pk=made.return_id)
    if rest:
        cancel_rest(order, rest, reasons, due_on=due_on, actor=actor, at=at)
    return CarriedOut(of_return, is_repeated=False)


def _to_cancel(rows: list[Row], lines: Picked) -> Picked:
    wanted = dict(lines)
    return tuple(
        (row.line_id, count)
        for row in rows
        if (count := min(row.outstanding, wanted.get(row.line_id, 0 if wanted else row.quantity)))
    )


def _to_send_back(returnable: dict[int, int], rows: list[Row], lines: Picked) -> Picked:
    """Return what has to come: of a named line, what is left after the cancelled pieces."""
    wanted = dict(lines)
    named = {
        row.line_id: max(
            0, wanted.get(row.line_id, 0 if wanted else row.quantity) - row.outstanding
        )
        for row in rows
    }
    return tuple(
        (line_id, count)
        for line_id, left in returnable.items()
        if (count := min(left, named.get(line_id, 0)))
    )


def _earlier(order: Order) -> Return | None:
    states = [str(state) for state in OPEN_RETURNS]
    returns = order.returns.filter(source=ReturnSource.WITHDRAWAL)
    return returns.filter(state__in=states).last() or returns.order_by("pk").last()
