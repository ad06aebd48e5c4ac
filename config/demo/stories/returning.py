"""Orders that were given up, and goods that come back: announced, here, refunded, refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import NAMESPACE_OID, uuid5

from django.db import connection

import shop.public as shop
from config.demo.enrol import actor_of, place_of
from config.demo.folk import read_folk
from config.demo.purchases import (
    Pick,
    Purchase,
    arrive,
    first_line,
    keep_order,
    lines_of,
    order_called,
    pay_for,
    send,
)
from config.demo.sign_ins import email_of
from config.demo.stories.sending import parcel_to
from config.demo.stories.stage import Stage
from config.demo.timeline import Happening, Story, keep, kept
from config.demo.trade import basket
from core.policy import Actor


@dataclass(frozen=True, slots=True)
class _Bought:
    """Something that was delivered some days ago; it gives the story its name."""

    name: str
    who: str
    basket: str
    arrived_days_ago: int


def returning_stories(stage: Stage) -> Iterator[Story]:
    """Yield one of every way in which an order is undone."""
    yield _gives_up(stage)
    yield _cancelled_after_payment(stage)
    yield _withdrawn(stage)
    yield _announced(stage)
    yield _received(stage)
    yield _refunded(stage)
    yield _refused(stage)


def _gives_up(stage: Stage) -> Story:
    """The buyer cancels before paying."""
    who, name, at = "bruno.falk", "given-up", stage.ago(4, 22, 5)
    purchase = Purchase(who, basket("strong"), at, payment="prepayment")
    yield Happening(at, partial(keep_order, name, purchase))
    changed_at = at + timedelta(hours=11)
    yield Happening(changed_at, partial(_change_mind, name, who, changed_at))


def _change_mind(name: str, who: str, at: datetime) -> None:
    shop.cancel_unpaid_order(
        order_id=kept(f"order:{name}"),
        actor=actor_of(email_of(who)),
        reason="Doch das größere Set bestellt.",
        at=at,
    )


def _cancelled_after_payment(stage: Stage) -> Story:
    name, at = "cancelled-after-payment", stage.ago(11, 9, 55)
    yield Happening(at, partial(keep_order, name, Purchase("urs.ackermann", basket("gift"), at)))
    paid_at, called_at = at + timedelta(minutes=2), at + timedelta(hours=5)
    yield Happening(paid_at, partial(pay_for, name, paid_at))
    yield Happening(
        called_at,
        partial(cancel, name, "Anruf am Nachmittag.", stage.staff.support, called_at),
    )


def cancel(name: str, note: str, support: Actor, at: datetime) -> None:
    """Give up a whole order that was paid: the buyer changed their mind."""
    shop.cancel_paid_order(
        order_id=kept(f"order:{name}"),
        cancellation=shop.Cancellation(reason="changed_mind", note=note),
        actor=support,
        at=at,
    )


def _withdrawn(stage: Stage) -> Story:
    """A consumer withdraws from the contract; the goods are on their way back."""
    bought = _Bought("withdrawn", "dorothea.klein", "face", arrived_days_ago=7)
    yield from _delivered(stage, bought)
    at = stage.ago(2, 18, 30)
    name = read_folk().address_of(bought.who).name
    yield Happening(at, partial(withdraw, bought.name, bought.who, name, at))


def withdraw(name: str, who: str, called: str, at: datetime) -> None:
    """Withdraw from the contract about an order, by the form."""
    placed = order_called(name)
    statement = shop.Statement(name=called, order_number=placed.number, email=email_of(who))
    key = uuid5(NAMESPACE_OID, f"demo:withdrawal:{name}")
    sender = shop.Sender(key=key, language="de", account_id=place_of(who).account_id)
    shop.withdraw(statement=statement, sender=sender, at=at)


def _announced(stage: Stage) -> Story:
    """One piece goes back; it has not arrived yet."""
    bought = _Bought("announced", "jonas.reiter", "hair", arrived_days_ago=5)
    yield from _delivered(stage, bought)
    note = "Statt der Dose kam das Nachfüllstück."
    yield _goes_back(bought, SentBack("wrong_item", note), stage.ago(1, 8, 20))


def _received(stage: Stage) -> Story:
    """The goods are here; somebody has to decide."""
    bought = _Bought("received", "esther.blum", "bath", arrived_days_ago=10)
    yield from _delivered(stage, bought)
    yield _goes_back(bought, SentBack("damaged", "Der Korken war gebrochen."), stage.ago(7, 10, 10))
    yield _comes_back(stage, bought, stage.ago(1, 9), scrapped=True)


def _refunded(stage: Stage) -> Story:
    """Sent back, looked at, refunded."""
    bought = _Bought("refunded", "cem.arslan", "refill", arrived_days_ago=22)
    yield from _delivered(stage, bought)
    yield _goes_back(bought, SentBack("changed_mind"), stage.ago(17, 20))
    yield _comes_back(stage, bought, stage.ago(13, 10), scrapped=False)
    at = stage.ago(12, 14)
    yield Happening(at, partial(refund, bought.name, stage.staff.finance, at))


def _refused(stage: Stage) -> Story:
    """What came back was used up."""
    bought = _Bought("refused", "viktoria.sailer", "first", arrived_days_ago=26)
    yield from _delivered(stage, bought)
    yield _goes_back(bought, SentBack("changed_mind"), stage.ago(19, 12))
    yield _comes_back(stage, bought, stage.ago(15, 11), scrapped=True)
    at = stage.ago(14, 16)
    yield Happening(at, partial(_refuse, bought.name, stage.staff.finance, at))


def _refuse(name: str, finance: Actor, at: datetime) -> None:
    shop.reject_return(
        return_id=kept(f"return:{name}"),
        reason="Die Tiegel kamen leer zurück.",
        actor=finance,
        at=at,
    )


def _delivered(stage: Stage, bought: _Bought) -> Story:
    """Order, pay and receive."""
    arrives_at = stage.ago(bought.arrived_days_ago, 12, 30)
    placed_at = arrives_at - timedelta(days=3, hours=2)
    paid_at, leaves_at = placed_at + timedelta(minutes=3), arrives_at - timedelta(days=2)
    purchase = Purchase(bought.who, basket(bought.basket), placed_at)
    parcel, warehouse = parcel_to(bought.name, bought.who), stage.staff.warehouse
    yield Happening(placed_at, partial(keep_order, bought.name, purchase))
    yield Happening(paid_at, partial(pay_for, bought.name, paid_at))
    yield Happening(leaves_at, partial(send, parcel, warehouse, leaves_at))
    yield Happening(arrives_at, partial(arrive, parcel, warehouse, arrives_at))


@dataclass(frozen=True, slots=True)
class SentBack:
    """Why something goes back, and what of the order."""

    reason: str
    note: str = ""
    pick: Pick = first_line


def _goes_back(bought: _Bought, back: SentBack, at: datetime) -> Happening:
    return Happening(at, partial(announce, bought.name, bought.who, back, at))


def _comes_back(stage: Stage, bought: _Bought, at: datetime, *, scrapped: bool) -> Happening:
    seen = partial(inspect, bought.name, stage.staff.warehouse, at, scrapped=scrapped)
    return Happening(at, seen)


def announce(name: str, who: str, back: SentBack, at: datetime) -> None:
    """Let the buyer say that goods of an order go back."""
    order_id = kept(f"order:{name}")
    new = shop.NewReturn(reason=back.reason, note=back.note, lines=back.pick(lines_of(order_id)))
    announced = shop.announce_return(
        order_id=order_id, new=new, actor=actor_of(email_of(who)), at=at
    )
    keep(f"return:{name}", announced.return_id)


def inspect(name: str, warehouse: Actor, at: datetime, *, scrapped: bool) -> None:
    """Open what came back: everything announced is here, good or worthless."""
    return_id = kept(f"return:{name}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM shop_return WHERE id = %s", [return_id])
        (number,) = cursor.fetchone()
    expected = shop.return_for(actor=warehouse, number=number)
    found = [
        shop.Inspected(line.line_id, *((0, line.quantity) if scrapped else (line.quantity, 0)))
        for line in expected.lines
    ]
    shop.receive_return(return_id=return_id, found=found, actor=warehouse, at=at)


def refund(name: str, finance: Actor, at: datetime) -> None:
    """Accept a return; the refund is on its way."""
    shop.accept_return(return_id=kept(f"return:{name}"), actor=finance, at=at)
