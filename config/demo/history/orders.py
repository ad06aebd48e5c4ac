"""The years told through the use cases: what is bought, sent, given up and sent back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import partial

import shop.public as shop
from config.demo.clock import at_hour
from config.demo.history.habits import Buy, Fate, fate_of
from config.demo.history.lives import day_at
from config.demo.purchases import (
    Parcel,
    Purchase,
    arrive,
    first_line,
    keep_order,
    last_line,
    lines_of,
    order_called,
    pay_for,
    send,
)
from config.demo.stories.returning import SentBack, announce, cancel, inspect, refund
from config.demo.stories.stage import Stage
from config.demo.timeline import Happening, Story, kept
from core.company import local_date
from core.periods import Period, period_of
from core.policy import Actor
from inventory.public import receive_stock

_GOES_AT, _COMES_AT = time(15, 30), time(12, 15)
_DAYS_TO_PAY = 10
_STOCK_COMES_AT = time(6, 30)
_REASONS = ("changed_mind", "changed_mind", "changed_mind", "damaged", "wrong_item", "defect")


def buys(stage: Stage, buy: Buy) -> Story:
    """Tell one order to its end; what lies after today has not happened yet."""
    fate = fate_of(buy)
    at = day_at(stage, buy.day, buy.minute)
    purchase = Purchase(buy.buyer.who, buy.basket, at, buy.purpose, buy.payment, buy.buyer.address)
    yield Happening(at, partial(keep_order, buy.name, purchase))
    if fate is Fate.NEVER_PAID:
        over_at = at + timedelta(days=_DAYS_TO_PAY, hours=1)
        yield Happening(over_at, partial(shop.cancel_overdue_orders, at=over_at))
        return
    paid_at = yield from _pays(stage, buy, at)
    yield from _cancels(stage, buy, fate, paid_at)
    if fate is not Fate.CANCELLED:
        arrived_at = yield from _goes(stage, buy, paid_at)
        yield from _comes_back(stage, buy, fate, arrived_at)


def _pays(stage: Stage, buy: Buy, at: datetime) -> Generator[Happening, None, datetime]:
    if buy.payment == "card":
        paid_at = at + timedelta(minutes=2)
        yield Happening(paid_at, partial(pay_for, buy.name, paid_at))
        return paid_at
    paid_at = day_at(stage, buy.day + buy.draw.between(1, 4), 9 * 60 + 10)
    yield Happening(paid_at, partial(_transfer, buy, stage.staff.finance, paid_at))
    return paid_at


def _transfer(buy: Buy, finance: Actor, at: datetime) -> None:
    placed = order_called(buy.name)
    transfer = shop.NewTransfer(
        bank_reference=f"KA{placed.number}",
        booked_on=local_date(at),
        amount_minor=placed.gross_minor,
        currency=placed.currency,
        payer=buy.buyer.address.name,
        text=f"Bestellung {placed.number}",
    )
    shop.record_incoming(actor=finance, transfer=transfer, at=at)


def _cancels(stage: Stage, buy: Buy, fate: Fate, paid_at: datetime) -> Story:
    support, at = stage.staff.support, paid_at + timedelta(hours=1)
    if fate is Fate.CANCELLED:
        yield Happening(at, partial(cancel, buy.name, "Anruf.", support, at))
    elif fate is Fate.PARTLY_CANCELLED:
        yield Happening(at, partial(_lack, buy.name, support, at))


def _lack(name: str, support: Actor, at: datetime) -> None:
    """Give up a line that cannot be sent: it is ours to answer for."""
    order_id = kept(f"order:{name}")
    lacking = shop.Cancellation(
        reason="out_of_stock", note="Nicht lieferbar.", lines=last_line(lines_of(order_id))
    )
    shop.cancel_paid_order(order_id=order_id, cancellation=lacking, actor=support, at=at)


def _goes(stage: Stage, buy: Buy, paid_at: datetime) -> Generator[Happening, None, datetime]:
    day = local_date(paid_at) + timedelta(days=1)
    leaves_at = at_hour(day, _GOES_AT)
    arrives_at = at_hour(day + timedelta(days=buy.draw.between(1, 3)), _COMES_AT)
    parcel, warehouse = Parcel(buy.name, buy.buyer.address.country), stage.staff.warehouse
    yield Happening(leaves_at, partial(send, parcel, warehouse, leaves_at))
    yield Happening(arrives_at, partial(arrive, parcel, warehouse, arrives_at))
    return arrives_at


def _comes_back(stage: Stage, buy: Buy, fate: Fate, arrived_at: datetime) -> Story:
    """A part of the returns comes when the month of the order was published long ago."""
    if fate not in (Fate.RETURNED, Fate.PARTLY_RETURNED):
        return
    is_whole = fate is Fate.RETURNED
    back = SentBack(buy.draw.pick(_REASONS), pick=_everything if is_whole else first_line)
    told_at = arrived_at + timedelta(days=buy.draw.between(3, 13), hours=7)
    here_at = told_at + timedelta(days=buy.draw.between(3, 9))
    decided_at = here_at + timedelta(days=buy.draw.between(1, 3), hours=2)
    staff, is_worthless = stage.staff, buy.draw.chance(300)
    yield Happening(told_at, partial(announce, buy.name, buy.buyer.who, back, told_at))
    yield Happening(
        here_at, partial(inspect, buy.name, staff.warehouse, here_at, scrapped=is_worthless)
    )
    yield Happening(decided_at, partial(refund, buy.name, staff.finance, decided_at))


def _everything(lines: tuple[shop.LineFacts, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((line.line_id, line.quantity) for line in lines)


def takes_goods_in(stage: Stage, planned: Sequence[Buy]) -> Iterator[Story]:
    """Yield what the warehouse receives every month: what it will send, and a little more."""
    wanted: dict[str, Counter[str]] = {}
    for buy in planned:
        month = period_of(stage.founded_on + timedelta(days=buy.day), "month").key
        wanted.setdefault(month, Counter()).update(dict(buy.basket))
    for month, pieces in sorted(wanted.items()):
        at = at_hour(Period(month).starts_on, _STOCK_COMES_AT)
        yield iter([_received(stage, *one, f"LS-{month}", at) for one in sorted(pieces.items())])


def _received(stage: Stage, sku: str, pieces: int, note: str, at: datetime) -> Happening:
    quantity = pieces * 21 // 20 + 1
    return Happening(
        at,
        partial(
            receive_stock,
            actor=stage.staff.warehouse,
            sku=sku,
            quantity=quantity,
            reference=note,
            at=at,
        ),
    )
