"""A shelf to test with."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.policy import Actor
from inventory.public import create_item, receive_stock

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WAREHOUSE = Actor(1, frozenset({"warehouse"}), None, "account:1")


@pytest.fixture
def shelf(db: None) -> None:
    """Ten pieces of cream and three of tea."""
    for sku, name, count in [("CREAM", "Rose cream", 10), ("TEA", "Herbal tea", 3)]:
        create_item(sku=sku, name=name, at=AT)
        receive_stock(actor=WAREHOUSE, sku=sku, quantity=count, reference="first", at=AT)
