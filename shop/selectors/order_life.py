"""What became of an order, for whoever was shown it."""

from __future__ import annotations

from core import encryption, policy
from core.policy import Actor
from shop.models import Order, OrderLine, OrderNote
from shop.selectors.deadlines import deadline_of
from shop.selectors.order_links import order_of_link
from shop.selectors.orders import order_by_id
from shop.selectors.parcels import parcels_of
from shop.selectors.pieces import announced_of, rows_of
from shop.selectors.refunds import refunds_of
from shop.selectors.returns import returns_of
from shop.values.order_life import LineLife, NoteView, OrderLife
from shop.values.orders import OrderView


def order_life(*, order: OrderView) -> OrderLife:
    """Return what became of an order; having its view is the permission."""
    order_id = order.row.order_id
    return OrderLife(
        order_id=order_id,
        lines=_lines(order_id),
        parcels=parcels_of(order_id),
        returns=returns_of(order_id),
        refunds=refunds_of(order_id),
        deadline=deadline_of(Order.objects.select_related("channel").get(pk=order_id)),
    )


def order_by_link(*, link: str) -> OrderView:
    """Return the order that the link of a mail opens: all that a guest has.

    Raises: OrderNotFound — the link is not genuine, or too old.
    """
    return order_by_id(order_of_link(link))


def notes_of(*, actor: Actor, order: OrderView) -> tuple[NoteView, ...]:
    """Return what staff wrote down, oldest first.

    Raises: NotAllowed.
    """
    policy.require(actor, "shop.note_order")
    rows = OrderNote.objects.filter(order=order.row.order_id).order_by("pk")
    found = list(rows.select_related("order"))
    sealed = [
        (note.order.person_id, bytes(note.text_sealed))
        for note in found
        if note.order.person_id is not None
    ]
    texts = encryption.unseal_many_or(sealed, "")
    return tuple(
        NoteView(text, note.actor, note.at) for text, note in zip(texts, found, strict=True)
    )


def _lines(order_id: int) -> tuple[LineLife, ...]:
    sold = OrderLine.objects.filter(order=order_id).values_list("pk", "sku", "name")
    named = {pk: (sku, name) for pk, sku, name in sold}
    announced = announced_of(order_id)
    return tuple(
        LineLife(
            row.line_id, *named[row.line_id], row.quantity, row.sent, row.cancelled, row.returned,
            row.outstanding, max(0, row.with_buyer - announced.get(row.line_id, 0)),
        )
        for row in rows_of(order_id)
    )  # fmt: skip
