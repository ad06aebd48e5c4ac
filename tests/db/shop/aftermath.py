"""What happens to orders after they were paid, in few words for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import shop.public as shop
from core.policy import Actor
from network.public import Buyer
from shop.models import Order, OrderLine, Refund, Return
from tests.db.shop.market import (
    ANNA,
    AT,
    GUEST,
    LATER,
    SUPPORT,
    WAREHOUSE,
    cart_with,
    ship,
)

FINANCE = Actor(-6, frozenset({"finance"}), None, "account:-6")
SECOND = Actor(-7, frozenset({"finance"}), None, "account:-7")
ARRIVED = LATER
SOON = LATER + timedelta(days=2)
POST = shop.Choices("post", "card", "own_use")
FREE = shop.Choices("free", "card", "own_use")
PREPAID = shop.Choices("free", "prepayment", "own_use")


def paid_with_shipping(*lines: tuple[str, int], buyer: Buyer = GUEST) -> shop.PlacedOrder:
    """Order by post for 4.90, which is the only way there is, and pay."""
    ship("post", 490)
    ship("free", 990)
    return pay(*lines, choices=POST, buyer=buyer)


def pay(
    *lines: tuple[str, int], choices: shop.Choices = FREE, buyer: Buyer = GUEST
) -> shop.PlacedOrder:
    """Order and pay."""
    token: UUID = cart_with(*lines, buyer=buyer)
    order = shop.place_order(token=token, contact=ANNA, choices=choices, buyer=buyer, at=AT)
    shop.gateway_decide(token=order.payment_token, approve=True, at=AT)
    return order


def line(order: shop.PlacedOrder, sku: str) -> int:
    """Return the id of an order's line."""
    return OrderLine.objects.get(order=order.order_id, sku=sku).pk


def picked(order: shop.PlacedOrder, *lines: tuple[str, int]) -> tuple[tuple[int, int], ...]:
    """Return lines by id."""
    return tuple((line(order, sku), quantity) for sku, quantity in lines)


def send(
    order: shop.PlacedOrder,
    *lines: tuple[str, int],
    arrived: datetime | None = ARRIVED,
    at: datetime = LATER,
) -> shop.Sent:
    """Send some lines, or all that is left."""
    parcel = shop.NewParcel(picked(order, *lines), "dhl", "00340434161094000001", arrived)
    return shop.send_parcel(order_id=order.order_id, parcel=parcel, actor=WAREHOUSE, at=at)


def cancel(
    order: shop.PlacedOrder,
    *lines: tuple[str, int],
    reason: str = "out_of_stock",
    actor: Actor = SUPPORT,
    at: datetime = LATER,
) -> shop.Reversed:
    """Cancel some lines, or all that was not sent."""
    cancellation = shop.Cancellation(reason, lines=picked(order, *lines))
    return shop.cancel_paid_order(
        order_id=order.order_id, cancellation=cancellation, actor=actor, at=at
    )


def announce(
    order: shop.PlacedOrder,
    *lines: tuple[str, int],
    reason: str = "defect",
    actor: Actor = SUPPORT,
    at: datetime = SOON,
) -> Return:
    """Expect some lines back, or all."""
    new = shop.NewReturn(reason, lines=picked(order, *lines))
    made = shop.announce_return(order_id=order.order_id, new=new, actor=actor, at=at)
    return Return.objects.get(pk=made.return_id)


def inspect(returned: Return, *found: tuple[str, int, int], at: datetime = SOON) -> None:
    """Open the parcel; everything is fine unless said."""
    lines = {row.order_line.sku: row for row in returned.lines.select_related("order_line")}
    told = found or tuple((sku, row.quantity, 0) for sku, row in lines.items())
    shop.receive_return(
        return_id=returned.pk,
        found=[shop.Inspected(lines[sku].pk, good, bad) for sku, good, bad in told],
        actor=WAREHOUSE,
        at=at,
    )


def accept(returned: Return, actor: Actor = FINANCE, at: datetime = SOON) -> shop.Reversed:
    """Accept a return."""
    return shop.accept_return(return_id=returned.pk, actor=actor, at=at)


def take_back(order: shop.PlacedOrder, *lines: tuple[str, int]) -> shop.Reversed:
    """Let goods come back all the way."""
    returned = announce(order, *lines)
    inspect(returned)
    return accept(returned)


def state(order: shop.PlacedOrder) -> str:
    """Return the state the database knows."""
    return Order.objects.get(pk=order.order_id).state


def refunded(order: shop.PlacedOrder) -> int:
    """Add up what goes back."""
    amounts = Refund.objects.filter(order=order.order_id).values_list("amount_minor", flat=True)
    return sum(amounts)


def withdraw(
    order: shop.PlacedOrder | None,
    *lines: tuple[str, int],
    email: str = ANNA.email,
    key: UUID | None = None,
    at: datetime = SOON,
    number: str = "",
    items: str = "",
) -> shop.WithdrawalView:
    """Send a statement as a guest."""
    chosen = picked(order, *lines) if order else ()
    told = shop.Statement(
        "Anna Muster", number or (order.number if order else "4711"), email, chosen, items
    )
    sender = shop.Sender(key or uuid4(), "de")
    done = shop.withdraw(statement=told, sender=sender, at=at)
    return shop.withdrawal_statement(done.withdrawal_id)
