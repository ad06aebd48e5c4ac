"""Take in orders that another system sold and delivered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
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
from shop.models import OrderLine
from shop.models.order import SHOP
from shop.services.import_rows import Batch, write_batch
from shop.services.number_series import IMPORTS, import_number, next_numbers
from shop.values.orders import ImportedOrder, ImportResult

IDS_PER_EVENT = 1_000
_MOST = 10**15


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
    references = (reference, order.buyer_reference)
    problem = None
    if not reference or any(len(ref) > 300 or not ref.isprintable() for ref in references):
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


def _store(origin: _Origin, fresh: Sequence[ImportedOrder]) -> list[int]:
    return write_batch(
        Batch(
            source=origin.source,
            language=origin.language,
            orders=fresh,
            numbers=[import_number(n) for n in next_numbers(IMPORTS, len(fresh))],
            moments=[origin.noon(order.placed_on) for order in fresh],
        )
    )


def _tell(source: str, ids: Sequence[int], at: datetime) -> None:
    if not ids:
        return
    audit.record(
        actor=Actor.system(f"import:{source}"), action="shop.import_orders",
        subject=f"import:{source}:{ids[0]}-{ids[-1]}", at=at, facts={"orders": len(ids)},
    )  # fmt: skip
    parts = [tuple(ids[i : i + IDS_PER_EVENT]) for i in range(0, len(ids), IDS_PER_EVENT)]
    publish(*(OrdersImported(f"{source}:{part[0]}-{part[-1]}", part, at) for part in parts))
