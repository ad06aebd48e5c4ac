"""Returns for staff and for buyers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from core import policy
from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor
from shop.models import Return, ReturnLine, ReturnStateChange, Reversal
from shop.rules.carriers import carrier_name
from shop.values.reversals import ReturnLineView, ReturnRow, ReturnStepView, ReturnView

SEE = "shop.see_returns"


class ReturnNotFound(NotFound):
    """There is no such return, or it is somebody else's."""

    code = "shop.return_not_found"


def returns_page(
    *, actor: Actor, page: PageRequest, state: str = "", query: str = ""
) -> Page[ReturnRow]:
    """List returns, newest first; the query is the number of a return or of an order.

    Raises: NotAllowed.
    """
    policy.require(actor, SEE)
    rows = Return.objects.select_related("order").order_by("-pk")
    if state:
        rows = rows.filter(state=state.replace("\x00", ""))
    if words := query.strip().replace("\x00", ""):
        number = words.partition("-R")[0]
        rows = rows.filter(order__number=number)
    start, stop = page.bounds
    return page.page(_row(row) for row in rows[start:stop])


def return_for(*, actor: Actor, number: str) -> ReturnView:
    """Return one return for staff.

    Raises: NotAllowed; ReturnNotFound.
    """
    policy.require(actor, SEE)
    readable = number if number.isprintable() else ""
    found = Return.objects.select_related("order").filter(number=readable).first()
    if found is None:
        raise ReturnNotFound(_("There is no such return."))
    return _views([found])[0]


def returns_of(order_id: int) -> tuple[ReturnView, ...]:
    """Return the returns of an order, oldest first; the caller was shown the order."""
    return _views(
        list(Return.objects.select_related("order").filter(order=order_id).order_by("pk"))
    )


def _views(found: Sequence[Return]) -> tuple[ReturnView, ...]:
    ids = [one.pk for one in found]
    if not ids:
        return ()
    lines: dict[int, list[ReturnLineView]] = defaultdict(list)
    rows = ReturnLine.objects.filter(of_return__in=ids).order_by("order_line__position")
    fields = ("pk", "order_line__name", "order_line__sku", "quantity", "restocked", "scrapped")
    for return_id, *line in rows.values_list("of_return", *fields):
        lines[return_id].append(ReturnLineView(*line))
    steps: dict[int, list[ReturnStepView]] = defaultdict(list)
    moves = ReturnStateChange.objects.filter(of_return__in=ids).order_by("pk")
    for move in moves:
        step = ReturnStepView(move.new_state, move.at, move.actor, move.reason)
        steps[move.of_return_id].append(step)
    worth = {
        of_return: goods + shipping
        for of_return, goods, shipping in Reversal.objects.filter(of_return__in=ids).values_list(
            "of_return", "goods_gross_minor", "shipping_gross_minor"
        )
    }
    return tuple(
        _view(one, tuple(lines[one.pk]), tuple(steps[one.pk]), worth.get(one.pk)) for one in found
    )


def _view(
    one: Return,
    lines: tuple[ReturnLineView, ...],
    steps: tuple[ReturnStepView, ...],
    gross_minor: int | None,
) -> ReturnView:
    return ReturnView(
        row=_row(one),
        order_id=one.order_id,
        note=one.note,
        attributable_to_company=one.attributable_to_company,
        carrier_name=carrier_name(one.carrier),
        tracking_number=one.tracking_number,
        proven_at=one.proven_at,
        inspected_at=one.inspected_at,
        lines=lines,
        steps=steps,
        gross_minor=gross_minor,
        currency=one.order.currency,
    )


def _row(one: Return) -> ReturnRow:
    return ReturnRow(
        return_id=one.pk,
        number=one.number,
        order_number=one.order.number,
        state=one.state,
        source=one.source,
        reason=one.reason,
        announced_at=one.announced_at,
        refund_due_on=one.refund_due_on,
        is_proven=one.proven_at is not None,
        is_inspected=one.inspected_at is not None,
    )
