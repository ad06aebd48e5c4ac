"""Orders that were given up, and goods that come back: announced, here, refunded, refused."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

import shop.public as shop
from config.demo.enrol import actor_of, place_of
from config.demo.folk import read_folk
from config.demo.purchases import Purchase, arrive, order, pay, send
from config.demo.sign_ins import email_of
from config.demo.stories.sending import lines_of
from config.demo.stories.stage import Stage
from config.demo.timeline import Story
from config.demo.trade import Basket, basket


@dataclass(frozen=True, slots=True)
class _Bought:
    """Something that was delivered some days ago."""

    who: str
    basket: Basket
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
    who, at = "bruno.falk", stage.ago(4, 22, 5)
    yield at
    placed = order(Purchase(who, basket("strong"), at, payment="prepayment"))
    changed_at = at + timedelta(hours=11)
    yield changed_at
    shop.cancel_unpaid_order(
        order_id=placed.order_id,
        actor=actor_of(email_of(who)),
        reason="Doch das größere Set bestellt.",
        at=changed_at,
    )


def _cancelled_after_payment(stage: Stage) -> Story:
    who, at = "urs.ackermann", stage.ago(11, 9, 55)
    yield at
    placed = order(Purchase(who, basket("gift"), at))
    pay(placed, at + timedelta(minutes=2))
    called_at = at + timedelta(hours=5)
    yield called_at
    shop.cancel_paid_order(
        order_id=placed.order_id,
        cancellation=shop.Cancellation(reason="changed_mind", note="Anruf am Nachmittag."),
        actor=stage.staff.support,
        at=called_at,
    )


def _withdrawn(stage: Stage) -> Story:
    """A consumer withdraws from the contract; the goods are on their way back."""
    bought = _Bought("dorothea.klein", basket("face"), arrived_days_ago=7)
    placed = yield from _delivered(stage, bought)
    at = stage.ago(2, 18, 30)
    yield at
    statement = shop.Statement(
        name=read_folk().address_of(bought.who).name,
        order_number=placed.number,
        email=email_of(bought.who),
    )
    key = uuid5(NAMESPACE_OID, f"demo:withdrawal:{bought.who}")
    account_id = place_of(bought.who).account_id
    sender = shop.Sender(key=key, language="de", account_id=account_id)
    shop.withdraw(statement=statement, sender=sender, at=at)


def _announced(stage: Stage) -> Story:
    """One piece goes back; it has not arrived yet."""
    bought = _Bought("jonas.reiter", basket("hair"), arrived_days_ago=5)
    placed = yield from _delivered(stage, bought)
    at = stage.ago(1, 8, 20)
    yield at
    _announce(placed, "wrong_item", "Statt der Dose kam das Nachfüllstück.", at, bought.who)


def _received(stage: Stage) -> Story:
    """The goods are here; somebody has to decide."""
    bought = _Bought("esther.blum", basket("bath"), arrived_days_ago=10)
    placed = yield from _delivered(stage, bought)
    at = stage.ago(7, 10, 10)
    yield at
    announced = _announce(placed, "damaged", "Der Korken war gebrochen.", at, bought.who)
    yield stage.ago(1, 9)
    _inspect(stage, announced, scrapped=True, at=stage.ago(1, 9))


def _refunded(stage: Stage) -> Story:
    """Sent back, looked at, refunded."""
    bought = _Bought("cem.arslan", basket("refill"), arrived_days_ago=22)
    placed = yield from _delivered(stage, bought)
    at = stage.ago(17, 20)
    yield at
    announced = _announce(placed, "changed_mind", "", at, bought.who)
    here_at = stage.ago(13, 10)
    yield here_at
    _inspect(stage, announced, scrapped=False, at=here_at)
    decided_at = stage.ago(12, 14)
    yield decided_at
    shop.accept_return(return_id=announced.return_id, actor=stage.staff.finance, at=decided_at)


def _refused(stage: Stage) -> Story:
    """What came back was used up."""
    bought = _Bought("viktoria.sailer", basket("first"), arrived_days_ago=26)
    placed = yield from _delivered(stage, bought)
    at = stage.ago(19, 12)
    yield at
    announced = _announce(placed, "changed_mind", "", at, bought.who)
    here_at = stage.ago(15, 11)
    yield here_at
    _inspect(stage, announced, scrapped=True, at=here_at)
    decided_at = stage.ago(14, 16)
    yield decided_at
    shop.reject_return(
        return_id=announced.return_id,
        reason="Die Tiegel kamen leer zurück.",
        actor=stage.staff.finance,
        at=decided_at,
    )


def _delivered(stage: Stage, bought: _Bought) -> Generator[datetime, None, shop.PlacedOrder]:
    """Order, pay and receive; return the order."""
    arrives_at = stage.ago(bought.arrived_days_ago, 12, 30)
    placed_at = arrives_at - timedelta(days=3, hours=2)
    yield placed_at
    placed = order(Purchase(bought.who, bought.basket, placed_at))
    pay(placed, placed_at + timedelta(minutes=3))
    leaves_at = arrives_at - timedelta(days=2)
    yield leaves_at
    delivery = send(bought.who, placed, stage.staff.warehouse, leaves_at)
    yield arrives_at
    arrive(delivery, stage.staff.warehouse, arrives_at)
    return placed


def _announce(
    placed: shop.PlacedOrder, reason: str, note: str, at: datetime, who: str
) -> shop.Announced:
    line = lines_of(placed)[0]
    new = shop.NewReturn(reason=reason, note=note, lines=((line.line_id, line.quantity),))
    return shop.announce_return(
        order_id=placed.order_id, new=new, actor=actor_of(email_of(who)), at=at
    )


def _inspect(stage: Stage, announced: shop.Announced, *, scrapped: bool, at: datetime) -> None:
    warehouse = stage.staff.warehouse
    expected = shop.return_for(actor=warehouse, number=announced.number)
    found = [
        shop.Inspected(line.line_id, *((0, line.quantity) if scrapped else (line.quantity, 0)))
        for line in expected.lines
    ]
    shop.receive_return(return_id=announced.return_id, found=found, actor=warehouse, at=at)
