"""From cart to order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core import encryption
from core.addresses import BadAddress
from core.models import OutboxEvent
from core.policy import ANONYMOUS
from core.texts import NewText, publish_text
from inventory.public import OutOfStock, available
from network.public import Buyer
from shop.models import (
    Checkout,
    CheckoutLine,
    Order,
    OrderLine,
    OrderStateChange,
    ProductVariant,
    TransactionItem,
)
from shop.public import (
    BadContact,
    CartIsEmpty,
    CartNotFound,
    NoDeliveryThere,
    NotForSale,
    PaymentNotOffered,
    PlacedOrder,
    PriceChanged,
    PurposeMissing,
    ShippingNotOffered,
    order_for,
    place_order,
    remove_line,
    unpublish_product,
)
from tests.db.shop.market import (
    ANNA,
    AT,
    FREELY,
    GUEST,
    LATER,
    MARKETING,
    SUPPORT,
    SYSTEM,
    TODAY,
    be_a_real_company,
    cart_with,
    order_of,
    placed,
    price,
    sell,
    ship,
)

pytestmark = pytest.mark.usefixtures("market")


def nothing_happened(sku: str = "CREAM", left: int = 100) -> bool:
    """Tell whether neither an order nor a reservation nor an event was left behind."""
    counts = [kind.objects.count() for kind in (Order, OrderLine, TransactionItem, OutboxEvent)]
    return not any(counts) and available([sku]) == {sku: left}


def order_at(token: UUID, expected_minor: int) -> PlacedOrder:
    """Order as Anna, who saw a total."""
    return place_order(
        token=token, contact=ANNA, choices=FREELY, buyer=GUEST, at=AT,
        expected_gross_minor=expected_minor,
    )  # fmt: skip


def test_an_order_keeps_what_was_sold_at_which_price() -> None:
    order = Order.objects.get(pk=placed(("CREAM", 2), ("TEA", 1)).order_id)
    lines = order.lines.order_by("position").values_list(
        "sku", "name", "quantity", "unit_gross_minor", "gross_minor", "net_minor", "tax_rate_bp",
        "pv_minor", "cv_minor",
    )  # fmt: skip
    assert list(lines) == [
        ("CREAM", "Rosencreme", 2, 2990, 5980, 5025, 1900, 4000, 3600),
        ("TEA", "Kräutertee", 1, 850, 850, 794, 700, 500, 450),
    ]
    assert (order.gross_minor, order.net_minor, order.tax_minor) == (6830, 5819, 1011)
    assert (order.state, order.origin, order.purpose) == ("placed", "shop", "customer")


def test_the_price_of_the_moment_is_kept_when_the_list_changes() -> None:
    order = placed(("CREAM", 1))
    price("CREAM", 9990)
    assert Order.objects.get(pk=order.order_id).gross_minor == 2990


def test_a_partner_orders_at_partner_prices_for_the_own_position(partner: Buyer) -> None:
    order = Order.objects.get(pk=placed(("CREAM", 1), buyer=partner).order_id)
    assert (order.gross_minor, order.purpose, order.buyer_audience) == (2392, "own_use", "partner")
    assert order.buyer_member_id == order.credited_member_id == partner.member_id


def test_a_customers_order_is_credited_to_the_sponsor(customer: Buyer, partner: Buyer) -> None:
    order = Order.objects.get(pk=placed(buyer=customer).order_id)
    assert (order.account_id, order.buyer_member_id) == (customer.account_id, None)
    assert order.credited_member_id == partner.member_id


def test_the_stock_is_held_and_the_fact_published() -> None:
    order = placed(("CREAM", 2))
    assert available(["CREAM"]) == {"CREAM": 98}
    (event,) = OutboxEvent.objects.values_list("name", "aggregate")
    assert event == ("shop.order_placed", f"order:{order.order_id}")


def test_the_first_state_is_in_the_history() -> None:
    placed()
    assert list(OrderStateChange.objects.values_list("old_state", "new_state", "actor")) == [
        ("", "placed", "guest")
    ]


def test_the_same_cart_again_gives_the_same_order() -> None:
    token = cart_with(("CREAM", 1))
    first, second = order_of(token), order_of(token, at=LATER)
    assert first == second
    assert (Order.objects.count(), OutboxEvent.objects.count()) == (1, 1)
    assert available(["CREAM"]) == {"CREAM": 99}


def test_numbers_follow_each_other_without_a_gap_even_after_a_refusal() -> None:
    first = placed()
    with pytest.raises(OutOfStock):
        placed(("CREAM", 200))
    assert int(placed().number) == int(first.number) + 1


def test_what_is_not_there_is_not_sold() -> None:
    with pytest.raises(OutOfStock, match="CREAM: 101 wanted, 100 left"):
        placed(("TEA", 1), ("CREAM", 101))
    assert nothing_happened()


def test_an_empty_cart_is_not_ordered() -> None:
    token = cart_with(("CREAM", 1))
    line = Checkout.objects.get(token=token).lines.get()
    remove_line(token=token, line_id=line.pk, buyer=GUEST)
    with pytest.raises(CartIsEmpty):
        order_of(token)
    assert nothing_happened()


def test_what_went_off_sale_is_not_ordered() -> None:
    token = cart_with(("CREAM", 1))
    unpublish_product(actor=MARKETING, slug="rose-cream", channel="de", at=AT)
    with pytest.raises(NotForSale, match="Rosencreme"):
        order_of(token)
    assert nothing_happened()


def test_a_foreign_or_unknown_cart_is_not_ordered(customer: Buyer, partner: Buyer) -> None:
    token = cart_with(("CREAM", 1), buyer=customer)
    for stranger in (partner, GUEST):
        with pytest.raises(CartNotFound):
            order_of(token, stranger)
    with pytest.raises(CartNotFound):
        order_of(uuid4())
    assert not Order.objects.exists()


def test_somebody_elses_ordered_cart_tells_nothing(customer: Buyer, partner: Buyer) -> None:
    token = cart_with(("CREAM", 1), buyer=customer)
    order_of(token, customer)
    with pytest.raises(CartNotFound):
        order_of(token, partner)


def test_a_total_the_buyer_did_not_see_is_refused() -> None:
    token = cart_with(("CREAM", 1))
    price("CREAM", 3190)
    with pytest.raises(PriceChanged):
        order_at(token, 2990)
    assert nothing_happened()
    order = order_at(token, 3190)
    assert order.gross_minor == 3190


def test_an_address_that_cannot_be_right_orders_nothing() -> None:
    token = cart_with(("CREAM", 1))
    for contact, refusal in [
        (replace(ANNA, email="anna"), BadContact),
        (replace(ANNA, address=replace(ANNA.address, town="")), BadAddress),
        (replace(ANNA, address=replace(ANNA.address, country="AT")), NoDeliveryThere),
    ]:
        with pytest.raises(refusal):
            place_order(token=token, contact=contact, choices=FREELY, buyer=GUEST, at=AT)
    assert nothing_happened()


def test_the_address_is_sealed_and_can_be_forgotten() -> None:
    number = placed().number
    order = Order.objects.get(number=number)
    assert b"Muster" not in bytes(order.contact_sealed or b"")
    assert order_for(actor=SUPPORT, number=number).contact == ANNA
    assert order.person_id is not None
    encryption.forget(order.person_id)
    assert order_for(actor=SUPPORT, number=number).contact is None


def test_a_number_nobody_has_is_not_found() -> None:
    assert not Order.objects.filter(number="1").exists()
    with pytest.raises(Exception, match="no such order"):
        order_for(actor=ANONYMOUS, number="1")


@pytest.mark.parametrize(
    "changes", [{"gross_minor": 1}, {"number": "1"}, {"credited_member": None}]
)
def test_the_database_refuses_to_rewrite_an_order(
    changes: dict[str, object], customer: Buyer
) -> None:
    placed(buyer=customer)
    with pytest.raises(IntegrityError, match="keeps its past"), transaction.atomic():
        Order.objects.update(**changes)


def test_the_database_refuses_to_delete_an_order_or_to_edit_a_line() -> None:
    order = placed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.order_id)._raw_delete("default")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        OrderLine.objects.update(quantity=2)


def test_nothing_is_ordered_that_nobody_could_pay(settings: Any) -> None:
    token = cart_with(("CREAM", 1))
    be_a_real_company()
    settings.TEST_GATEWAY = False
    with pytest.raises(PaymentNotOffered):
        order_of(token)
    assert nothing_happened()


def test_the_setting_lets_a_real_company_try_the_shop(settings: Any) -> None:
    token = cart_with(("CREAM", 1))
    be_a_real_company()
    settings.TEST_GATEWAY = True
    assert order_of(token).gross_minor == 2990


def shipped(*lines: tuple[str, int], code: str) -> Order:
    """Order with a way of shipping, and return the stored order."""
    choices = replace(FREELY, shipping=code)
    order = place_order(
        token=cart_with(*lines), contact=ANNA, choices=choices, buyer=GUEST, at=AT
    )  # fmt: skip
    return Order.objects.get(pk=order.order_id)


def test_shipping_is_part_of_the_total_and_bears_the_rate_of_the_larger_part() -> None:
    ship("dhl", 490)
    order = shipped(("CREAM", 1), ("TEA", 1), code="dhl")
    assert (order.gross_minor, order.shipping_gross_minor) == (2990 + 850 + 490, 490)
    assert (order.shipping_rate_bp, order.shipping_name) == (1900, "Versand dhl")
    seen = order_for(actor=SUPPORT, number=order.number)
    assert [(tax.rate_bp, tax.gross_minor) for tax in seen.taxes] == [(700, 850), (1900, 3480)]
    assert sum(tax.net_minor for tax in seen.taxes) == order.net_minor


def test_from_the_free_limit_on_nothing_is_charged() -> None:
    ship("dhl", 490, free_from_minor=2 * 2990)
    assert shipped(("CREAM", 2), code="dhl").shipping_gross_minor == 0
    assert shipped(("CREAM", 1), code="dhl").shipping_gross_minor == 490


@pytest.mark.parametrize("code", ["", "pigeon", "closed", "light"])
def test_a_way_that_is_not_offered_is_refused(code: str) -> None:
    ProductVariant.objects.update(weight_g=101)
    ship("closed", is_open=False)
    ship("light", max_weight_grams=100)
    with pytest.raises(ShippingNotOffered):
        shipped(("CREAM", 1), code=code)
    assert nothing_happened()


@pytest.mark.parametrize("payment", ["", "prepayment", "barter"])
def test_a_payment_that_is_not_offered_is_refused(payment: str) -> None:
    token = cart_with(("CREAM", 1))
    choices = replace(FREELY, payment=payment)
    with pytest.raises(PaymentNotOffered):
        place_order(token=token, contact=ANNA, choices=choices, buyer=GUEST, at=AT)
    assert nothing_happened()


def test_a_partner_says_what_the_goods_are_for(partner: Buyer) -> None:
    for purpose in ("", "mixed", "gift"):
        with pytest.raises(PurposeMissing):
            place_order(
                token=cart_with(("CREAM", 1), buyer=partner),
                contact=ANNA, choices=replace(FREELY, purpose=purpose), buyer=partner, at=AT,
            )  # fmt: skip
    assert not Order.objects.exists()


def test_each_line_may_have_a_purpose_of_its_own(partner: Buyer) -> None:
    token = cart_with(("CREAM", 1), ("TEA", 1), buyer=partner)
    CheckoutLine.objects.filter(checkout__token=token, variant__sku="TEA").update(purpose="resale")
    order = Order.objects.get(pk=order_of(token, partner).order_id)
    assert order.purpose == "mixed"
    assert dict(order.lines.values_list("sku", "purpose")) == {"CREAM": "own_use", "TEA": "resale"}


def test_what_costs_nothing_is_paid_at_once() -> None:
    sell("leaflet", "LEAF", ("Heft", "Leaflet"), gross_minor=0)
    order = Order.objects.get(pk=placed(("LEAF", 1)).order_id)
    assert (order.state, order.paid_at, order.payment_method) == ("paid", AT, "none")
    assert OutboxEvent.objects.filter(name="shop.order_paid").count() == 1


def test_the_order_keeps_which_terms_were_in_force() -> None:
    for kind in ("terms", "withdrawal"):
        text = NewText(kind, "de", TODAY, "T", "Text", version=f"{kind}-1")
        publish_text(actor=SYSTEM, text=text, at=AT)
    order = Order.objects.get(pk=placed().order_id)
    assert (order.terms_version, order.withdrawal_version) == ("terms-1", "withdrawal-1")


def test_an_order_needs_few_statements_whatever_it_holds() -> None:
    one, many = cart_with(("CREAM", 1)), cart_with(("CREAM", 1), ("TEA", 2))
    with CaptureQueriesContext(connection) as few:
        order_of(one)
    with CaptureQueriesContext(connection) as more:
        order_of(many)
    assert len(more) - len(few) <= 1
    assert len(few) <= 34
