"""Orders for their buyers and for staff."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core import policy
from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor
from core.tax import TaxPart
from shop.models import Order, OrderLine, TransactionItem
from shop.selectors.contacts import read_contact
from shop.values.orders import OrderLineView, OrderQuery, OrderRow, OrderStep, OrderView
from shop.values.shipping import ChosenShipping

_ROW = (
    "pk", "number", "origin", "state", "placed_at", "gross_minor", "currency", "account",
    "buyer_member", "credited_member", "kind", "placed_via",
)  # fmt: skip


_SORTS = {
    "": ("-pk",),
    "placed": ("placed_at", "pk"),
    "-placed": ("-placed_at", "-pk"),
    "total": ("gross_minor", "pk"),
    "-total": ("-gross_minor", "-pk"),
}
MAX_DIGITS = 10


class OrderNotFound(NotFound):
    """There is no such order, or it is somebody else's."""

    code = "shop.order_not_found"


def order_to_change(order_id: int) -> Order:
    """Return an order for a use case that holds its lock.

    Raises: OrderNotFound.
    """
    order = Order.objects.filter(pk=order_id).first()
    if order is None:
        raise _not_found()
    return order


def order_by_id(order_id: int | None) -> OrderView:
    """Return an order whole to somebody whose right to see it was checked.

    Raises: OrderNotFound.
    """
    order = Order.objects.filter(pk=order_id).first() if order_id is not None else None
    if order is None:
        raise _not_found()
    return _view(order, sees_points=False)


def order_for(*, actor: Actor, number: str) -> OrderView:
    """Return an order whole; one that this actor may not see is as good as none.

    Raises: OrderNotFound.
    """
    readable = number if number.isprintable() else ""
    order = Order.objects.filter(number=readable).first()
    if order is None or not policy.allowed(actor, "shop.see_order", account_id=order.account_id):
        raise _not_found()
    return _view(order, sees_points=bool(actor.roles))


def order_of_payment(*, token: UUID) -> OrderView:
    """Return the order behind a payment page; the token is all a guest has.

    Raises: OrderNotFound.
    """
    payment = TransactionItem.objects.select_related("order").filter(token=token).first()
    if payment is None:
        raise _not_found()
    return _view(payment.order, sees_points=False)


def order_to_write_about(order_id: int) -> tuple[OrderView, UUID | None]:
    """Return an order whole and whose key seals what is written about it; for reactions.

    Raises: OrderNotFound.
    """
    order = order_to_change(order_id)
    return _view(order, sees_points=False), order.person_id


def orders_of_account(*, actor: Actor, account_id: int, page: PageRequest) -> Page[OrderRow]:
    """List an account's orders, newest first.

    Raises: NotAllowed.
    """
    policy.require(actor, "shop.list_own_orders", account_id=account_id)
    return _rows(Order.objects.filter(account=account_id), page)


def orders_page(
    *, actor: Actor, page: PageRequest, wanted: OrderQuery | None = None
) -> Page[OrderRow]:
    """List orders for staff, newest first unless another order is wanted.

    Raises: NotAllowed.
    """
    policy.require(actor, "shop.list_orders")
    asked = wanted or OrderQuery()
    return _rows(_matching(asked), page, _SORTS.get(asked.sort, _SORTS[""]))


def _matching(asked: OrderQuery) -> QuerySet[Order]:
    given = {
        "state": asked.state,
        "kind": asked.kind,
        "channel__slug": asked.channel,
        "placed_via": asked.placed_via,
        "placed_at__gte": asked.placed_from,
        "placed_at__lt": asked.placed_before,
    }
    orders = Order.objects.filter(**{name: _readable(wish) for name, wish in given.items() if wish})
    if words := asked.query.strip().replace("\x00", ""):
        numbered = Q(number=words) | Q(external_reference=words)
        if words.isascii() and words.isdigit() and len(words) < MAX_DIGITS:
            numbered |= Q(account=int(words)) | Q(buyer_member=int(words))
        orders = orders.filter(numbered)
    return orders


def _readable(wish: object) -> object:
    return wish.replace("\x00", "") if isinstance(wish, str) else wish


def _rows(
    orders: QuerySet[Order], page: PageRequest, sort: tuple[str, ...] = ("-pk",)
) -> Page[OrderRow]:
    start, stop = page.bounds
    rows = orders.order_by(*sort).values_list(*_ROW)[start:stop]
    return page.page(OrderRow(*row) for row in rows)


def _view(order: Order, *, sees_points: bool) -> OrderView:
    with_points = sees_points or order.buyer_audience != "customer"
    lines = list(order.lines.order_by("position"))
    steps = order.state_changes.order_by("pk").values_list("new_state", "at", "actor", "reason")
    payments = order.transactions.order_by("pk").values_list("token", flat=True)
    return OrderView(
        row=OrderRow(*(getattr(order, _attribute(field)) for field in _ROW)),
        contact=read_contact(order.person_id, order.contact_sealed),
        lines=tuple(_line_view(line, with_points) for line in lines),
        taxes=_taxes(order, lines),
        steps=tuple(OrderStep(*step) for step in steps),
        net_minor=order.net_minor,
        tax_minor=order.tax_minor,
        pv_minor=sum(line.pv_minor for line in lines) if with_points else None,
        payment_token=payments.first(),
        language=order.language,
        shipping=_shipping(order),
        kind=order.kind,
        placed_via=order.placed_via,
        payment_method=order.payment_method,
        pay_until=order.pay_until,
        terms_version=order.terms_version,
        withdrawal_version=order.withdrawal_version,
        credit_minor=order.credit_minor,
    )


def _shipping(order: Order) -> ChosenShipping:
    return ChosenShipping(
        order.shipping_code, order.shipping_name, order.shipping_gross_minor,
        order.shipping_net_minor, order.shipping_tax_minor, order.shipping_rate_bp,
    )  # fmt: skip


def _attribute(field: str) -> str:
    """Return the plain column of a relation, so that nothing is fetched for it."""
    return f"{field}_id" if field in {"account", "buyer_member", "credited_member"} else field


def _line_view(line: OrderLine, with_points: bool) -> OrderLineView:
    return OrderLineView(
        sku=line.sku,
        name=line.name,
        quantity=line.quantity,
        unit_gross_minor=line.unit_gross_minor,
        gross_minor=line.gross_minor,
        net_minor=line.net_minor,
        tax_minor=line.tax_minor,
        tax_rate_bp=line.tax_rate_bp,
        pv_minor=line.pv_minor if with_points else None,
        purpose=line.purpose,
    )


def _taxes(order: Order, lines: list[OrderLine]) -> tuple[TaxPart, ...]:
    """Add lines and shipping up per rate; they were made to add up to the document's net."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    shipping = _shipping(order)
    parts: list[OrderLine | ChosenShipping] = [*lines]
    if shipping.gross_minor:
        parts.append(shipping)
    for part in parts:
        for i, amount in enumerate((part.gross_minor, part.net_minor, part.tax_minor)):
            sums[part.tax_rate_bp][i] += amount
    return tuple(TaxPart(rate, *amounts) for rate, amounts in sorted(sums.items()))


def _not_found() -> OrderNotFound:
    return OrderNotFound(_("There is no such order. Check the number or sign in."))
