"""A market, and people who buy there."""

from __future__ import annotations

import pytest

from core.policy import Actor
from network.public import Buyer, NewPerson, actor_for, buyer_for, register_customer, register_root
from tests.db.shop.market import AT, SYSTEM, TODAY, found_market


@pytest.fixture
def market(db: None) -> None:
    """Open the market."""
    found_market()


def person(name: str) -> NewPerson:
    """Describe somebody who never signs in."""
    return NewPerson(f"{name}@example.org", f"{name.title()} Probe", None, "de", "DE")


@pytest.fixture
def partner(market: None) -> Buyer:
    """Somebody who buys as a partner."""
    made = register_root(actor=SYSTEM, person=person("pia"), code="pia", at=AT)
    return buyer_for(made.account_id, None, TODAY)


@pytest.fixture
def customer(partner: Buyer) -> Buyer:
    """Somebody who came by the partner's link."""
    made = register_customer(person=person("carl"), sponsor_code="pia", at=AT)
    return buyer_for(made.account_id, None, TODAY)


@pytest.fixture
def carl(customer: Buyer) -> Actor:
    """Return the customer as an actor."""
    assert customer.account_id is not None
    return actor_for(customer.account_id)


@pytest.fixture
def pia(partner: Buyer) -> Actor:
    """Return the partner as an actor."""
    assert partner.account_id is not None
    return actor_for(partner.account_id)
