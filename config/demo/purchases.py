"""Purchases through the shop's use cases: cart and order, payment at the test gateway, delivery."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

import network.public as network
import shop.public as shop
from config.demo.baskets import MONTH, Basket
from config.demo.enrol import place_of
from config.demo.shop_floor import STANDARD
from core.addresses import Address
from core.company import local_date
from core.policy import Actor

CHANNEL = "quellmoos-de"

_STANDING = """
SELECT o.id, o.state, t.token FROM shop_order o
JOIN shop_transactionitem t ON t.order_id = o.id
WHERE o.account_id = %s AND o.placed_at = %s
"""


@dataclass(frozen=True, slots=True)
class Purchase:
    """Who buys what, when, and when the parcel arrives."""

    account_id: int
    basket: Basket
    placed_at: datetime
    arrives_at: datetime


def purchases_of_month(first_day: datetime) -> Iterator[Purchase]:
    """Yield a month of the demo's purchases; its people are registered already."""
    for email, basket, day, parcel_days in MONTH:
        place = place_of(email)
        assert place is not None, f"{email} must be registered first"
        placed_at = first_day + timedelta(days=day - 1, hours=2)
        arrives_at = placed_at + timedelta(days=parcel_days)
        yield Purchase(place.account_id, basket, placed_at, arrives_at)


def order(purchase: Purchase) -> None:
    """Fill a cart and order it, once."""
    if _standing(purchase) is not None:
        return
    at = purchase.placed_at
    buyer = network.buyer_for(purchase.account_id, None, local_date(at))
    shopper = shop.Shopper(channel=CHANNEL, language="de", buyer=buyer)
    token: UUID | None = None
    for sku, quantity in purchase.basket:
        token = shop.add_to_cart(token=token, sku=sku, quantity=quantity, shopper=shopper, at=at)
    assert token is not None, "a basket is never empty"
    shop.place_order(
        token=token,
        contact=_contact(purchase.account_id),
        choices=shop.Choices(shipping=STANDARD, purpose="own_use"),
        buyer=buyer,
        at=at,
    )


def pay(purchase: Purchase) -> None:
    """Pay the order on the gateway's page, once."""
    _order_id, state, payment_token = _placed(purchase)
    if state == "placed":
        shop.gateway_decide(token=payment_token, approve=True, at=purchase.placed_at)


def deliver(purchase: Purchase, warehouse: Actor) -> None:
    """Hand over the parcel, once."""
    order_id, state, _token = _placed(purchase)
    if state != "delivered":
        at = purchase.arrives_at
        shop.deliver_order(order_id=order_id, actor=warehouse, delivered_at=at, at=at)


def _placed(purchase: Purchase) -> tuple[int, str, UUID]:
    standing = _standing(purchase)
    assert standing is not None, "nothing was ordered yet"
    return standing


def _standing(purchase: Purchase) -> tuple[int, str, UUID] | None:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [purchase.account_id, purchase.placed_at])
        row: tuple[int, str, UUID] | None = cursor.fetchone()
    return row


def _contact(account_id: int) -> shop.Contact:
    card = network.account_card(account_id)
    return shop.Contact(card.email, Address(card.name, "Lindenweg 7", "79104", "Freiburg", "DE"))
