"""Look at goods that came back: what goes on the shelf again, what is thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Invalid, Refused
from core.outbox import publish
from core.policy import Actor
from inventory.public import CameBack
from inventory.public import receive_return as book_return
from shop.events import ReturnReceived
from shop.models import Return, ReturnLine
from shop.models.returns import ReturnState, ReturnStep
from shop.services.announce_return import locked_return, return_ref
from shop.values.reversals import Inspected


class BadInspection(Invalid):
    """More pieces came back than were announced, or a line is missing."""

    code = "shop.bad_inspection"


class InspectedBefore(Refused):
    """The goods were booked already."""

    code = "shop.inspected_before"


@transaction.atomic
def receive_return(
    *, return_id: int, found: Sequence[Inspected], actor: Actor, at: datetime
) -> None:
    """Book what came back, once; whatever is not named did not come.

    A return that was refunded on proof of dispatch keeps its state.

    Raises: NotAllowed; ReturnNotFound; BadInspection; InspectedBefore; ReturnCannotMove.
    """
    policy.require(actor, "shop.receive_return")
    returned = locked_return(return_id)
    if returned.inspected_at is not None:
        raise InspectedBefore(_("This return was booked already. Load it again."))
    lines = list(returned.lines.select_related("order_line").order_by("order_line__position"))
    came = _matched(lines, found)
    for line in lines:
        one = came[line.pk]
        ReturnLine.objects.filter(pk=line.pk).update(restocked=one.restocked, scrapped=one.scrapped)
    book_return(
        return_ref=return_ref(returned), lines=_by_sku(lines, came), actor_label=actor.label, at=at
    )
    Return.objects.filter(pk=return_id).update(inspected_at=at, inspected_by=actor.label)
    returned.inspected_at = at
    if returned.state != ReturnState.REFUNDED:
        returned.move_to(ReturnStep(ReturnState.RECEIVED, at, actor.label))
    audit.record(actor=actor, action="shop.receive_return", subject=f"return:{return_id}", at=at)
    publish(ReturnReceived(return_id=return_id, order_id=returned.order_id, at=at))


def _matched(lines: Sequence[ReturnLine], found: Sequence[Inspected]) -> dict[int, Inspected]:
    named = {one.line_id: one for one in found}
    matched = {line.pk: named.pop(line.pk, Inspected(line.pk, 0, 0)) for line in lines}
    too_many = any(
        min(matched[line.pk].restocked, matched[line.pk].scrapped) < 0
        or matched[line.pk].restocked + matched[line.pk].scrapped > line.quantity
        for line in lines
    )
    if named or too_many:
        text = _("More is entered than was announced. Announce a return for what is above it.")
        raise BadInspection(text)
    return matched


def _by_sku(lines: Sequence[ReturnLine], came: dict[int, Inspected]) -> list[CameBack]:
    """Add lines of one item up: the inventory knows items, not lines."""
    sums: dict[str, tuple[int, int]] = {}
    for line in lines:
        good, bad = sums.get(line.order_line.sku, (0, 0))
        one = came[line.pk]
        sums[line.order_line.sku] = (good + one.restocked, bad + one.scrapped)
    return [CameBack(sku, *counts) for sku, counts in sums.items()]
