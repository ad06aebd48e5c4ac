"""Money that comes by bank transfer, late, in parts, too much or not at all; a card declined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import shop.public as shop
from config.demo.folk import read_folk
from config.demo.purchases import (
    Parcel,
    Purchase,
    arrive,
    keep_order,
    order_called,
    pay_for,
    send,
)
from config.demo.stories.stage import Stage
from config.demo.timeline import Happening, Story
from config.demo.trade import basket
from core.company import local_date
from core.policy import Actor

_DAYS_TO_PAY = 10
_DE = "DE"


def paying_stories(stage: Stage) -> Iterator[Story]:
    """Yield one order of every way in which money comes or does not."""
    yield _paid_by_transfer(stage)
    yield iter([_ordered("waits", "xaver.lechner", "first", stage.ago(2, 20, 15))])
    yield iter([_ordered("waits-longer", "gabriele.wimmer", "bath", stage.ago(6, 20, 15))])
    yield _half_paid(stage)
    yield _paid_too_much(stage)
    yield _never_paid(stage)
    yield _nobody_knows_for_what(stage)
    yield _card_declined(stage)
    yield _declined_then_paid(stage)


def _ordered(
    name: str, who: str, bought: str, at: datetime, payment: str = "prepayment"
) -> Happening:
    purchase = Purchase(who, basket(bought), at, payment=payment)
    return Happening(at, partial(keep_order, name, purchase))


@dataclass(frozen=True, slots=True)
class _Transfer:
    """A line of the bank's statement about an order that has a name, or about none.

    `amount_minor` None pays the whole order; `more_minor` is what comes beyond that.
    """

    who: str
    text: str
    order: str = ""
    amount_minor: int | None = None
    more_minor: int = 0

    def record(self, finance: Actor, at: datetime) -> shop.TransferResult:
        """Let finance record it."""
        placed = order_called(self.order) if self.order else None
        amount = self.amount_minor
        if amount is None:
            amount = placed.gross_minor if placed else 0
        transfer = shop.NewTransfer(
            bank_reference=f"KA{at:%Y%m%d}-{self.who.partition('.')[2][:8]}",
            booked_on=local_date(at),
            amount_minor=amount + self.more_minor,
            currency="EUR",
            payer=read_folk().address_of(self.who).name,
            text=self.text.format(number=placed.number if placed else ""),
        )
        return shop.record_incoming(actor=finance, transfer=transfer, at=at)


def _comes(stage: Stage, transfer: _Transfer, at: datetime) -> Happening:
    return Happening(at, partial(transfer.record, stage.staff.finance, at))


def _paid_by_transfer(stage: Stage) -> Story:
    who, name = "petra.zimmer", "by-transfer"
    yield _ordered(name, who, "face", stage.ago(24, 18, 40))
    yield _comes(stage, _Transfer(who, "Bestellung {number}", name), stage.ago(21, 9, 5))
    parcel, warehouse = Parcel(name, _DE), stage.staff.warehouse
    leaves_at, arrives_at = stage.ago(20, 12), stage.ago(18, 13)
    yield Happening(leaves_at, partial(send, parcel, warehouse, leaves_at))
    yield Happening(arrives_at, partial(arrive, parcel, warehouse, arrives_at))


def _half_paid(stage: Stage) -> Story:
    """A part came in time, so the clock leaves the order alone although its term is over."""
    who, name = "tamara.ivanova", "half-paid"
    yield _ordered(name, who, "presents", stage.ago(_DAYS_TO_PAY + 3, 16, 20))
    part = _Transfer(who, "{number} erste Rate", name, amount_minor=5000)
    yield _comes(stage, part, stage.ago(9, 9, 10))


def _paid_too_much(stage: Stage) -> Story:
    who, name = "lorenz.vetter", "paid-too-much"
    yield _ordered(name, who, "kitchen", stage.ago(5, 8, 50))
    yield _comes(stage, _Transfer(who, "{number}", name, more_minor=990), stage.ago(1, 9, 15))


def _never_paid(stage: Stage) -> Story:
    """The clock gives the order up once its term is over."""
    at = stage.ago(_DAYS_TO_PAY + 4, 21, 30)
    yield _ordered("never-paid", "noah.schubert", "hair", at)
    over_at = at + timedelta(days=_DAYS_TO_PAY, hours=1)
    yield Happening(over_at, partial(shop.cancel_overdue_orders, at=over_at))


def _nobody_knows_for_what(stage: Stage) -> Story:
    unknown = _Transfer("hamid.rahimi", "Danke fuer die schnelle Lieferung", amount_minor=2490)
    yield _comes(stage, unknown, stage.ago(1, 9, 20))


def _card_declined(stage: Stage) -> Story:
    yield from _declined("declined", "marlene.haas", "hair", stage.ago(1, 19, 45))


def _declined_then_paid(stage: Stage) -> Story:
    """The second try works; the parcel is still to be packed."""
    name, at = "declined-then-paid", stage.ago(1, 12, 10)
    yield from _declined(name, "karla.mendes", "bath", at)
    paid_at = at + timedelta(minutes=6)
    yield Happening(paid_at, partial(pay_for, name, paid_at))


def _declined(name: str, who: str, bought: str, at: datetime) -> Story:
    yield _ordered(name, who, bought, at, "card")
    yield Happening(at, partial(pay_for, name, at, approve=False))
