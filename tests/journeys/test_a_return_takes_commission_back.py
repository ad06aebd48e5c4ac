"""A customer withdraws after the month is published: what was earned of the order is taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from time_machine import TimeMachineFixture

import commissions.public as commissions
import finance.public as finance
import shop.public as shop
from core import outbox
from tests import scenes
from tests.journeys.test_guest_withdraws_and_is_refunded import clerk
from tests.journeys.visitor import Visitor

MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
CUSTOMER = {"name": "Bea Kundin", "email": "bea@example.org"}


def held(member_id: int) -> int:
    """Return what all accounts of a member hold together."""
    names = ("pending", "reserve", "vested", "payable", "receivable")
    return sum(finance.balance_minor(f"member:{member_id}:{name}", "EUR") for name in names)


def send_back(order: shop.PlacedOrder, pieces: int) -> None:
    """Withdraw by the public page; warehouse and finance take everything that comes."""
    Visitor().send("/withdraw/", order_number=order.number, **CUSTOMER)
    outbox.drain()
    number = f"{order.number}-R1"
    (line,) = shop.return_for(actor=scenes.SYSTEM, number=number).lines
    found = {f"good_{line.line_id}": str(pieces), f"bad_{line.line_id}": "0"}
    clerk("warehouse").send(f"/staff/returns/{number}/inspect/", **found)
    clerk("finance").send(f"/staff/returns/{number}/accept/")
    outbox.drain()


def test_the_partners_statement_says_what_came_back_and_why(
    shop_is_open: scenes.Login, time_machine: TimeMachineFixture
) -> None:
    anna = shop_is_open
    assert anna.member_id is not None
    scenes.paid_order(anna, {"QM-1006": 3}, scenes.MARCH)
    bea = scenes.customer("bea@example.org", "Bea Kundin", "anna", scenes.MARCH)
    order = scenes.paid_order(bea, {"QM-1006": 2}, scenes.MARCH)
    scenes.deliver(order.order_id, scenes.MARCH + timedelta(days=25))
    scenes.publish("2026-03", scenes.SETTLED)
    outbox.drain()
    earned = held(anna.member_id)
    assert earned > 0
    time_machine.move_to(scenes.SETTLED + timedelta(days=3))
    send_back(order, 2)
    time_machine.move_to(MAY)
    run_id = scenes.publish("2026-04", MAY)
    outbox.drain()
    assert held(anna.member_id) == 0
    (line,) = commissions.earnings_page(anna.actor, member_id=anna.member_id, run_id=run_id).items
    assert (line.amount_minor, line.corrects_period) == (-earned, "2026-03")
    told = commissions.why(anna.actor, run_id, line.line_no, "de")
    assert f"gibt {earned // 100},{earned % 100:02}" in told
    assert order.number in told
