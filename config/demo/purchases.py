"""One purchase through the shop's use cases: cart, order, payment at the test gateway, delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

import network.public as network
import shop.public as shop
from config.demo.catalogue import CHANNEL
from core.company import local_date
from core.policy import Actor

_STANDING = """
SELECT o.id, o.state, t.token FROM shop_order o
JOIN shop_transactionitem t ON t.order_id = o.id
WHERE o.account_id = %s AND o.placed_at = %s
"""


@dataclass(frozen=True, slots=True)
class Purchase:
    """Who buys what, when; pieces by SKU. Without `delivered_at` the parcel is not packed yet."""

    account_id: int
    basket: tuple[tuple[str, int], ...]
    placed_at: datetime
    delivered_at: datetime | None


def buy(purchase: Purchase, warehouse: Actor) -> int:
    """Bring a purchase as far as it should be, from wherever it stands; return the order's id."""
    standing = _standing(purchase)
    if standing is None:
        _place(purchase)
        standing = _standing(purchase)
    assert standing is not None
    order_id, state, payment_token = standing
    if state == "placed":
        shop.gateway_decide(token=payment_token, approve=True, at=purchase.placed_at)
    if state != "delivered" and purchase.delivered_at is not None:
        shop.deliver_order(
            order_id=order_id,
            actor=warehouse,
            delivered_at=purchase.delivered_at,
            at=purchase.delivered_at,
        )
    return order_id


def _standing(purchase: Purchase) -> tuple[int, str, UUID] | None:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [purchase.account_id, purchase.placed_at])
        return cursor.fetchone()


def _place(purchase: Purchase) -> None:
    at = purchase.placed_at
    buyer = network.buyer_for(purchase.account_id, None, local_date(at))
    shopper = shop.Shopper(channel=CHANNEL, language="de", buyer=buyer)
    token: UUID | None = None
    for sku, quantity in purchase.basket:
        token = shop.add_to_cart(token=token, sku=sku, quantity=quantity, shopper=shopper, at=at)
    assert token is not None, "a basket is never empty"
    shop.place_order(token=token, contact=_contact(purchase.account_id), buyer=buyer, at=at)


def _contact(account_id: int) -> shop.Contact:
    card = network.account_card(account_id)
    return shop.Contact(card.name, card.email, "Lindenweg 7", "79104", "Freiburg", "DE")
