"""Random days in the warehouse, beside a model that only counts."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from django.db.models import Sum

from core.errors import Refusal
from inventory.models import Reservation, Stock, StockMovement
from inventory.public import create_item, receive_stock, release, reserve, ship
from tests.db.inventory.conftest import AT, WAREHOUSE

SKUS = ("A", "B", "C")


class Model:
    """Counts pieces the simple way."""

    def __init__(self) -> None:
        self.on_hand: Counter[str] = Counter()
        self.held: dict[str, Counter[str]] = {}

    def free(self, sku: str) -> int:
        """Return what is not promised."""
        return self.on_hand[sku] - sum(lines[sku] for lines in self.held.values())


def receive(model: Model, dice: random.Random, day: int) -> None:
    """A delivery comes in."""
    sku, quantity = dice.choice(SKUS), dice.randint(1, 5)
    receive_stock(actor=WAREHOUSE, sku=sku, quantity=quantity, reference=f"day {day}", at=AT)
    model.on_hand[sku] += quantity


def order(model: Model, dice: random.Random, day: int) -> None:
    """Somebody orders; refused exactly when the model has too little."""
    lines = [(dice.choice(SKUS), dice.randint(1, 3)) for _each in range(dice.randint(1, 3))]
    wanted: Counter[str] = Counter()
    for sku, quantity in lines:
        wanted[sku] += quantity
    possible = all(model.free(sku) >= quantity for sku, quantity in wanted.items())
    try:
        reserve(order_ref=f"order:{day}", lines=lines, at=AT)
    except Refusal:
        assert not possible
    else:
        assert possible
        model.held[f"order:{day}"] = wanted


def close(model: Model, dice: random.Random, day: int) -> None:
    """An order is shipped or given up."""
    if not model.held:
        return
    ref = dice.choice(sorted(model.held))
    lines = model.held.pop(ref)
    if dice.random() < 0.6:
        ship(order_ref=ref, at=AT)
        model.on_hand -= lines
    else:
        release(order_ref=ref, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_stock_movements_reservations_and_the_model_agree(seed: int) -> None:
    dice, model = random.Random(seed), Model()
    for sku in SKUS:
        create_item(sku=sku, name=sku, at=AT)
    for day in range(120):
        dice.choice([receive, order, order, close])(model, dice, day)
    for sku in SKUS:
        stock = Stock.objects.get(item__sku=sku)
        assert (stock.on_hand, stock.on_hand - stock.reserved) == (
            model.on_hand[sku],
            model.free(sku),
        )
        assert stock.on_hand == moved(sku, "receipt") - moved(sku, "shipment")
        held = Reservation.objects.filter(item__sku=sku, state="held")
        assert stock.reserved == (held.aggregate(n=Sum("quantity"))["n"] or 0)


def moved(sku: str, kind: str) -> int:
    """Add up the movements of a kind."""
    rows = StockMovement.objects.filter(item__sku=sku, kind=kind)
    return rows.aggregate(n=Sum("quantity"))["n"] or 0
