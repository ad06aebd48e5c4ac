"""Purchases through the shop's use cases: cart and order, payment at the test gateway, parcels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import network.public as network
import shop.public as shop
from config.demo.enrol import place_of
from config.demo.folk import read_folk
from config.demo.shop_floor import STANDARD
from config.demo.sign_ins import email_of
from config.demo.trade import Basket
from core.company import local_date
from core.policy import Actor

Lines = tuple[tuple[int, int], ...]
"""Pairs of order line and quantity."""

_CARRIERS = {"DE": "dhl", "AT": "post_at"}


@dataclass(frozen=True, slots=True)
class Purchase:
    """Who buys what, when, for which purpose, and how it is paid."""

    who: str
    basket: Basket
    placed_at: datetime
    purpose: str = "own_use"
    payment: str = "card"


def order(purchase: Purchase) -> shop.PlacedOrder:
    """Fill a cart and order it."""
    at = purchase.placed_at
    address = read_folk().address_of(purchase.who)
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


def send(
    who: str, placed: shop.PlacedOrder, warehouse: Actor, at: datetime, lines: Lines = ()
) -> int:
    """Hand a parcel to the carrier, with everything that is left or some lines; return its id."""
    country = read_folk().address_of(who).country
    parcel = shop.NewParcel(
        lines=lines,
        carrier=_CARRIERS[country],
        tracking_number=f"00340{placed.order_id:011d}{at:%d%H}",
    )
    sent = shop.send_parcel(order_id=placed.order_id, parcel=parcel, actor=warehouse, at=at)
    return sent.delivery_id


def arrive(delivery_id: int, warehouse: Actor, at: datetime) -> None:
    """Write down that a parcel arrived."""
    shop.confirm_arrival(delivery_id=delivery_id, actor=warehouse, arrived_at=at, at=at)


def deliver(placed: shop.PlacedOrder, warehouse: Actor, at: datetime) -> None:
    """Hand over everything at once."""
    shop.deliver_order(order_id=placed.order_id, actor=warehouse, delivered_at=at, at=at)


def channel_of(country: str) -> str:
    """Return the market of a country."""
    return f"quellmoos-{country.lower()}"
