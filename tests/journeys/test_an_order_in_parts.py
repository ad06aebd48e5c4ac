"""Staff sends an order in two parcels, cancels a paid one, and the buyer follows it all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

import shop.public as shop
from core import outbox
from tests import scenes
from tests.journeys.test_guest_withdraws_and_is_refunded import clerk
from tests.journeys.visitor import Visitor


def life(order: shop.PlacedOrder) -> shop.OrderLife:
    """Return what became of an order."""
    return shop.order_life(order=shop.order_for(actor=scenes.SYSTEM, number=order.number))


def counts(order: shop.PlacedOrder, **wanted: int) -> dict[str, str]:
    """Fill in pieces by SKU; a name cannot have a dash."""
    asked = {sku.replace("_", "-"): count for sku, count in wanted.items()}
    return {f"line_{line.line_id}": str(asked.get(line.sku, 0)) for line in life(order).lines}


def again(role: str) -> Visitor:
    """Let a member of staff sign in on another day."""
    visitor = Visitor()
    visitor.send("/sign-in/", email=f"{role}@example.org", password=scenes.PASSWORD)
    return visitor


def state(order: shop.PlacedOrder) -> str:
    """Return how an order stands."""
    return shop.order_for(actor=scenes.SYSTEM, number=order.number).row.state


def test_two_parcels_two_invoices_one_order(
    shop_is_open: scenes.Login, time_machine: TimeMachineFixture
) -> None:
    order = scenes.paid_order(None, {"QM-1001": 2, "QM-1006": 1}, scenes.MARCH)
    warehouse, path = clerk("warehouse"), f"/staff/orders/{order.number}/"
    warehouse.send(
        f"{path}send/", carrier="dhl", tracking_number="003404", **counts(order, QM_1001=2)
    )
    assert "In Zustellung" in warehouse.open(path)
    guest = Visitor()
    seen = guest.open(f"/order/{shop.order_link(order.order_id)}/")
    assert "Sendung verfolgen" in seen and "die 14 Tage beginnen, wenn alles angekommen" in seen
    time_machine.move_to(scenes.MARCH + timedelta(days=2))
    (first,) = life(order).parcels
    warehouse = again("warehouse")
    warehouse.send(f"{path}parcels/{first.delivery_id}/arrived/", arrived_on="2026-03-06")
    warehouse.send(f"{path}send/", delivered_on="2026-03-07", **counts(order, QM_1006=1))
    assert state(order) == "delivered"
    seen = guest.open(f"/order/{shop.order_link(order.order_id)}/")
    assert seen.count("Rechnung RE-") == 2 and "widerrufen" in seen
    outbox.drain()


def test_a_paid_order_is_cancelled_and_the_money_goes_back(shop_is_open: scenes.Login) -> None:
    order = scenes.paid_order(None, {"QM-1006": 1}, scenes.MARCH)
    support = clerk("support")
    fields = {"reason": "out_of_stock", "whose": "", "note": "Ernte verhagelt"}
    support.send(f"/staff/orders/{order.number}/cancel/", **fields, **counts(order, QM_1006=1))
    outbox.drain()
    assert state(order) == "cancelled"
    (refund,) = life(order).refunds
    assert (refund.state, refund.amount_minor) == ("done", order.gross_minor)
    assert "Erstattet" in Visitor().open(f"/order/{shop.order_link(order.order_id)}/")


def test_a_buyer_cancels_while_nothing_is_paid(shop_is_open: scenes.Login) -> None:
    order, guest = scenes.placed_order(None, {"QM-1006": 1}, scenes.MARCH), Visitor()
    path = f"/order/{shop.order_link(order.order_id)}/"
    assert "Bestellung stornieren" in guest.open(path)
    guest.send(f"{path}cancel/")
    assert state(order) == "cancelled"
    assert "stornieren" not in guest.open(path)


def test_something_broken_is_announced_and_its_dispatch_proven(shop_is_open: scenes.Login) -> None:
    order, guest = scenes.paid_order(None, {"QM-1006": 1}, scenes.MARCH), Visitor()
    scenes.deliver(order.order_id, scenes.MARCH)
    path = f"/order/{shop.order_link(order.order_id)}/"
    fields = {"reason": "damaged", "note": "Glas zerbrochen", **counts(order, QM_1006=1)}
    guest.send(f"{path}send-back/", **fields)
    assert "Angekündigt" in guest.open(path)
    (returned,) = life(order).returns
    assert returned.attributable_to_company
    guest.send(f"{path}returns/{returned.row.return_id}/sent/", tracking_number="JJD014")
    finance = clerk("finance")
    finance.send(f"/staff/returns/{returned.row.number}/accept/")
    outbox.drain()
    assert "Erstattet" in guest.open(path)


def test_a_prepaid_order_is_refunded_to_the_account_the_buyer_names(
    shop_is_open: scenes.Login,
) -> None:
    order = scenes.placed_order(None, {"QM-1006": 1}, scenes.MARCH, payment="prepayment")
    came = shop.NewTransfer(
        "B-1", scenes.MARCH.date(), order.gross_minor, "EUR", "Bea", order.number
    )
    shop.record_incoming(actor=scenes.SYSTEM, transfer=came, at=scenes.MARCH)
    shop.cancel_paid_order(
        order_id=order.order_id,
        cancellation=shop.Cancellation("out_of_stock"),
        actor=scenes.SYSTEM,
        at=scenes.MARCH,
    )
    outbox.drain()
    guest, path = Visitor(), f"/order/{shop.order_link(order.order_id)}/"
    assert "Konto angeben" in guest.open(path)
    (refund,) = life(order).refunds
    account = {"holder": "Bea Kundin", "iban": "DE89 3704 0044 0532 0130 00"}
    guest.send(f"{path}refunds/{refund.refund_id}/", **account)
    finance = clerk("finance")
    assert "DE89 3704 0044" in finance.open(f"/staff/refunds/{refund.refund_id}/")
    seen = finance.client.get(f"/staff/refunds/{refund.refund_id}/").context["account"]
    finance.send(f"/staff/refunds/{refund.refund_id}/made/", account=seen.mark)
    assert "Erstattet" in guest.open(path)


@pytest.mark.parametrize(
    "query",
    ["q={number}", "state=paid", "kind=sale", "from=2026-03-05&until=2026-03-05", "via=online"],
)
def test_staff_finds_orders(shop_is_open: scenes.Login, query: str) -> None:
    order = scenes.paid_order(None, {"QM-1006": 1}, scenes.MARCH)
    support = clerk("support")
    assert order.number in support.open(f"/staff/orders/?{query.format(number=order.number)}")
    for other in ("q=1", "state=placed", "kind=gift", "until=2026-03-04", "from=nonsense&q=x"):
        assert order.number not in support.open(f"/staff/orders/?{other}")


def test_a_note_is_for_colleagues(shop_is_open: scenes.Login) -> None:
    order, support = scenes.paid_order(None, {"QM-1006": 1}, scenes.MARCH), clerk("support")
    support.send(f"/staff/orders/{order.number}/note/", text="ruft morgen wieder an")
    assert "ruft morgen wieder an" in support.open(f"/staff/orders/{order.number}/")
    assert "ruft morgen" not in Visitor().open(f"/order/{shop.order_link(order.order_id)}/")
