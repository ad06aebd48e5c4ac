"""Shop and inventory in the admin: everything is shown, nothing can be written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.policy import Actor
from network.models import Account
from network.public import actor_for, add_staff, register_root
from shop.models import Party, Refund
from shop.public import (
    CreditTier,
    HostessCreditTable,
    NewAttribute,
    NewAttributeValue,
    NewParty,
    NewPreparedCart,
    NewTransfer,
    close_party,
    create_attribute,
    deliver_order,
    gateway_decide,
    place_order,
    plan_party,
    prepare_cart,
    record_incoming,
    send_refund,
    set_hostess_credit,
)
from tests.db.shop.aftermath import take_back, withdraw
from tests.db.shop.conftest import person
from tests.db.shop.market import (
    ANNA,
    AT,
    FREELY,
    GUEST,
    LATER,
    SYSTEM,
    WAREHOUSE,
    cart_with,
    paid,
    placed,
)

pytestmark = pytest.mark.usefixtures("market")

SHOWN = [
    model
    for room in ("shop", "inventory")
    for model in apps.get_app_config(room).get_models()
    if admin.site.is_registered(model)
]


@pytest.fixture
def owner(client: Client) -> Client:
    """Sign an owner in."""
    made = add_staff(actor=SYSTEM, person=person("olga"), roles=("owner",), at=AT)
    client.force_login(Account.objects.get(pk=made.account_id))
    order = paid(("CREAM", 1), ("TEA", 2))
    deliver_order(order_id=order.order_id, actor=WAREHOUSE, delivered_at=LATER, at=LATER)
    take_back(order, ("CREAM", 1))
    withdraw(order)
    send_refund(refund_id=Refund.objects.get().pk, at=LATER)
    skin = NewAttribute("skin", (("de", "Haut"),), (NewAttributeValue("dry", (("de", "dry"),)),))
    create_attribute(actor=SYSTEM, attribute=skin, at=AT)
    record_incoming(actor=SYSTEM, transfer=NewTransfer("B-1", LATER.date(), 100, "EUR"), at=LATER)
    root = register_root(actor=SYSTEM, person=person("rita"), code="rita", at=AT)
    wish = NewPreparedCart("de", "de", (("CREAM", 1),), email="bea@example.org", name="Bea")
    prepare_cart(actor=actor_for(root.account_id), wish=wish, at=LATER)
    _hold_a_party(actor_for(root.account_id))
    return client


def _hold_a_party(rita: Actor) -> None:
    """Let somebody order at a party whose hostess gets a credit."""
    table = HostessCreditTable("EUR", LATER.date(), (CreditTier(100, 1000),))
    set_hostess_credit(actor=SYSTEM, table=table, at=LATER)
    wish = NewParty("de", "de", LATER, "Moosweg 1", "Gerda", "gerda@example.org")
    number = plan_party(actor=rita, wish=wish, at=LATER)
    choices = replace(FREELY, party=Party.objects.get(number=number).code)
    placed = place_order(
        token=cart_with(("CREAM", 1)), contact=ANNA, choices=choices, buyer=GUEST, at=LATER
    )
    gateway_decide(token=placed.payment_token, approve=True, at=LATER)
    close_party(actor=rita, number=number, at=LATER)


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_a_list_and_a_page_are_shown_and_nothing_can_be_added(owner: Client, model: Any) -> None:
    name = f"admin:{model._meta.label_lower.replace('.', '_')}"
    assert owner.get(reverse(f"{name}_changelist")).status_code == 200
    row = model.objects.order_by("pk").first()
    assert owner.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
    assert owner.get(reverse(f"{name}_add")).status_code == 403
    assert owner.post(reverse(f"{name}_delete", args=[row.pk])).status_code == 403


def test_a_list_of_orders_takes_the_same_statements_for_one_and_for_many(owner: Client) -> None:
    url = reverse("admin:shop_order_changelist")
    with CaptureQueriesContext(connection) as few:
        owner.get(url)
    for _each in range(5):
        placed()
    with CaptureQueriesContext(connection) as many:
        owner.get(url)
    assert len(many) == len(few)


def test_no_address_and_no_token_is_shown(owner: Client) -> None:
    order = placed()
    page = owner.get(reverse("admin:shop_order_change", args=[order.order_id])).content.decode()
    assert order.number in page
    assert "Muster" not in page
    assert str(order.payment_token) not in page
