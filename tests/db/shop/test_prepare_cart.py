"""A partner fills a cart, the customer takes it over and orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.models import OutboxEvent
from core.paging import PageRequest
from core.policy import Actor, NotAllowed
from network.public import Buyer, change_status, register_customer
from shop.models import Order, PreparedCart
from shop.public import (
    BadContact,
    CartIsEmpty,
    NewPreparedCart,
    NotForSale,
    NotYourCustomer,
    PartnersBuyForThemselves,
    PlacedOrder,
    PreparedCartClosed,
    PreparedCartNotFound,
    PreparedRow,
    TooManyPreparedCarts,
    UnknownSku,
    cart,
    place_order,
    prepare_cart,
    prepared_cart,
    prepared_carts,
    prepared_mail,
    take_prepared_cart,
    unpublish_product,
    withdraw_prepared_cart,
)
from shop.services import prepare_cart as service
from shop.services.prepare_cart import PartnerNotActive
from tests.db.shop.conftest import person
from tests.db.shop.market import (
    ANNA,
    AT,
    FREELY,
    GUEST,
    MARKETING,
    SUPPORT,
    SYSTEM,
    shopper,
)

WISH = NewPreparedCart(
    "de", "de", (("CREAM", 2), ("TEA", 1)), name="Bea Kundin", email="bea@example.org"
)
TOO_LATE = AT + timedelta(days=14)


def prepared(pia: Actor, wish: NewPreparedCart = WISH) -> UUID:
    return prepare_cart(actor=pia, wish=wish, at=AT)


def taken(token: UUID, buyer: Buyer = GUEST, **quantities: int) -> UUID:
    """Take over, with other quantities by SKU."""
    lines = {line.sku: line.line_id for line in prepared_cart(token=token, at=AT).lines}
    wanted = {lines[sku]: quantity for sku, quantity in quantities.items()}
    return take_prepared_cart(token=token, quantities=wanted, buyer=buyer, at=AT)


def ordered(cart_token: UUID, buyer: Buyer = GUEST) -> PlacedOrder:
    return place_order(token=cart_token, contact=ANNA, choices=FREELY, buyer=buyer, at=AT)


def test_the_customer_sees_customers_prices_and_who_prepared_it(pia: Actor) -> None:
    shown = prepared_cart(token=prepared(pia), at=AT)
    assert (shown.gross_minor, shown.state, shown.name) == (6830, "open", "Bea Kundin")
    assert (shown.member_id, [line.pv_minor for line in shown.lines]) == (
        pia.member_id, [None, None],
    )  # fmt: skip


def test_the_order_is_the_customers_and_its_credit_the_partners(pia: Actor) -> None:
    token = prepared(pia)
    order = Order.objects.get(pk=ordered(taken(token, CREAM=1)).order_id)
    assert (order.gross_minor, order.placed_via, order.purpose) == (3840, "prepared", "customer")
    assert (order.account_id, order.buyer_member_id) == (None, None)
    assert order.credited_member_id == pia.member_id
    assert prepared_cart(token=token, at=AT).state == "ordered"


def test_it_is_ordered_once_however_often_it_is_taken_over(pia: Actor) -> None:
    token = prepared(pia)
    first, second = taken(token), taken(token)
    one = ordered(first)
    assert ordered(first) == one
    with pytest.raises(PreparedCartClosed):
        ordered(second)
    with pytest.raises(PreparedCartClosed):
        taken(token)
    assert Order.objects.count() == 1


def test_a_customer_of_somebody_else_may_take_it_for_this_one_order(
    pia: Actor, customer: Buyer
) -> None:
    other = replace(customer, credited_member_id=None)
    order = Order.objects.get(pk=ordered(taken(prepared(pia), other), other).order_id)
    assert (order.account_id, order.credited_member_id) == (customer.account_id, pia.member_id)


def test_partners_do_not_order_it_themselves(pia: Actor, partner: Buyer) -> None:
    with pytest.raises(PartnersBuyForThemselves):
        taken(prepared(pia), partner)


def test_a_line_of_none_is_left_out_and_all_of_none_is_refused(pia: Actor) -> None:
    token = prepared(pia)
    shown = cart(token=taken(token, CREAM=0), shopper=shopper(), at=AT)
    assert [(line.sku, line.quantity) for line in shown.lines] == [("TEA", 1)]
    with pytest.raises(CartIsEmpty):
        taken(token, CREAM=0, TEA=0)


def test_the_link_ends_when_it_is_taken_back_or_too_old(pia: Actor) -> None:
    token = prepared(pia)
    held = taken(token)
    assert prepared_cart(token=token, at=TOO_LATE).state == "expired"
    with pytest.raises(PreparedCartClosed):
        take_prepared_cart(token=token, quantities={}, buyer=GUEST, at=TOO_LATE)
    (row,) = mine(pia)
    withdraw_prepared_cart(actor=pia, prepared_id=row.prepared_id, at=AT)
    assert prepared_cart(token=token, at=AT).state == "withdrawn"
    with pytest.raises(PreparedCartClosed):
        ordered(held)
    with pytest.raises(PreparedCartClosed):
        withdraw_prepared_cart(actor=pia, prepared_id=row.prepared_id, at=AT)


def test_an_own_customer_needs_no_address_and_a_foreign_one_is_none(
    pia: Actor, customer: Buyer
) -> None:
    token = prepared(pia, replace(WISH, name="", email="", account_id=customer.account_id))
    (row,) = mine(pia)
    assert (row.token, row.email, row.pieces) == (token, "carl@example.org", 3)
    stranger = register_customer(person=person("dora"), sponsor_code=None, at=AT)
    with pytest.raises(NotYourCustomer):
        prepared(pia, replace(WISH, account_id=stranger.account_id))


def test_the_mail_learns_its_address_by_the_fact_of_the_outbox(pia: Actor) -> None:
    token = prepared(pia)
    event = OutboxEvent.objects.get(name="shop.cart_prepared")
    assert str(token) not in str(event.payload)
    mail = prepared_mail(event.payload["prepared_id"])
    assert (mail.token, mail.email, mail.member_id) == (token, "bea@example.org", pia.member_id)


def test_what_cannot_be_prepared_is_refused(pia: Actor) -> None:
    for change, refusal in (
        ({"email": "bea"}, BadContact),
        ({"name": " "}, BadContact),
        ({"lines": ()}, CartIsEmpty),
        ({"lines": (("NOTHING", 1),)}, UnknownSku),
    ):
        with pytest.raises(refusal):
            prepared(pia, replace(WISH, **change))
    unpublish_product(actor=MARKETING, slug="rose-cream", channel="de", at=AT)
    with pytest.raises(NotForSale):
        prepared(pia)
    assert not PreparedCart.objects.exists()


def test_nobody_but_partners_prepares_carts(pia: Actor, carl: Actor) -> None:
    for actor in (carl, SUPPORT):
        with pytest.raises(NotAllowed):
            prepared(actor)
    prepared(pia)
    with pytest.raises(NotAllowed):
        prepared_carts(actor=carl, member_id=pia.member_id or 0, page=PageRequest(), at=AT)
    (row,) = mine(pia)
    with pytest.raises(PreparedCartNotFound):
        withdraw_prepared_cart(actor=carl, prepared_id=row.prepared_id, at=AT)


def test_nobody_floods_the_world_with_links(pia: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_OPEN", 2)
    prepared(pia)
    prepared(pia)
    with pytest.raises(TooManyPreparedCarts):
        prepared(pia)


def test_the_database_keeps_what_was_suggested(pia: Actor) -> None:
    prepared(pia)
    row = PreparedCart.objects.get()
    assert b"bea@" not in bytes(row.recipient_sealed)
    for change in ({"language": "en"}, {"expires_at": AT + timedelta(days=99)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PreparedCart.objects.update(**change)


def test_the_list_costs_the_same_for_one_cart_and_for_many(pia: Actor) -> None:
    prepared(pia)
    with CaptureQueriesContext(connection) as few:
        mine(pia)
    for _each in range(5):
        prepared(pia)
    with CaptureQueriesContext(connection) as many:
        assert len(mine(pia)) == 6
    assert len(many) == len(few) <= 2


def mine(pia: Actor) -> tuple[PreparedRow, ...]:
    assert pia.member_id is not None
    return prepared_carts(actor=pia, member_id=pia.member_id, page=PageRequest(), at=AT).items


def stop(pia: Actor, status: str = "suspended") -> None:
    assert pia.member_id is not None
    change_status(member_id=pia.member_id, status=status, reason="r", actor=SYSTEM, at=AT)


@pytest.mark.parametrize("status", ["suspended", "terminated"])
def test_who_is_no_active_partner_any_more_is_credited_nothing(pia: Actor, status: str) -> None:
    token = taken(prepared(pia))
    stop(pia, status)
    order = Order.objects.get(pk=ordered(token).order_id)
    assert (order.placed_via, order.credited_member_id) == ("prepared", None)


@pytest.mark.parametrize("status", ["suspended", "terminated"])
def test_who_is_no_active_partner_prepares_nothing(pia: Actor, status: str) -> None:
    stop(pia, status)
    with pytest.raises(PartnerNotActive):
        prepared(pia)
    assert not PreparedCart.objects.exists()


def test_a_partner_who_took_it_over_before_signing_in_cannot_order_it(
    pia: Actor, partner: Buyer
) -> None:
    token = taken(prepared(pia))
    with pytest.raises(PartnersBuyForThemselves):
        ordered(token, partner)
    assert not Order.objects.exists()


def test_taking_back_and_preparing_anew_is_no_way_to_send_mails_without_end(
    pia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_A_DAY", 3)
    for _each in range(3):
        shown = prepared_cart(token=prepared(pia), at=AT)
        row = PreparedCart.objects.get(token=shown.token)
        withdraw_prepared_cart(actor=pia, prepared_id=row.pk, at=AT)
    with pytest.raises(TooManyPreparedCarts):
        prepared(pia)
    prepare_cart(actor=pia, wish=WISH, at=AT + timedelta(days=1, seconds=1))
