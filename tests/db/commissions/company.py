"""A small company with a network, orders and a signed plan, made through the use cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from commissions import public as commissions
from commissions.models import VolumeEntry
from commissions.public import RunSummary
from commissions.shipped_plans import shipped_plan
from core.company import Company, save_company
from core.models import OutboxEvent
from core.policy import Actor
from finance import public as finance
from network.public import ImportedMember, import_members
from shop.models import Order, OrderLine
from shop.public import ImportedOrder, import_orders
from shop.rules.pieces import Worth
from shop.rules.undoing import Undone
from shop.services.reverse import why, write_reversal

FOUNDED = datetime(2025, 12, 1, 8, tzinfo=UTC)
MARCH = "2026-03"
IN_MARCH = date(2026, 3, 10)
APRIL = "2026-04"
IN_APRIL = date(2026, 4, 8)
MAY_FIRST = datetime(2026, 5, 1, 8, tzinfo=UTC)
CLOSING = datetime(2026, 4, 1, 8, tzinfo=UTC)
SYSTEM = Actor.system("tests")
OWNER = Actor(-1, frozenset({"owner"}), None, "account:-1")
CO_OWNER = Actor(-2, frozenset({"owner"}), None, "account:-2")
CLERK = Actor(-3, frozenset({"finance"}), None, "account:-3")
CHECKER = Actor(-4, frozenset({"finance"}), None, "account:-4")
STRANGER = Actor(-5, frozenset(), None, "account:-5")


def found_company(currency: str = "EUR") -> None:
    """Save the company's settings."""
    company = Company(name="Moos GmbH", currency=currency, country="DE", is_demo=True)
    save_company(actor=SYSTEM, settings=company, at=FOUNDED)


def sign(code: str = "quellmoos", valid_from: str = "2026-01-01") -> None:
    """Sign a shipped plan."""
    shipped = shipped_plan(code, valid_from)
    commissions.activate_plan(
        document=shipped.document,
        examples=shipped.examples,
        filename=shipped.filename,
        actor=OWNER,
        approver=CO_OWNER,
        at=FOUNDED,
    )


def sign_with(find: str, put: str, valid_from: str = "2026-01-01") -> None:
    """Sign the shipped plan with other terms of returns, and only examples that still hold."""
    shipped = shipped_plan("quellmoos", "2026-01-01")
    assert find in shipped.document.decode()
    first, *_rest = shipped.examples.decode().split("[[example]]")[1:]
    commissions.activate_plan(
        document=shipped.document.decode().replace(find, put).encode(),
        examples=f"[[example]]{first}".encode(),
        filename=f"{valid_from}.toml",
        actor=OWNER,
        approver=CO_OWNER,
        at=FOUNDED,
    )


def enrol(sponsors: Mapping[str, str | None], at: datetime = FOUNDED) -> dict[str, int]:
    """Register members, each name with its sponsor's; return their numbers."""
    rows = [
        ImportedMember(external_reference=name, name=name, joined_at=at, sponsor_reference=sponsor)
        for name, sponsor in sponsors.items()
    ]
    return import_members(source="tests", members=rows)


class Till:
    """Sells: each order is imported paid and delivered; the test decides what is recorded."""

    def __init__(self) -> None:
        self.count = 0
        self.pieces = 3
        self.buyer = "b"

    def sell(
        self,
        member_id: int,
        *,
        pv: str = "0",
        cv: str = "0",
        on: date = IN_MARCH,
        customer: bool = False,
        currency: str = "EUR",
    ) -> int:
        """Sell for points given in whole ones; return the order's id."""
        self.count += 1
        reference = f"o{self.count}"
        order = ImportedOrder(
            external_reference=reference,
            buyer_reference=self.buyer,
            placed_on=on,
            quantity=self.pieces,
            gross_minor=_hundredths(cv),
            currency=currency,
            pv_minor=_hundredths(pv),
            cv_minor=_hundredths(cv),
            buyer_member_id=None if customer else member_id,
            credited_member_id=member_id,
        )
        import_orders(source="tests", orders=[order], at=FOUNDED)
        OutboxEvent.objects.update(delivered_at=FOUNDED)
        return int(Order.objects.get(origin="tests", external_reference=reference).pk)

    def record(self, member_id: int, **terms: object) -> int:
        """Sell and record the volume."""
        order_id = self.sell(member_id, **terms)  # type: ignore[arg-type]
        commissions.record_volume(order_ids=[order_id], at=FOUNDED)
        return order_id


def take_back(
    order_id: int,
    *,
    pv: str = "0",
    cv: str = "0",
    on: date = IN_APRIL,
    reason: str = "withdrawal",
) -> None:
    """Take points and value of an order back on a day, as a return would, and record it."""
    undo(order_id, pv=pv, cv=cv, on=on, reason=reason)
    commissions.reverse_volume(order_ids=[order_id], at=FOUNDED)


def undo(
    order_id: int,
    *,
    pv: str = "0",
    cv: str = "0",
    on: date = IN_APRIL,
    reason: str = "withdrawal",
) -> None:
    """Let the shop write down that something of an order came back."""
    worth = Worth(_hundredths(cv), _hundredths(cv), _hundredths(pv), _hundredths(cv))
    order = Order.objects.get(pk=order_id)
    line = OrderLine.objects.get(order=order).pk
    noon = datetime.combine(on, datetime.min.time(), UTC) + timedelta(hours=12)
    with transaction.atomic():
        undone = Undone(((line, 1, worth),), shipping_minor=0)
        write_reversal(order, undone, why(reason, "", None), actor="tests", at=noon)


def draft(period: str = MARCH, *, at: datetime = CLOSING, plan: str = "quellmoos") -> RunSummary:
    """Draft a period as the clerk."""
    return commissions.draft_run(plan_code=plan, period_key=period, actor=CLERK, at=at)


def publish(period: str = MARCH, *, at: datetime = CLOSING, plan: str = "quellmoos") -> RunSummary:
    """Draft, approve and publish a period."""
    run = draft(period, at=at, plan=plan)
    commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=at)
    return commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=at)


def partner(member_id: int) -> Actor:
    """Return a member as an actor."""
    return Actor(member_id, frozenset(), member_id, f"account:{member_id}")


def line_of(size: int) -> Sequence[str]:
    """Return names for a line of members."""
    return [f"m{number}" for number in range(size)]


def deliver(*order_ids: int) -> None:
    """Note that these orders arrived, by default all."""
    wanted = order_ids or tuple(VolumeEntry.objects.values_list("order_id", flat=True))
    commissions.set_vesting(order_ids=list(wanted), at=CLOSING)


def accounts(member_id: int) -> dict[str, int]:
    """Return what a member's accounts hold, without those that hold nothing."""
    names = ("pending", "reserve", "vested", "payable", "receivable")
    held = {name: finance.balance_minor(f"member:{member_id}:{name}", "EUR") for name in names}
    return {name: minor for name, minor in held.items() if minor}


def _hundredths(points: str) -> int:
    whole, _dot, decimals = points.partition(".")
    return int(whole) * 100 + int(decimals.ljust(2, "0") or 0)
