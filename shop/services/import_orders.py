"""Take in orders that another system sold and delivered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.company import company
from core.errors import Invalid
from core.locks import Lock, take
from core.money import EXPONENTS
from core.outbox import publish
from core.policy import Actor
from shop.events import OrdersImported
from shop.models import Order, OrderLine, OrderStateChange
from shop.models.order import SHOP, Purpose
from shop.models.order_states import OrderState
from shop.services.number_series import IMPORTS, import_number, next_numbers
from shop.values.orders import ImportedOrder, ImportResult

IDS_PER_EVENT = 1_000
LINE_SKU = "imported"
_MOST = 10**15
_PATH = ("", OrderState.PLACED, OrderState.PAID, OrderState.DELIVERED)


class BadSource(Invalid):
    """The name of the other system cannot be used."""

    code = "shop.bad_import_source"


class BadImportedOrder(Invalid):
    """A row cannot be an order; facts name it. Nothing of the batch was taken in."""

    code = "shop.bad_imported_order"


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where the orders come from, and how this company tells days and speaks."""

    source: str
    zone: ZoneInfo
    language: str

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def noon(self, day: date) -> datetime:
        """Return the day's noon: the other system told no time."""
        return datetime.combine(day, time(12), tzinfo=self.zone)


@transaction.atomic
def import_orders(*, source: str, orders: Sequence[ImportedOrder], at: datetime) -> ImportResult:
    """Store paid and delivered orders at their own dates, once per source and reference.

    Makes no stock movement and no invoice; the other system did. Tax is unknown, so net is gross.
    Publishes OrdersImported with at most a thousand orders each. Statements do not depend on the
    number of orders; give some thousand at once.

    Raises: BadSource; BadImportedOrder.
    """
    _insist_on_source(source)
    for order in orders:
        _insist_on_order(order)
    take(Lock.ORDER, f"import:{source}")
    ours = company()
    origin = _Origin(source, ZoneInfo(ours.time_zone), ours.language)
    first = {order.external_reference: order for order in reversed(orders)}
    known = _known(origin, first)
    fresh = [order for reference, order in first.items() if reference not in known]
    created = _store(origin, fresh[::-1]) if fresh else []
    _tell(source, created, at)
    stored = {reference: _content(order) for reference, order in first.items()} | known
    return ImportResult(
        created=len(created),
        skipped=len(orders) - len(created),
        differing=tuple(
            order.external_reference
            for order in orders
            if _content(order) != stored[order.external_reference]
        ),
    )


def _insist_on_source(source: str) -> None:
    if source == SHOP or not source.isidentifier() or len(source) > 40:
        text = _("“%(source)s” cannot name the other system. Use letters, digits and _.")
        raise BadSource(text % {"source": source[:40]})


def _insist_on_order(order: ImportedOrder) -> None:
    amounts = (order.gross_minor, order.pv_minor, order.cv_minor)
    reference = order.external_reference
    problem = None
    if not reference or len(reference) > 300 or not reference.isprintable():
        problem = _("a reference is needed, in one line of at most 300 characters")
    elif not 1 <= order.quantity < 2**31:
        problem = _("the quantity must be at least 1")
    elif not all(0 <= amount <= _MOST for amount in amounts):
        problem = _("amounts and points must not be negative or absurdly large")
    elif order.currency not in EXPONENTS:
        problem = _("the currency must be a code we know, like EUR")
    if problem:
        text = _("Order “%(reference)s” was not imported: %(problem)s.")
        said = {"reference": reference[:80], "problem": problem}
        raise BadImportedOrder(text % said, reference=reference[:80])


Content = tuple[date, int, int, str]


def _known(origin: _Origin, wanted: Collection[str]) -> dict[str, Content]:
    """Return what is stored already under the references, to compare with."""
    rows = OrderLine.objects.filter(
        position=1, order__origin=origin.source, order__external_reference__in=wanted
    ).values_list(
        "order__external_reference", "order__placed_at", "quantity", "gross_minor",
        "order__currency",
    )  # fmt: skip
    return {
        reference: (origin.day(placed_at), quantity, gross_minor, currency)
        for reference, placed_at, quantity, gross_minor, currency in rows
    }


def _content(order: ImportedOrder) -> Content:
    return order.placed_on, order.quantity, order.gross_minor, order.currency


def _store(origin: _Origin, fresh: Sequence[ImportedOrder]) -> list[Order]:
    """Write heads, lines and histories: three statements."""
    numbers = next_numbers(IMPORTS, len(fresh))
    orders = Order.objects.bulk_create(
        _order(origin, imported, import_number(number))
        for imported, number in zip(fresh, numbers, strict=True)
    )
    OrderLine.objects.bulk_create(
        _line(order, imported) for order, imported in zip(orders, fresh, strict=True)
    )
    OrderStateChange.objects.bulk_create(step for order in orders for step in _steps(order))
    return orders


def _order(origin: _Origin, imported: ImportedOrder, number: str) -> Order:
    moment = origin.noon(imported.placed_on)
    is_member = imported.buyer_member_id is not None
    return Order(
        number=number,
        origin=origin.source,
        external_reference=imported.external_reference,
        external_buyer=imported.buyer_reference,
        currency=imported.currency,
        language=origin.language,
        buyer_audience="partner" if is_member else "customer",
        buyer_member_id=imported.buyer_member_id,
        credited_member_id=imported.buyer_member_id or imported.credited_member_id,
        gross_minor=imported.gross_minor,
        net_minor=imported.gross_minor,
        tax_minor=0,
        purpose=Purpose.OWN_USE if is_member else Purpose.CUSTOMER,
        state=str(OrderState.DELIVERED),
        placed_at=moment,
        paid_at=moment,
        delivered_at=moment,
    )


def _line(order: Order, imported: ImportedOrder) -> OrderLine:
    return OrderLine(
        order=order,
        position=1,
        sku=LINE_SKU,
        name=imported.external_reference,
        quantity=imported.quantity,
        tax_rate_bp=0,
        gross_minor=imported.gross_minor,
        net_minor=imported.gross_minor,
        tax_minor=0,
        pv_minor=imported.pv_minor,
        cv_minor=imported.cv_minor,
    )


def _steps(order: Order) -> Iterator[OrderStateChange]:
    for old, new in pairwise(_PATH):
        yield OrderStateChange(
            order=order, old_state=str(old), new_state=str(new), at=order.placed_at,
            actor=f"system:import:{order.origin}",
        )  # fmt: skip


def _tell(source: str, created: Sequence[Order], at: datetime) -> None:
    if not created:
        return
    ids = [order.pk for order in created]
    audit.record(
        actor=Actor.system(f"import:{source}"), action="shop.import_orders",
        subject=f"import:{source}:{ids[0]}-{ids[-1]}", at=at, facts={"orders": len(ids)},
    )  # fmt: skip
    parts = [tuple(ids[i : i + IDS_PER_EVENT]) for i in range(0, len(ids), IDS_PER_EVENT)]
    publish(*(OrdersImported(f"{source}:{part[0]}-{part[-1]}", part, at) for part in parts))
