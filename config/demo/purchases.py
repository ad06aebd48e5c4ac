"""Purchases through the shop's use cases: cart and order, payment at the test gateway, delivery."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

import network.public as network
import shop.public as shop
from config.demo.enrol import place_of
from config.demo.folk import read_folk
from config.demo.shop_floor import STANDARD
from config.demo.sign_ins import email_of
from config.demo.trade import Basket, PurchaseRow
from core.company import local_date
from core.policy import Actor

_STANDING = """
SELECT o.id, o.state, t.token FROM shop_order o
JOIN shop_transactionitem t ON t.order_id = o.id
WHERE o.account_id = %s AND o.placed_at = %s
"""


@dataclass(frozen=True, slots=True)
class Purchase:
    """Who buys what, when, and when the parcel arrives."""

    who: str
    basket: Basket
    placed_at: datetime
    arrives_at: datetime
    purpose: str = "own_use"
    payment: str = "card"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an order is."""

    order_id: int
    state: str
    payment_token: UUID


def purchases_of(rows: Iterable[PurchaseRow], first_day: datetime) -> Iterator[Purchase]:
    """Yield a month's purchases."""
    for row in rows:
        placed_at = first_day + timedelta(days=row.day - 1, hours=2)
        arrives_at = placed_at + timedelta(days=row.parcel_days)
        yield Purchase(row.who, row.basket, placed_at, arrives_at, row.purpose)


def order(purchase: Purchase) -> Standing:
    """Fill a cart and order it, once."""
    if (found := _standing(purchase)) is not None:
        return found
    at = purchase.placed_at
    address = read_folk().address_of(purchase.who)
    buyer = network.buyer_for(place_of(purchase.who).account_id, None, local_date(at))
    shopper = shop.Shopper(channel_of(address.country), "de", buyer)
    token: UUID | None = None
    for sku, quantity in purchase.basket:
        token = shop.add_to_cart(token=token, sku=sku, quantity=quantity, shopper=shopper, at=at)
    assert token is not None, "a basket is never empty"
    shop.place_order(
        token=token,
        contact=shop.Contact(email_of(purchase.who), address),
        choices=shop.Choices(STANDARD, payment=purchase.payment, purpose=purchase.purpose),
        buyer=buyer,
        at=at,
    )
    return standing(purchase)


def pay(purchase: Purchase) -> None:
    """Pay the order on the gateway's page, once."""
    placed = standing(purchase)
    if placed.state == "placed":
        shop.gateway_decide(token=placed.payment_token, approve=True, at=purchase.placed_at)


def deliver(purchase: Purchase, warehouse: Actor) -> None:
    """Hand over the parcel, once."""
    placed = standing(purchase)
    if placed.state != "delivered":
        at = purchase.arrives_at
        shop.deliver_order(order_id=placed.order_id, actor=warehouse, delivered_at=at, at=at)


def channel_of(country: str) -> str:
    """Return the market of a country."""
    return f"quellmoos-{country.lower()}"


def standing(purchase: Purchase) -> Standing:
    """Return how far an order is that was placed."""
    found = _standing(purchase)
    assert found is not None, "nothing was ordered yet"
    return found


def _standing(purchase: Purchase) -> Standing | None:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [place_of(purchase.who).account_id, purchase.placed_at])
        row = cursor.fetchone()
    return Standing(*row) if row else None
