"""What staff and partners do for others: an order by phone, a sample, a gift, a prepared cart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import NAMESPACE_OID, uuid5

import network.public as network
import shop.public as shop
from config.demo.enrol import actor_of, place_of
from config.demo.folk import read_folk
from config.demo.purchases import Parcel, arrive, channel_of, pay_for, send
from config.demo.shop_floor import STANDARD
from config.demo.sign_ins import PARTNER, email_of
from config.demo.stories.stage import Stage
from config.demo.timeline import Happening, Story, keep
from config.demo.trade import Basket, basket
from core.company import local_date
from core.policy import Actor


@dataclass(frozen=True, slots=True)
class _Entered:
    """An order that support enters for somebody whom the demo knows by name."""

    name: str
    who: str
    basket: Basket
    kind: str = "sale"
    reason: str = ""

    def enter(self, support: Actor, at: datetime) -> None:
        """Enter it at the price that was quoted."""
        address = read_folk().address_of(self.who)
        wish = shop.StaffOrder(
            channel=channel_of(address.country),
            language="de",
            contact=shop.Contact(email_of(self.who), address),
            lines=self.basket,
            choices=shop.Choices(STANDARD),
            kind=self.kind,
            account_id=place_of(self.who).account_id,
            reason=self.reason,
        )
        quote = shop.quote_order(actor=support, order=wish, at=at)
        key = uuid5(NAMESPACE_OID, f"demo:entered:{self.name}")
        placed = shop.enter_order(
            actor=support, order=wish, key=key, at=at, expected_gross_minor=quote.gross_minor
        )
        keep(f"order:{self.name}", placed.order_id)


def serving_stories(stage: Stage) -> Iterator[Story]:
    """Yield one of every kind."""
    phone = _Entered("by-phone", "dorothea.klein", basket("bath"))
    sample = _Entered(
        "sample", "ottilie.franke", (("QM-1002-30", 1),), "sample", "Probe vor dem ersten Kauf."
    )
    gift = _Entered("gift", "petra.zimmer", (("QM-1005", 1),), "gift", "Dank für zwei Jahre Treue.")
    yield _entered(stage, phone, days_ago=27, is_paid=True)
    yield _entered(stage, sample, days_ago=15)
    yield _entered(stage, gift, days_ago=9)
    yield _prepared_and_ordered(stage)
    yield _prepared(stage)


def _entered(stage: Stage, entered: _Entered, *, days_ago: int, is_paid: bool = False) -> Story:
    """Tell that support enters an order and that it arrives; what is free is paid at once."""
    at, support = stage.ago(days_ago, 10, 40), stage.staff.support
    paid_at, leaves_at = stage.ago(days_ago, 11, 5), stage.ago(days_ago - 1, 12)
    yield Happening(at, partial(entered.enter, support, at))
    if is_paid:
        yield Happening(paid_at, partial(pay_for, entered.name, paid_at))
    parcel = Parcel(entered.name, read_folk().address_of(entered.who).country)
    warehouse, arrives_at = stage.staff.warehouse, stage.ago(days_ago - 4, 13)
    yield Happening(leaves_at, partial(send, parcel, warehouse, leaves_at))
    yield Happening(arrives_at, partial(arrive, parcel, warehouse, arrives_at))


def _prepared_and_ordered(stage: Stage) -> Story:
    """A partner fills a cart for her customer, who orders it the same evening and pays."""
    at, who, name = stage.ago(13, 16, 30), "ulrike.hartmann", "prepared"
    yield Happening(at, partial(_prepare_and_order, name, who, at))
    paid_at, leaves_at, arrives_at = stage.ago(13, 20), stage.ago(12, 14), stage.ago(10, 11)
    yield Happening(paid_at, partial(pay_for, name, paid_at))
    parcel, warehouse = Parcel(name, "DE"), stage.staff.warehouse
    yield Happening(leaves_at, partial(send, parcel, warehouse, leaves_at))
    yield Happening(arrives_at, partial(arrive, parcel, warehouse, arrives_at))


def _prepare_and_order(name: str, who: str, at: datetime) -> None:
    account_id = place_of(who).account_id
    token = shop.prepare_cart(actor=actor_of(PARTNER), wish=_wish("face", account_id), at=at)
    buyer = network.buyer_for(account_id, None, local_date(at))
    cart = shop.take_prepared_cart(token=token, quantities={}, buyer=buyer, at=at)
    placed = shop.place_order(
        token=cart,
        contact=shop.Contact(email_of(who), read_folk().address_of(who)),
        choices=shop.Choices(STANDARD),
        buyer=buyer,
        at=at,
    )
    keep(f"order:{name}", placed.order_id)


def _prepared(stage: Stage) -> Story:
    """Another cart waits for its customer."""
    at = stage.ago(2, 18)
    yield Happening(at, partial(_prepare, "jonas.reiter", at))


def _prepare(who: str, at: datetime) -> None:
    wish = _wish("kitchen", place_of(who).account_id)
    shop.prepare_cart(actor=actor_of(PARTNER), wish=wish, at=at)


def _wish(bought: str, account_id: int) -> shop.NewPreparedCart:
    return shop.NewPreparedCart(channel_of("DE"), "de", basket(bought), account_id=account_id)
