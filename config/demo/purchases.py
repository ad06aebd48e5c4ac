"""Purchases through the shop's use cases: cart and order, payment at the test gateway, parcels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

import network.public as network
import shop.public as shop
from config.demo.enrol import place_of
from config.demo.folk import read_folk
from config.demo.shop_floor import STANDARD
from config.demo.sign_ins import email_of
from config.demo.timeline import NeverHappened, keep, kept
from config.demo.trade import Basket
from core.addresses import Address
from core.company import local_date
from core.policy import Actor

Pick = Callable[[tuple[shop.LineFacts, ...]], tuple[tuple[int, int], ...]]
"""Chooses pairs of order line and quantity."""

_CARRIERS = {"DE": "dhl", "AT": "post_at"}
_PLACED = """
SELECT o.id, o.number, t.token, o.gross_minor, o.currency, o.payment_method
FROM config_demothing k JOIN shop_order o ON o.id = k.number
JOIN shop_transactionitem t ON t.order_id = o.id WHERE k.name = %s ORDER BY t.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Purchase:
    """Who buys what, when, for which purpose, and how it is paid; the address is the buyer's."""

    who: str
    basket: Basket
    placed_at: datetime
    purpose: str = "own_use"
    payment: str = "card"
    address: Address | None = None

    @property
    def sent_to(self) -> Address:
        """Return where the parcel goes."""
        return self.address or read_folk().address_of(self.who)


def order(purchase: Purchase) -> shop.PlacedOrder:
    """Fill a cart and order it."""
    at, address = purchase.placed_at, purchase.sent_to
    buyer = network.buyer_for(place_of(purchase.who).account_id, None, local_date(at))
    shopper = shop.Shopper(channel_of(address.country), "de", buyer)
    token: UUID | None = None
    for sku, quantity in purchase.basket:
        token = shop.add_to_cart(token=token, sku=sku, quantity=quantity, shopper=shopper, at=at)
    assert token is not None, "a basket is never empty"
    return shop.place_order(
        token=token,
        contact=shop.Contact(email_of(purchase.who), address),
        choices=shop.Choices(STANDARD, payment=purchase.payment, purpose=purchase.purpose),
        buyer=buyer,
        at=at,
    )


def pay(placed: shop.PlacedOrder, at: datetime) -> None:
    """Pay an order on the gateway's page."""
    shop.gateway_decide(token=placed.payment_token, approve=True, at=at)


def deliver(placed: shop.PlacedOrder, warehouse: Actor, at: datetime) -> None:
    """Hand over everything at once."""
    shop.deliver_order(order_id=placed.order_id, actor=warehouse, delivered_at=at, at=at)


def keep_order(name: str, purchase: Purchase) -> None:
    """Order, and remember the order under a name."""
    keep(f"order:{name}", order(purchase).order_id)


def order_called(name: str) -> shop.PlacedOrder:
    """Return an order that was remembered.

    Raises: NeverHappened.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PLACED, [f"order:{name}"])
        row = cursor.fetchone()
    if row is None:
        raise NeverHappened(f"order {name} was never placed")
    return shop.PlacedOrder(*row)


def pay_for(name: str, at: datetime, *, approve: bool = True) -> None:
    """Let the card of an order be charged, or declined."""
    shop.gateway_decide(token=order_called(name).payment_token, approve=approve, at=at)


def lines_of(order_id: int) -> tuple[shop.LineFacts, ...]:
    """Return the lines of an order."""
    return shop.order_facts([order_id])[0].lines


def first_line(lines: tuple[shop.LineFacts, ...]) -> tuple[tuple[int, int], ...]:
    """Choose the first line whole."""
    return ((lines[0].line_id, lines[0].quantity),)


def last_line(lines: tuple[shop.LineFacts, ...]) -> tuple[tuple[int, int], ...]:
    """Choose the last line whole."""
    return ((lines[-1].line_id, lines[-1].quantity),)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel of an order, under the order's name and its own; picks everything that is left."""

    order: str
    country: str
    pick: Pick | None = None
    number: int = 1

    @property
    def name(self) -> str:
        """Return under which name the delivery is remembered."""
        return f"parcel:{self.order}:{self.number}"


def send(parcel: Parcel, warehouse: Actor, at: datetime) -> None:
    """Hand a parcel to the carrier, and remember it."""
    order_id = kept(f"order:{parcel.order}")
    new = shop.NewParcel(
        lines=parcel.pick(lines_of(order_id)) if parcel.pick else (),
        carrier=_CARRIERS[parcel.country],
        tracking_number=f"00340{order_id:011d}{at:%d%H}",
    )
    sent = shop.send_parcel(order_id=order_id, parcel=new, actor=warehouse, at=at)
    keep(parcel.name, sent.delivery_id)


def arrive(parcel: Parcel, warehouse: Actor, at: datetime) -> None:
    """Write down that a parcel arrived."""
    delivery_id = kept(parcel.name)
    shop.confirm_arrival(delivery_id=delivery_id, actor=warehouse, arrived_at=at, at=at)


def channel_of(country: str) -> str:
    """Return the market of a country."""
    return f"quellmoos-{country.lower()}"
