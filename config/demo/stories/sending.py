"""Parcels: still to be packed, on their way, in two parts; and goods that come in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

import shop.public as shop
from config.demo.folk import read_folk
from config.demo.goods import read_goods
from config.demo.purchases import (
    Parcel,
    Purchase,
    arrive,
    first_line,
    keep_order,
    last_line,
    lines_of,
    pay_for,
    send,
)
from config.demo.shop_floor import reduce_prices
from config.demo.stories.stage import Stage
from config.demo.timeline import Happening, Story, kept
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
        yield ordered(f"to-pack:{who}", who, bought, stage.ago(1, hour, 25))
    yield _on_its_way(stage)
    yield _in_two_parcels(stage, "ulrike.hartmann", has_second=False)
    yield _in_two_parcels(stage, "alma.engel", has_second=True)
    yield _cannot_be_sent(stage)
    yield _goods_come_in(stage)
    yield from _prices_fall(stage)


def ordered(name: str, who: str, bought: str, at: datetime) -> Story:
    """Tell that somebody orders and pays by card."""
    paid_at = at + timedelta(minutes=3)
    yield Happening(at, partial(keep_order, name, Purchase(who, basket(bought), at)))
    yield Happening(paid_at, partial(pay_for, name, paid_at))


def parcel_to(name: str, who: str) -> Parcel:
    """Return the parcel of an order to somebody whom the demo knows by name."""
    return Parcel(name, read_folk().address_of(who).country)


def _on_its_way(stage: Stage) -> Story:
    who, name = "jonas.reiter", "on-its-way"
    yield from ordered(name, who, "presents", stage.ago(3, 17, 5))
    leaves_at = stage.ago(1, 12, 30)
    leaves = partial(send, parcel_to(name, who), stage.staff.warehouse, leaves_at)
    yield Happening(leaves_at, leaves)


def _in_two_parcels(stage: Stage, who: str, *, has_second: bool) -> Story:
    at, name = stage.ago(8 if has_second else 5, 10, 35), f"two-parcels:{who}"
    yield from ordered(name, who, "bath", at)
    country = read_folk().address_of(who).country
    first = Parcel(name, country, first_line)
    yield from _goes(stage, first, at + timedelta(days=1))
    if has_second:
        yield from _goes(stage, Parcel(name, country, number=2), at + timedelta(days=4))


def _goes(stage: Stage, parcel: Parcel, leaves_at: datetime) -> Story:
    warehouse, arrives_at = stage.staff.warehouse, leaves_at + timedelta(days=2)
    yield Happening(leaves_at, partial(send, parcel, warehouse, leaves_at))
    yield Happening(arrives_at, partial(arrive, parcel, warehouse, arrives_at))


def _cannot_be_sent(stage: Stage) -> Story:
    """One article broke in the warehouse: it is cancelled and refunded, the rest is sent."""
    who, name = "jakub.svoboda", "cannot-be-sent"
    yield from ordered(name, who, "hair", stage.ago(7, 13, 15))
    noticed_at = stage.ago(6, 9, 40)
    yield Happening(noticed_at, partial(_give_up_a_line, name, stage.staff.support, noticed_at))
    parcel, warehouse = parcel_to(name, who), stage.staff.warehouse
    leaves_at, arrives_at = stage.ago(6, 15), stage.ago(3, 12)
    yield Happening(leaves_at, partial(send, parcel, warehouse, leaves_at))
    yield Happening(arrives_at, partial(arrive, parcel, warehouse, arrives_at))


def _give_up_a_line(name: str, support: Actor, at: datetime) -> None:
    order_id = kept(f"order:{name}")
    lacking = shop.Cancellation(
        reason="out_of_stock",
        note="Die letzte Dose war beschädigt.",
        lines=last_line(lines_of(order_id)),
    )
    shop.cancel_paid_order(order_id=order_id, cancellation=lacking, actor=support, at=at)


def _goods_come_in(stage: Stage) -> Story:
    at = stage.ago(16, 7, 30)
    for sku, quantity in _REFILLED.items():
        yield Happening(
            at,
            partial(
                receive_stock,
                actor=stage.staff.warehouse,
                sku=sku,
                quantity=quantity,
                reference="LS-0207",
                at=at,
            ),
        )


def _prices_fall(stage: Stage) -> Iterator[Story]:
    """A price is lowered at the beginning of a day."""
    for item in read_goods().products:
        for variant in item.variants:
            if variant.reduced_days_ago:
                at = stage.ago(variant.reduced_days_ago, 6)
                falls = partial(reduce_prices, item, keeper=stage.staff.owner, at=at)
                yield iter([Happening(at, falls)])
