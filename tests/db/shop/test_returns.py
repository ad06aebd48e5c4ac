"""Goods that come back: announced, inspected, accepted or rejected."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from core.models import OutboxEvent
from core.paging import PageRequest
from core.policy import ANONYMOUS, Actor, NotAllowed
from finance.public import documents_of
from inventory.public import available
from network.public import Buyer
from shop.models import Refund, Return
from shop.models.returns import ReturnCannotMove
from shop.public import (
    NewReturn,
    ReturnNotFound,
    announce_return,
    order_facts,
    order_link,
    prove_dispatch,
    receive_return,
    reject_return,
    return_for,
    returns_page,
)
from shop.services.announce_return import BadTracking, NothingToReturn
from shop.services.cancel_paid_order import UnknownReason
from shop.services.decide_return import GoodsAwaited, NothingCameBack, ReasonNeeded
from shop.services.receive_return import BadInspection, InspectedBefore
from tests.db.shop.aftermath import (
    FINANCE,
    SOON,
    accept,
    announce,
    inspect,
    line,
    paid_with_shipping,
    refunded,
    send,
    state,
    take_back,
)
from tests.db.shop.market import SUPPORT, WAREHOUSE, paid

pytestmark = pytest.mark.usefixtures("market")


def told(name: str) -> int:
    """Count the events of a name."""
    return OutboxEvent.objects.filter(name=f"shop.{name}").count()


def test_a_return_goes_all_the_way() -> None:
    order = paid(("CREAM", 2), ("TEA", 1))
    send(order)
    returned = announce(order, ("CREAM", 1))
    assert (returned.number, returned.state) == (f"{order.number}-R1", "announced")
    inspect(returned)
    done = accept(returned)
    returned.refresh_from_db()
    assert (returned.state, state(order), done.gross_minor) == ("refunded", "delivered", 2990)
    assert available(["CREAM"]) == {"CREAM": 99}
    assert [told(n) for n in ("return_announced", "return_received", "order_returned")] == [1, 1, 1]


def test_everything_back_is_exactly_what_was_paid() -> None:
    order = paid_with_shipping(("CREAM", 2), ("TEA", 1))
    send(order)
    take_back(order, ("CREAM", 1))
    assert refunded(order) == 2990
    take_back(order, ("CREAM", 1), ("TEA", 1))
    assert refunded(order) == order.gross_minor == 7320


def test_the_invoice_is_corrected_by_what_came_back() -> None:
    order = paid_with_shipping(("CREAM", 2), ("TEA", 1))
    send(order, ("CREAM", 1))
    send(order)
    take_back(order, ("CREAM", 2), ("TEA", 1))
    papers = documents_of(f"order:{order.order_id}")
    assert [(paper.kind, paper.gross_minor) for paper in papers] == [
        ("invoice", 2990 + 490),
        ("invoice", 2990 + 850),
        ("correction", 2990 + 490),
        ("correction", 2990 + 850),
    ]
    assert [paper.corrects for paper in papers[2:]] == [paper.number for paper in papers[:2]]


def test_spoilt_pieces_are_refunded_and_never_sold_again() -> None:
    order = paid(("CREAM", 3))
    send(order)
    returned = announce(order)
    inspect(returned, ("CREAM", 1, 1))
    assert accept(returned).gross_minor == 2 * 2990
    assert available(["CREAM"]) == {"CREAM": 98}


def test_what_did_not_come_back_can_be_announced_again() -> None:
    order = paid(("CREAM", 3))
    send(order)
    first = announce(order)
    inspect(first, ("CREAM", 1, 0))
    accept(first)
    second = announce(order)
    assert (second.number, second.lines.get().quantity) == (f"{order.number}-R2", 2)


def test_the_refund_waits_for_the_goods_or_for_proof() -> None:
    order = paid(("CREAM", 1))
    send(order)
    returned = announce(order)
    with pytest.raises(GoodsAwaited):
        accept(returned)
    row = return_for(actor=FINANCE, number=returned.number).row
    assert row.is_held
    prove_dispatch(
        return_id=returned.pk, carrier="dhl", tracking_number="JJD1", actor=SUPPORT, at=SOON
    )
    assert accept(returned).gross_minor == 2990
    inspect(returned)
    returned.refresh_from_db()
    assert (returned.state, available(["CREAM"])) == ("refunded", {"CREAM": 100})


def test_a_rejected_return_moves_no_money_and_says_why() -> None:
    order = paid()
    send(order)
    returned = announce(order)
    inspect(returned)
    with pytest.raises(ReasonNeeded):
        reject_return(return_id=returned.pk, reason=" ", actor=FINANCE, at=SOON)
    reject_return(return_id=returned.pk, reason="used up", actor=FINANCE, at=SOON)
    shown = return_for(actor=SUPPORT, number=returned.number)
    assert (shown.row.state, shown.steps[-1].reason, refunded(order)) == ("rejected", "used up", 0)
    for again in (lambda: accept(returned), lambda: inspect(returned)):
        with pytest.raises((ReturnCannotMove, InspectedBefore)):
            again()


def test_an_empty_parcel_is_not_accepted() -> None:
    order = paid()
    send(order)
    returned = announce(order)
    inspect(returned, ("CREAM", 0, 0))
    with pytest.raises(NothingCameBack):
        accept(returned)


def test_nothing_comes_back_twice() -> None:
    order = paid(("CREAM", 2))
    with pytest.raises(NothingToReturn):
        announce(order)
    send(order, ("CREAM", 1))
    with pytest.raises(NothingToReturn):
        announce(order, ("CREAM", 2))
    announce(order)
    with pytest.raises(NothingToReturn):
        announce(order)
    assert Return.objects.count() == 1


@pytest.mark.parametrize("found", [("CREAM", 2, 1), ("CREAM", -1, 0)])
def test_an_inspection_finds_no_more_than_was_announced(found: tuple[str, int, int]) -> None:
    order = paid(("CREAM", 2))
    send(order)
    returned = announce(order)
    with pytest.raises(BadInspection):
        inspect(returned, found)
    inspect(returned)
    with pytest.raises(InspectedBefore):
        inspect(returned)


def test_a_buyer_announces_a_defect_by_sign_in_or_by_link(
    customer: Buyer, carl: Actor, pia: Actor
) -> None:
    order = paid(("CREAM", 2), buyer=customer)
    send(order)
    announce(order, ("CREAM", 1), actor=carl)
    new, link = NewReturn("damaged"), order_link(order.order_id)
    for stranger, shown in ((pia, ""), (ANONYMOUS, "forged"), (ANONYMOUS, order_link(1))):
        with pytest.raises(NotAllowed):
            announce_return(order_id=order.order_id, new=new, actor=stranger, at=SOON, link=shown)
    announce_return(order_id=order.order_id, new=new, actor=ANONYMOUS, at=SOON, link=link)
    assert list(Return.objects.order_by("pk").values_list("source", "attributable_to_company")) == [
        ("buyer", True),
        ("buyer", True),
    ]
    with pytest.raises(UnknownReason):
        announce(order, actor=carl, reason="goodwill")


def test_a_tracking_number_is_needed_as_proof() -> None:
    order = paid()
    send(order)
    returned = announce(order)
    with pytest.raises(BadTracking):
        prove_dispatch(
            return_id=returned.pk, carrier="", tracking_number=" ", actor=SUPPORT, at=SOON
        )
    with pytest.raises(NotAllowed):
        prove_dispatch(
            return_id=returned.pk, carrier="", tracking_number="1", actor=ANONYMOUS, at=SOON
        )


def test_who_does_what_with_a_return(carl: Actor) -> None:
    order = paid()
    send(order)
    returned = announce(order)
    for actor in (SUPPORT, FINANCE, carl):
        with pytest.raises(NotAllowed):
            shop_receive(returned, actor)
    inspect(returned)
    for actor in (SUPPORT, WAREHOUSE, carl):
        with pytest.raises(NotAllowed):
            accept(returned, actor)
        with pytest.raises(NotAllowed):
            reject_return(return_id=returned.pk, reason="no", actor=actor, at=SOON)
    with pytest.raises(NotAllowed):
        returns_page(actor=carl, page=PageRequest())
    with pytest.raises(ReturnNotFound):
        return_for(actor=SUPPORT, number="nonsense\x00")


def shop_receive(returned: Return, actor: Actor) -> None:
    """Open the parcel as somebody else."""
    receive_return(return_id=returned.pk, found=[], actor=actor, at=SOON)


def test_the_facts_of_what_came_back_add_up_to_the_line() -> None:
    order = paid(("CREAM", 3))
    send(order)
    for _each in range(3):
        take_back(order, ("CREAM", 1))
    (facts,) = order_facts([order.order_id])
    parts = [part for undone in facts.reversals for part in undone.lines]
    (sold,) = facts.lines
    assert [undone.return_id for undone in facts.reversals] == list(
        Return.objects.order_by("pk").values_list("pk", flat=True)
    )
    for name in ("quantity", "gross_minor", "net_minor", "pv_minor", "cv_minor"):
        assert sum(getattr(part, name) for part in parts) == getattr(sold, name), name


def test_staff_finds_returns_by_state_and_number() -> None:
    order = paid()
    send(order)
    returned = announce(order)
    for wanted in ({"state": "announced"}, {"query": order.number}, {"query": returned.number}):
        (row,) = returns_page(actor=WAREHOUSE, page=PageRequest(), **wanted).items
        assert row.number == returned.number
    assert not returns_page(actor=WAREHOUSE, page=PageRequest(), state="refunded").items


def test_history_and_inspection_are_never_edited() -> None:
    order = paid()
    send(order)
    returned = announce(order)
    inspect(returned)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        returned.lines.update(restocked=0)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        returned.state_changes.update(reason="x")
    with pytest.raises(IntegrityError, match="keeps its past"), transaction.atomic():
        Return.objects.update(reason="lost")
    assert line(order, "CREAM")
    assert Refund.objects.count() == 0


def test_pieces_that_are_sent_back_again_do_not_stay_in_the_stock() -> None:
    before = available(["CREAM"])["CREAM"]
    order = paid(("CREAM", 1))
    send(order)
    for _each in range(2):
        returned = announce(order)
        inspect(returned)
        assert available(["CREAM"])["CREAM"] == before
        reject_return(return_id=returned.pk, reason="worn", actor=FINANCE, at=SOON)
        assert available(["CREAM"])["CREAM"] == before - 1
