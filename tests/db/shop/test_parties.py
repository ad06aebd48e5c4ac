"""A consultant holds a party, guests order, the hostess gets her credit and spends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

import shop.public as shop
from core.models import OutboxEvent
from core.paging import PageRequest
from core.policy import Actor, NotAllowed
from network.public import Buyer, change_status
from shop.models import Order, OrderLine, Party, PartyCreditEntry, Refund, TransactionItem
from shop.public import CreditTier, HostessCreditTable, NewParty
from tests.db.shop.aftermath import SOON, cancel, refunded, send, take_back
from tests.db.shop.market import (
    ANNA,
    AT,
    FREELY,
    GUEST,
    LATER,
    MARKETING,
    SUPPORT,
    SYSTEM,
    cart_with,
    shopper,
)

TABLE = HostessCreditTable(
    "EUR", date(2026, 3, 2), (CreditTier(50_00, 1000), CreditTier(100_00, 2000))
)
WISH = NewParty(
    "de", "de", AT + timedelta(days=1), "Lindenhof 3, Freiburg", "Gerda Gast", "gerda@example.org"
)


@pytest.fixture
def party(pia: Actor) -> int:
    """Plan a party under a table of credits."""
    shop.set_hostess_credit(actor=SYSTEM, table=TABLE, at=AT)
    return shop.plan_party(actor=pia, wish=WISH, at=AT)


def code_of(number: int) -> str:
    return Party.objects.get(number=number).code


def ordered(number: int, *lines: tuple[str, int], buyer: Buyer = GUEST) -> shop.PlacedOrder:
    """Order at a party, unpaid."""
    return shop.place_order(
        token=cart_with(*lines, buyer=buyer),
        contact=ANNA,
        choices=replace(FREELY, party=code_of(number)),
        buyer=buyer,
        at=AT,
    )


def sold(number: int, *lines: tuple[str, int]) -> shop.PlacedOrder:
    """Order at a party and pay."""
    order = ordered(number, *lines)
    shop.gateway_decide(token=order.payment_token, approve=True, at=AT)
    return order


def closed(pia: Actor, number: int) -> str:
    """Close a party and return the code of its credit."""
    shop.close_party(actor=pia, number=number, at=LATER)
    return shop.party_view(actor=pia, number=number, at=LATER).credit_code


def adjusted(order: shop.PlacedOrder) -> int:
    return shop.adjust_party_credit(order_id=order.order_id, at=SOON)


def balance(pia: Actor, number: int) -> int:
    return shop.party_view(actor=pia, number=number, at=SOON).balance_minor


def spending(code: str, *lines: tuple[str, int]) -> UUID:
    """Fill a cart and let a credit pay for it."""
    token = cart_with(*lines)
    shop.use_credit_code(token=token, code=code, buyer=GUEST)
    return token


def bought(token: UUID, expected: int | None = None) -> shop.PlacedOrder:
    return shop.place_order(
        token=token, contact=ANNA, choices=FREELY, buyer=GUEST, at=LATER,
        expected_gross_minor=expected,
    )  # fmt: skip


def test_a_guests_order_belongs_to_the_party_and_its_consultant(pia: Actor, party: int) -> None:
    order = Order.objects.get(pk=ordered(party, ("CREAM", 1)).order_id)
    assert (order.party.number, order.credited_member_id) == (party, pia.member_id)
    (facts,) = shop.order_facts([order.pk])
    assert (facts.party, facts.credit_minor) == (party, 0)


def test_a_customer_of_somebody_else_orders_there_for_this_one_order(
    pia: Actor, customer: Buyer, party: int
) -> None:
    other = replace(customer, credited_member_id=None)
    order = Order.objects.get(pk=ordered(party, ("TEA", 1), buyer=other).order_id)
    assert (order.account_id, order.credited_member_id) == (customer.account_id, pia.member_id)


def test_partners_do_not_order_at_parties(party: int, partner: Buyer) -> None:
    with pytest.raises(shop.PartnersBuyForThemselves):
        ordered(party, ("TEA", 1), buyer=partner)


def test_what_is_paid_counts_without_shipping_and_the_tier_holds_for_all_of_it(
    pia: Actor, party: int
) -> None:
    sold(party, ("CREAM", 1))
    sold(party, ("CREAM", 1), ("TEA", 1))
    ordered(party, ("CREAM", 2))
    view = shop.party_view(actor=pia, number=party, at=AT)
    assert (view.row.orders, view.row.total_minor, view.credit_minor) == (2, 68_30, 6_83)
    assert (view.next_tier, view.missing_minor) == (CreditTier(100_00, 2000), 31_70)
    assert [order.counts for order in view.orders] == [False, True, True]
    done = shop.close_party(actor=pia, number=party, at=LATER)
    assert (done.total_minor, done.credit_minor) == (68_30, 6_83)
    assert balance(pia, party) == 6_83


def test_below_the_first_tier_there_is_no_credit_and_no_code(pia: Actor, party: int) -> None:
    sold(party, ("CREAM", 1))
    assert closed(pia, party) == ""
    event = OutboxEvent.objects.get(name="shop.party_closed")
    assert event.payload["number"] == party


def test_at_a_party_that_is_over_nobody_orders_and_a_prepared_cart_goes_without(
    pia: Actor, party: int
) -> None:
    wish = shop.NewPreparedCart(
        "de", "de", (("TEA", 1),), "Bea Gast", "bea@example.org", party=party
    )
    inside, outside = (shop.prepare_cart(actor=pia, wish=wish, at=AT) for _each in range(2))
    first = taken(inside)
    assert first.party.number == party
    closed(pia, party)
    assert taken(outside).party is None
    with pytest.raises(shop.PartyNotOpen):
        ordered(party, ("TEA", 1))
    with pytest.raises(shop.PartyNotOpen):
        shop.prepare_cart(actor=pia, wish=wish, at=AT)


def taken(token: UUID) -> Order:
    """Take a prepared cart over and order it."""
    cart = shop.take_prepared_cart(token=token, quantities={}, buyer=GUEST, at=AT)
    return Order.objects.get(pk=bought(cart).order_id)


def test_what_is_paid_late_or_comes_back_corrects_the_credit(pia: Actor, party: int) -> None:
    late = ordered(party, ("CREAM", 2))
    sold(party, ("CREAM", 2))
    closed(pia, party)
    assert balance(pia, party) == 5_98
    shop.gateway_decide(token=late.payment_token, approve=True, at=LATER)
    assert (adjusted(late), adjusted(late)) == (17_94, 0)
    assert balance(pia, party) == 23_92
    send(late)
    take_back(late, ("CREAM", 2))
    assert adjusted(late) == -17_94
    kinds = PartyCreditEntry.objects.order_by("pk").values_list("kind", flat=True)
    assert (list(kinds), balance(pia, party)) == (["granted", "corrected", "corrected"], 5_98)


def test_the_table_of_the_closing_day_stays_though_another_begins(pia: Actor, party: int) -> None:
    better = HostessCreditTable("EUR", date(2026, 3, 3), (CreditTier(0, 5000),))
    shop.set_hostess_credit(actor=SYSTEM, table=better, at=AT)
    order = sold(party, ("CREAM", 2))
    closed(pia, party)
    send(order)
    take_back(order, ("CREAM", 1))
    assert adjusted(order) == -5_98


def test_credit_pays_goods_with_full_tax_and_points(pia: Actor, party: int) -> None:
    sold(party, ("CREAM", 4))
    token = spending(closed(pia, party), ("CREAM", 1))
    shown = shop.cart(token=token, shopper=shopper(), at=LATER)
    assert (shown.credit_minor, shown.due_minor, shown.gross_minor) == (23_92, 5_98, 29_90)
    placed = bought(token, expected=5_98)
    order = Order.objects.get(pk=placed.order_id)
    line = OrderLine.objects.get(order=order)
    assert (order.gross_minor, order.tax_minor, order.credit_minor) == (29_90, 4_77, 23_92)
    assert (line.gross_minor, line.pv_minor) == (29_90, 2000)
    assert TransactionItem.objects.get(order=order).amount_minor == 5_98
    assert balance(pia, party) == 0


def test_what_a_credit_pays_whole_is_paid_at_once(pia: Actor, party: int) -> None:
    sold(party, ("CREAM", 4))
    order = Order.objects.get(pk=bought(spending(closed(pia, party), ("TEA", 2))).order_id)
    assert (order.state, order.credit_minor, balance(pia, party)) == ("paid", 17_00, 6_92)


def test_another_total_than_the_one_that_was_seen_is_refused(pia: Actor, party: int) -> None:
    sold(party, ("CREAM", 4))
    code = closed(pia, party)
    first, second = spending(code, ("TEA", 1)), spending(code, ("CREAM", 1))
    bought(first)
    with pytest.raises(shop.PriceChanged):
        bought(second, expected=5_98)
    assert bought(second, expected=14_48).gross_minor == 29_90


def test_a_credit_that_is_used_up_buys_nothing_more(pia: Actor, party: int) -> None:
    sold(party, ("CREAM", 4))
    code = closed(pia, party)
    waiting = spending(code, ("TEA", 1))
    bought(spending(code.upper(), ("CREAM", 1)))
    with pytest.raises(shop.CreditIsGone):
        bought(waiting)
    with pytest.raises(shop.NoSuchCredit):
        spending(code, ("TEA", 1))
    shop.leave_credit_out(token=waiting, buyer=GUEST)
    assert bought(waiting, expected=8_50).gross_minor == 8_50


@pytest.mark.parametrize("code", ["", "abc", "\x00", "x" * 60])
def test_a_code_that_nobody_has_opens_nothing(party: int, code: str) -> None:
    with pytest.raises(shop.NoSuchCredit):
        spending(code, ("TEA", 1))


def test_a_party_paid_with_credit_earns_no_credit_for_it(pia: Actor, party: int) -> None:
    sold(party, ("CREAM", 4))
    code = closed(pia, party)
    again = shop.plan_party(actor=pia, wish=WISH, at=AT)
    token = spending(code, ("CREAM", 2))
    order = shop.place_order(
        token=token, contact=ANNA, choices=replace(FREELY, party=code_of(again)), buyer=GUEST,
        at=LATER,
    )  # fmt: skip
    shop.gateway_decide(token=order.payment_token, approve=True, at=LATER)
    view = shop.party_view(actor=pia, number=again, at=LATER)
    assert view.row.total_minor == 59_80 - 23_92


def test_an_order_given_up_unpaid_gives_its_credit_back(pia: Actor, party: int) -> None:
    sold(party, ("CREAM", 4))
    order = bought(spending(closed(pia, party), ("CREAM", 1)))
    shop.cancel_unpaid_order(order_id=order.order_id, actor=SUPPORT, reason="gone", at=LATER)
    assert balance(pia, party) == 23_92


def test_money_goes_back_first_and_then_credit(pia: Actor, party: int) -> None:
    sold(party, ("CREAM", 4))
    order = bought(spending(closed(pia, party), ("CREAM", 1), ("TEA", 1)))
    shop.gateway_decide(token=order.payment_token, approve=True, at=LATER)
    cancel(order, ("TEA", 1))
    assert (refunded(order), balance(pia, party)) == (8_50, 0)
    cancel(order, ("CREAM", 1))
    assert (refunded(order), balance(pia, party)) == (14_48, 23_92)
    assert Refund.objects.filter(order=order.order_id).count() == 2


def test_the_database_keeps_uses_within_the_credit(pia: Actor, party: int) -> None:
    order = sold(party, ("CREAM", 4))
    closed(pia, party)
    row = Party.objects.get(number=party)
    with pytest.raises(IntegrityError), transaction.atomic():
        PartyCreditEntry.objects.create(
            party=row, kind="used", amount_minor=-23_93, order_id=order.order_id, at=AT
        )


def test_a_party_ends_once_and_only_without_orders_by_being_called_off(
    pia: Actor, party: int
) -> None:
    order = ordered(party, ("TEA", 1))
    with pytest.raises(shop.PartyHasOrders):
        shop.cancel_party(actor=pia, number=party, at=LATER)
    shop.cancel_unpaid_order(order_id=order.order_id, actor=SUPPORT, reason="gone", at=LATER)
    shop.cancel_party(actor=pia, number=party, at=LATER)
    for end in (shop.cancel_party, shop.close_party):
        with pytest.raises(shop.PartyNotOpen):
            end(actor=pia, number=party, at=LATER)


def test_other_partners_neither_see_nor_end_it(pia: Actor, party: int) -> None:
    assert pia.member_id is not None
    otto = Actor(-9, frozenset(), pia.member_id + 1, "account:-9")
    for act in (shop.close_party, shop.cancel_party, shop.party_view):
        with pytest.raises(shop.PartyNotFound):
            act(actor=otto, number=party, at=LATER)
    with pytest.raises(NotAllowed):
        shop.parties_page(actor=otto, member_id=pia.member_id, page=PageRequest())


def test_a_party_is_booked_at_one_of_the_same_partner(pia: Actor, party: int) -> None:
    second = shop.plan_party(actor=pia, wish=replace(WISH, booked_at=party), at=AT)
    assert shop.party_view(actor=pia, number=party, at=AT).bookings == (second,)
    closed(pia, second)
    assert [each.booked_at for each in shop.party_facts([second, party])] == [party]
    with pytest.raises(shop.BadParty):
        shop.plan_party(actor=pia, wish=replace(WISH, booked_at=4711), at=AT)


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (replace(WISH, name=" "), shop.BadContact),
        (replace(WISH, place="a\nb"), shop.BadContact),
        (replace(WISH, email="gerda"), shop.BadContact),
        (replace(WISH, held_at=AT + timedelta(days=400)), shop.BadParty),
        (replace(WISH, channel="fr"), shop.ChannelNotFound),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(
    pia: Actor, wish: NewParty, error: type[Exception]
) -> None:
    with pytest.raises(error):
        shop.plan_party(actor=pia, wish=wish, at=AT)


def test_a_suspended_partner_plans_no_party(pia: Actor, party: int) -> None:
    assert pia.member_id is not None
    change_status(member_id=pia.member_id, status="suspended", reason="test", actor=SYSTEM, at=AT)
    with pytest.raises(Exception, match="not active"):
        shop.plan_party(actor=pia, wish=WISH, at=AT)


def test_a_table_rises_and_begins_on_a_day_of_its_own_and_only_the_owner_sets_it(
    party: int,
) -> None:
    flat = replace(TABLE, valid_from=date(2026, 4, 1), tiers=(CreditTier(1, 5), CreditTier(2, 5)))
    early = replace(TABLE, valid_from=date(2026, 3, 1))
    for table in (flat, early, TABLE, replace(flat, tiers=())):
        with pytest.raises(shop.BadHostessCredit):
            shop.set_hostess_credit(actor=SYSTEM, table=table, at=AT)
    with pytest.raises(NotAllowed):
        shop.set_hostess_credit(actor=MARKETING, table=TABLE, at=AT)


def test_hostess_and_place_are_sealed(party: int) -> None:
    row = Party.objects.get(number=party)
    assert b"Gerda" not in bytes(row.sealed)
    assert b"Linden" not in bytes(row.sealed)
    card = shop.party_card(code=row.code)
    assert (card.hostess, card.place) == ("Gerda Gast", "Lindenhof 3, Freiburg")


def test_lists_and_pages_take_the_same_few_statements_however_much_they_hold(
    pia: Actor, party: int
) -> None:
    assert pia.member_id is not None

    def statements() -> tuple[int, int]:
        assert pia.member_id is not None
        with CaptureQueriesContext(connection) as listed:
            shop.parties_page(actor=pia, member_id=pia.member_id, page=PageRequest())
        with CaptureQueriesContext(connection) as shown:
            shop.party_view(actor=pia, number=party, at=AT)
        return len(listed), len(shown)

    sold(party, ("TEA", 1))
    few = statements()
    for _more in range(3):
        sold(party, ("TEA", 1))
        shop.plan_party(actor=pia, wish=WISH, at=AT)
    assert statements() == few
    assert few == (2, 8)


def test_an_unknown_link_opens_nothing(party: int) -> None:
    for code in ("", "nobody", "\x00", str(uuid4())):
        with pytest.raises(shop.PartyNotFound):
            shop.party_card(code=code)
