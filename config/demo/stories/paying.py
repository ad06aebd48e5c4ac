"""Money that comes by bank transfer, late, in parts, too much or not at all; a card declined."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import shop.public as shop
from config.demo.folk import read_folk
from config.demo.purchases import Purchase, arrive, order, pay, send
from config.demo.stories.stage import Stage
from config.demo.timeline import Story
from config.demo.trade import Basket, basket
from core.company import local_date

_DAYS_TO_PAY = 10


def paying_stories(stage: Stage) -> Iterator[Story]:
    """Yield one order of every way in which money comes or does not."""
    yield _paid_by_transfer(stage)
    yield _waits_for_transfer(stage, "xaver.lechner", basket("first"), days_ago=2)
    yield _waits_for_transfer(stage, "gabriele.wimmer", basket("bath"), days_ago=6)
    yield _half_paid(stage)
    yield _paid_too_much(stage)
    yield _never_paid(stage)
    yield _nobody_knows_for_what(stage)
    yield _card_declined(stage)
    yield _declined_then_paid(stage)


def _ordered(stage: Stage, who: str, bought: Basket, at: datetime) -> shop.PlacedOrder:
    return order(Purchase(who, bought, at, payment="prepayment"))


def _transfer(
    stage: Stage, who: str, amount_minor: int, text: str, at: datetime
) -> shop.TransferResult:
    """Let finance record what stands on the bank statement of a day."""
    transfer = shop.NewTransfer(
        bank_reference=f"KA{at:%Y%m%d}-{who.partition('.')[2][:8]}",
        booked_on=local_date(at),
        amount_minor=amount_minor,
        currency="EUR",
        payer=read_folk().address_of(who).name,
        text=text,
    )
    return shop.record_incoming(actor=stage.staff.finance, transfer=transfer, at=at)


def _paid_by_transfer(stage: Stage) -> Story:
    who, at = "petra.zimmer", stage.ago(24, 18, 40)
    yield at
    placed = _ordered(stage, who, basket("face"), at)
    paid_at = stage.ago(21, 9, 5)
    yield paid_at
    _transfer(stage, who, placed.gross_minor, f"Bestellung {placed.number}", paid_at)
    leaves_at = stage.ago(20, 12)
    yield leaves_at
    delivery = send(who, placed, stage.staff.warehouse, leaves_at)
    yield stage.ago(18, 13)
    arrive(delivery, stage.staff.warehouse, stage.ago(18, 13))


def _waits_for_transfer(stage: Stage, who: str, bought: Basket, *, days_ago: int) -> Story:
    at = stage.ago(days_ago, 20, 15)
    yield at
    _ordered(stage, who, bought, at)


def _half_paid(stage: Stage) -> Story:
    """A part came in time, so the clock leaves the order alone although its term is over."""
    who, at = "tamara.ivanova", stage.ago(_DAYS_TO_PAY + 3, 16, 20)
    yield at
    placed = _ordered(stage, who, basket("presents"), at)
    paid_at = stage.ago(9, 9, 10)
    yield paid_at
    _transfer(stage, who, 5000, f"{placed.number} erste Rate", paid_at)


def _paid_too_much(stage: Stage) -> Story:
    who, at = "lorenz.vetter", stage.ago(5, 8, 50)
    yield at
    placed = _ordered(stage, who, basket("kitchen"), at)
    paid_at = stage.ago(1, 9, 15)
    yield paid_at
    _transfer(stage, who, placed.gross_minor + 990, placed.number, paid_at)


def _never_paid(stage: Stage) -> Story:
    """The clock gives the order up once its term is over."""
    at = stage.ago(_DAYS_TO_PAY + 4, 21, 30)
    yield at
    _ordered(stage, "noah.schubert", basket("hair"), at)
    over_at = at + timedelta(days=_DAYS_TO_PAY, hours=1)
    yield over_at
    shop.cancel_overdue_orders(at=over_at)


def _nobody_knows_for_what(stage: Stage) -> Story:
    at = stage.ago(1, 9, 20)
    yield at
    _transfer(stage, "hamid.rahimi", 2490, "Danke fuer die schnelle Lieferung", at)


def _card_declined(stage: Stage) -> Story:
    at = stage.ago(1, 19, 45)
    yield at
    placed = order(Purchase("marlene.haas", basket("hair"), at))
    shop.gateway_decide(token=placed.payment_token, approve=False, at=at)


def _declined_then_paid(stage: Stage) -> Story:
    """The second try works; the parcel is still to be packed."""
    at = stage.ago(1, 12, 10)
    yield at
    placed = order(Purchase("karla.mendes", basket("bath"), at))
    shop.gateway_decide(token=placed.payment_token, approve=False, at=at)
    pay(placed, at + timedelta(minutes=6))
