"""Parcels: still to be packed, on their way, in two parts; and goods that come in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import shop.public as shop
from config.demo.goods import read_goods
from config.demo.purchases import Purchase, arrive, order, pay, send
from config.demo.shop_floor import reduce_prices
from config.demo.stories.stage import Stage
from config.demo.timeline import Story
from config.demo.trade import basket
from core.policy import Actor
from inventory.public import receive_stock

_REFILLED = {"QM-1001": 60, "QM-1006": 48, "QM-2001": 80, "QM-1020": 72}


def sending_stories(stage: Stage) -> Iterator[Story]:
    """Yield what keeps the warehouse busy."""
    for who, bought, hour in (
        ("petra.zimmer", "gift", 9),
        ("iris.baumgartner", "small", 11),
        ("nele.brandt", "care", 14),
    ):
        yield _to_pack(who, bought, stage.ago(1, hour, 25))
    yield _on_its_way(stage)
    yield _in_two_parcels(stage, "ulrike.hartmann", has_second=False)
    yield _in_two_parcels(stage, "alma.engel", has_second=True)
    yield _cannot_be_sent(stage)
    yield _goods_come_in(stage)
    yield _prices_fall(stage)


def _to_pack(who: str, bought: str, at: datetime) -> Story:
    yield at
    pay(order(Purchase(who, basket(bought), at)), at + timedelta(minutes=3))


def _on_its_way(stage: Stage) -> Story:
    who, at = "jonas.reiter", stage.ago(3, 17, 5)
    yield at
    placed = order(Purchase(who, basket("presents"), at))
    pay(placed, at + timedelta(minutes=4))
    leaves_at = stage.ago(1, 12, 30)
    yield leaves_at
    send(who, placed, stage.staff.warehouse, leaves_at)


def _in_two_parcels(stage: Stage, who: str, *, has_second: bool) -> Story:
    at = stage.ago(8 if has_second else 5, 10, 35)
    yield at
    placed = order(Purchase(who, basket("bath"), at))
    pay(placed, at + timedelta(minutes=2))
    first_at = at + timedelta(days=1)
    yield first_at
    line = lines_of(placed)[0]
    warehouse = stage.staff.warehouse
    first = send(who, placed, warehouse, first_at, ((line.line_id, line.quantity),))
    yield first_at + timedelta(days=2)
    arrive(first, warehouse, first_at + timedelta(days=2))
    if has_second:
        second_at = first_at + timedelta(days=3)
        yield second_at
        second = send(who, placed, warehouse, second_at)
        yield second_at + timedelta(days=2)
        arrive(second, warehouse, second_at + timedelta(days=2))


def _cannot_be_sent(stage: Stage) -> Story:
    """One article broke in the warehouse: it is cancelled and refunded, the rest is sent."""
    who, at = "jakub.svoboda", stage.ago(7, 13, 15)
    yield at
    placed = order(Purchase(who, basket("hair"), at))
    pay(placed, at + timedelta(minutes=2))
    noticed_at = stage.ago(6, 9, 40)
    yield noticed_at
    line = lines_of(placed)[-1]
    lacking = shop.Cancellation(
        reason="out_of_stock",
        note="Die letzte Dose war beschädigt.",
        lines=((line.line_id, line.quantity),),
    )
    support = stage.staff.support
    shop.cancel_paid_order(
        order_id=placed.order_id, cancellation=lacking, actor=support, at=noticed_at
    )
    leaves_at = stage.ago(6, 15)
    yield leaves_at
    delivery = send(who, placed, stage.staff.warehouse, leaves_at)
    yield stage.ago(3, 12)
    arrive(delivery, stage.staff.warehouse, stage.ago(3, 12))


def lines_of(placed: shop.PlacedOrder) -> tuple[shop.LineFacts, ...]:
    """Return the lines of an order."""
    return shop.order_facts([placed.order_id])[0].lines


def _goods_come_in(stage: Stage) -> Story:
    at = stage.ago(16, 7, 30)
    yield at
    for sku, quantity in _REFILLED.items():
        _receive(stage.staff.warehouse, sku, quantity, at)


def _receive(warehouse: Actor, sku: str, quantity: int, at: datetime) -> None:
    receive_stock(actor=warehouse, sku=sku, quantity=quantity, reference="LS-0207", at=at)


def _prices_fall(stage: Stage) -> Story:
    """A price is lowered at the beginning of a day."""
    for item in read_goods().products:
        for variant in item.variants:
            if variant.reduced_days_ago:
                at = stage.ago(variant.reduced_days_ago, 6)
                yield at
                reduce_prices(item, keeper=stage.staff.owner, at=at)
