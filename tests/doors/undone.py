"""Things that come back: a return, a refund, a withdrawal, made once for the doors."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import shop.public as shop
from tests import scenes

Parts = dict[str, object]


def returned(month: scenes.SettledMonth) -> shop.Announced:
    """Let Bert announce one piece of his delivered order."""
    found = shop.order_for(actor=scenes.SYSTEM, number=month.delivered.number)
    line = shop.order_life(order=found).lines[0]
    new = shop.NewReturn("defect", lines=((line.line_id, 1),))
    return shop.announce_return(
        order_id=found.row.order_id, new=new, actor=scenes.SYSTEM, at=scenes.LATER
    )


def refunded(_month: scenes.SettledMonth) -> tuple[int, int]:
    """Cancel a paid order; return the order and its refund."""
    order = scenes.paid_order(None, {"QM-1001": 1}, scenes.LATER)
    done = shop.cancel_paid_order(
        order_id=order.order_id,
        cancellation=shop.Cancellation("out_of_stock"),
        actor=scenes.SYSTEM,
        at=scenes.LATER,
    )
    assert done.refund_id is not None
    return order.order_id, done.refund_id


def withdrawn() -> shop.Received:
    """Keep a statement about an order nobody knows."""
    told = shop.Statement("Bea Kundin", "4711", "bea@example.org")
    return shop.withdraw(statement=told, sender=shop.Sender(uuid4(), "de"), at=scenes.LATER)


def parcel(month: scenes.SettledMonth) -> Parts:
    """Return a parcel of a delivered order."""
    found = shop.order_for(actor=scenes.SYSTEM, number=month.delivered.number)
    (one,) = shop.order_life(order=found).parcels
    return {"number": month.delivered.number, "delivery_id": one.delivery_id}


def return_by_link(month: scenes.SettledMonth) -> Parts:
    """Return a return as its buyer reaches it."""
    link = shop.order_link(month.delivered.order_id)
    return {"link": link, "return_id": returned(month).return_id}


def refund_by_link(month: scenes.SettledMonth) -> Parts:
    """Return a refund as its buyer reaches it."""
    order_id, refund_id = refunded(month)
    return {"link": shop.order_link(order_id), "refund_id": refund_id}


UNDONE: dict[str, Callable[[scenes.SettledMonth], Parts]] = {
    "order_link": lambda month: {"link": shop.order_link(month.paid.order_id)},
    "return_by_link": return_by_link,
    "refund_by_link": refund_by_link,
    "withdrawal_statement": lambda _month: {"token": withdrawn().token},
    "any_parcel": parcel,
    "any_return": lambda month: {"number": returned(month).number},
    "any_withdrawal": lambda _month: {"withdrawal_id": withdrawn().withdrawal_id},
    "any_refund": lambda month: {"refund_id": refunded(month)[1]},
}
