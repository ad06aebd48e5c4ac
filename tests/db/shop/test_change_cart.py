"""Filling a cart, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from network.public import Buyer
from shop.models import Checkout, CheckoutLine
from shop.public import (
    BadQuantity,
    CartIsOrdered,
    CartNotFound,
    CartOfOtherChannel,
    NewChannel,
    NotForSale,
    Shopper,
    UnknownSku,
    add_to_cart,
    cart,
    checkout_answers,
    create_channel,
    move_cart,
    publish_product,
    remove_line,
    save_choices,
    save_contact,
    set_quantity,
    unpublish_product,
)
from shop.services import change_cart
from shop.services.change_cart import CartFull, CartLineNotFound
from tests.db.shop.market import (
    ANNA,
    AT,
    FREELY,
    GUEST,
    MARKETING,
    cart_with,
    order_of,
    price,
    sell,
    shopper,
)

pytestmark = pytest.mark.usefixtures("market")

NOBODY_ELSE = Buyer(-99, None, "customer", None)


def line_of(token: object) -> CheckoutLine:
    """Return the only line of a cart."""
    return CheckoutLine.objects.get(checkout__token=token)


def test_a_cart_shows_lines_taxes_and_totals() -> None:
    shown = cart(token=cart_with(("CREAM", 2), ("TEA", 1)), shopper=shopper(), at=AT)
    assert [(line.product_name, line.gross_minor) for line in shown.lines] == [
        ("Rosencreme", 5980),
        ("Kräutertee", 850),
    ]
    assert [(tax.rate_bp, tax.tax_minor) for tax in shown.taxes] == [(700, 56), (1900, 955)]
    assert (shown.gross_minor, shown.net_minor, shown.tax_minor) == (6830, 5819, 1011)
    assert (shown.quantity, shown.pv_minor, shown.can_be_ordered) == (3, None, True)


def test_a_partner_sees_own_prices_and_points(partner: Buyer) -> None:
    token = cart_with(("CREAM", 2), buyer=partner)
    shown = cart(token=token, shopper=shopper(partner), at=AT)
    assert (shown.gross_minor, shown.pv_minor) == (2 * 2392, 4000)


def test_the_same_variant_again_makes_no_second_line() -> None:
    token = cart_with(("CREAM", 2), ("CREAM", 3))
    assert line_of(token).quantity == 5


def test_adding_needs_few_statements_however_full_the_cart_is() -> None:
    with CaptureQueriesContext(connection) as first:
        token = cart_with(("CREAM", 1))
    with CaptureQueriesContext(connection) as second:
        cart_with(("TEA", 1), token=token)
    with CaptureQueriesContext(connection) as third:
        cart_with(("CREAM", 1), token=token)
    assert len(first) <= 8
    assert len(second) == len(third) <= 9


def test_a_cart_goes_along_to_another_country() -> None:
    token = cart_with(("CREAM", 1), ("TEA", 2))
    austria = NewChannel("at", "Österreich", "EUR", "AT", "de")
    create_channel(actor=MARKETING, channel=austria, at=AT)
    price("CREAM", 3090, channel="at")
    publish_product(actor=MARKETING, slug="rose-cream", channel="at", at=AT)
    save_choices(token=token, choices=FREELY, line_purposes={}, buyer=GUEST)
    move_cart(token=token, channel="at", buyer=GUEST)
    there = cart(token=token, shopper=Shopper("at", "de", GUEST), at=AT)
    assert [(line.sku, line.problem) for line in there.lines] == [
        ("CREAM", ""), ("TEA", "not_for_sale"),
    ]  # fmt: skip
    assert (there.gross_minor, there.taxes[0].rate_bp) == (3090, 2000)
    assert checkout_answers(token=token, buyer=GUEST).choices.shipping == ""
    with pytest.raises(CartNotFound):
        move_cart(token=uuid4(), channel="de", buyer=GUEST)


def test_what_is_answered_is_kept_sealed_and_tidied() -> None:
    token = cart_with(("CREAM", 1))
    nothing = checkout_answers(token=token, buyer=GUEST)
    assert (nothing.contact, nothing.choices.shipping) == (None, "")
    written = replace(ANNA, address=replace(ANNA.address, postcode="D-79098"))
    save_contact(token=token, contact=written, buyer=GUEST)
    row = Checkout.objects.get(token=token)
    assert b"Muster" not in bytes(row.contact_sealed or b"")
    assert checkout_answers(token=token, buyer=GUEST).contact == ANNA
    order_of(token)
    row.refresh_from_db()
    assert (row.person_id, row.contact_sealed) == (None, None)
    with pytest.raises(CartIsOrdered):
        save_contact(token=token, contact=ANNA, buyer=GUEST)


def test_a_cart_costs_the_same_statements_for_one_line_and_for_ten() -> None:
    token = cart_with(("CREAM", 1))
    with CaptureQueriesContext(connection) as few:
        cart(token=token, shopper=shopper(), at=AT)
    for number in range(9):
        sell(f"soap-{number}", f"SOAP-{number}", ("Seife", "Soap"), gross_minor=400)
        cart_with((f"SOAP-{number}", 1), token=token)
    with CaptureQueriesContext(connection) as many:
        assert len(cart(token=token, shopper=shopper(), at=AT).lines) == 10
    assert len(many) == len(few) <= 9


@pytest.mark.parametrize("quantity", [0, -1, -999, 1000, 10**30])
def test_a_quantity_nobody_can_order_is_refused(quantity: int) -> None:
    token = cart_with(("CREAM", 2))
    with pytest.raises(BadQuantity, match="1 to 999"):
        add_to_cart(token=token, sku="CREAM", quantity=quantity, shopper=shopper(), at=AT)
    with pytest.raises(BadQuantity, match="1 to 999"):
        set_quantity(token=token, line_id=line_of(token).pk, quantity=quantity, buyer=GUEST)
    assert line_of(token).quantity == 2


def test_a_line_never_grows_beyond_the_bound() -> None:
    token = cart_with(("CREAM", 999))
    with pytest.raises(BadQuantity):
        cart_with(("CREAM", 1), token=token)
    assert line_of(token).quantity == 999


def test_the_database_refuses_such_a_line_too() -> None:
    token = cart_with(("CREAM", 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckoutLine.objects.filter(checkout__token=token).update(quantity=-1)


@pytest.mark.parametrize("sku", ["NOTHING", "", "CREAM\x00", "x" * 500])
def test_an_unknown_sku_starts_no_cart(sku: str) -> None:
    with pytest.raises(UnknownSku):
        add_to_cart(token=None, sku=sku, quantity=1, shopper=shopper(), at=AT)
    assert not Checkout.objects.exists()


def test_what_is_not_published_cannot_be_added() -> None:
    unpublish_product(actor=MARKETING, slug="rose-cream", channel="de", at=AT)
    with pytest.raises(NotForSale, match="CREAM"):
        cart_with(("CREAM", 1))


def test_what_went_off_sale_is_shown_and_costs_nothing() -> None:
    token = cart_with(("CREAM", 1), ("TEA", 1))
    unpublish_product(actor=MARKETING, slug="rose-cream", channel="de", at=AT)
    shown = cart(token=token, shopper=shopper(), at=AT)
    assert [line.problem for line in shown.lines] == ["not_for_sale", ""]
    assert (shown.gross_minor, shown.can_be_ordered) == (850, False)


def test_what_is_short_is_shown_before_ordering() -> None:
    shown = cart(token=cart_with(("CREAM", 101)), shopper=shopper(), at=AT)
    assert (shown.lines[0].problem, shown.lines[0].available) == ("out_of_stock", 100)
    assert not shown.can_be_ordered


def test_another_persons_cart_is_not_found(customer: Buyer, partner: Buyer) -> None:
    token = cart_with(("CREAM", 1), buyer=customer)
    for stranger in (partner, GUEST, NOBODY_ELSE):
        with pytest.raises(CartNotFound):
            cart(token=token, shopper=shopper(stranger), at=AT)
        with pytest.raises(CartNotFound):
            cart_with(("TEA", 1), buyer=stranger, token=token)
        with pytest.raises(CartNotFound):
            set_quantity(token=token, line_id=line_of(token).pk, quantity=9, buyer=stranger)
        with pytest.raises(CartNotFound):
            remove_line(token=token, line_id=line_of(token).pk, buyer=stranger)
    assert line_of(token).quantity == 1


def test_an_unknown_token_is_not_found() -> None:
    with pytest.raises(CartNotFound):
        cart(token=uuid4(), shopper=shopper(), at=AT)
    with pytest.raises(CartNotFound):
        cart_with(("CREAM", 1), token=uuid4())


def test_a_guests_cart_becomes_that_of_who_signs_in(customer: Buyer) -> None:
    token = cart_with(("CREAM", 1))
    cart_with(("TEA", 1), buyer=customer, token=token)
    with pytest.raises(CartNotFound):
        cart(token=token, shopper=shopper(GUEST), at=AT)
    assert cart(token=token, shopper=shopper(customer), at=AT).quantity == 2


def test_a_line_of_another_cart_is_not_found() -> None:
    mine, theirs = cart_with(("CREAM", 1)), cart_with(("CREAM", 1))
    with pytest.raises(CartLineNotFound):
        set_quantity(token=mine, line_id=line_of(theirs).pk, quantity=9, buyer=GUEST)
    with pytest.raises(CartLineNotFound):
        remove_line(token=mine, line_id=line_of(theirs).pk, buyer=GUEST)
    assert line_of(theirs).quantity == 1


def test_a_cart_stays_in_its_channel() -> None:
    token = cart_with(("CREAM", 1))
    austria = NewChannel("at", "Österreich", "EUR", "AT", "de")
    create_channel(actor=MARKETING, channel=austria, at=AT)
    there = Shopper("at", "de", GUEST)
    with pytest.raises(CartOfOtherChannel, match="de"):
        cart(token=token, shopper=there, at=AT)
    with pytest.raises(NotForSale):
        add_to_cart(token=token, sku="CREAM", quantity=1, shopper=there, at=AT)
    assert line_of(token).quantity == 1


def test_a_token_of_another_channel_adds_nothing() -> None:
    token = cart_with(("CREAM", 1))
    Checkout.objects.filter(token=token).update(channel=_austria())
    with pytest.raises(CartOfOtherChannel):
        cart_with(("TEA", 1), token=token)
    assert line_of(token).quantity == 1


def _austria() -> int:
    austria = NewChannel("at", "Österreich", "EUR", "AT", "de")
    return create_channel(actor=MARKETING, channel=austria, at=AT)


def test_an_ordered_cart_cannot_be_changed_and_the_next_piece_starts_a_new_one() -> None:
    token = cart_with(("CREAM", 1))
    number = order_of(token).number
    for change in (
        lambda: set_quantity(token=token, line_id=line_of(token).pk, quantity=9, buyer=GUEST),
        lambda: remove_line(token=token, line_id=line_of(token).pk, buyer=GUEST),
    ):
        with pytest.raises(CartIsOrdered):
            change()
    shown = cart(token=token, shopper=shopper(), at=AT)
    assert (shown.order_number, shown.can_be_ordered, shown.quantity) == (number, False, 1)
    assert cart_with(("TEA", 1), token=token) != token


@pytest.mark.parametrize("quantity", [1, 999])
def test_a_quantity_is_set_to_either_bound(quantity: int) -> None:
    token = cart_with(("CREAM", 5))
    set_quantity(token=token, line_id=line_of(token).pk, quantity=quantity, buyer=GUEST)
    assert line_of(token).quantity == quantity


def test_a_line_can_be_taken_out() -> None:
    token = cart_with(("CREAM", 1), ("TEA", 1))
    cream = CheckoutLine.objects.get(checkout__token=token, variant__sku="CREAM")
    remove_line(token=token, line_id=cream.pk, buyer=GUEST)
    assert [line.sku for line in cart(token=token, shopper=shopper(), at=AT).lines] == ["TEA"]


def test_a_cart_holds_a_bounded_number_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_cart, "MAX_LINES", 1)
    token = cart_with(("CREAM", 1), ("CREAM", 1))
    with pytest.raises(CartFull):
        cart_with(("TEA", 1), token=token)


def test_a_cart_follows_the_price_list_until_it_is_ordered() -> None:
    token = cart_with(("CREAM", 1))
    price("CREAM", 3190)
    assert cart(token=token, shopper=shopper(), at=AT).gross_minor == 3190
