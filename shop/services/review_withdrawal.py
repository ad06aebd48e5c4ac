"""Look at a statement that could not be carried out at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Invalid, Refused
from core.locks import Lock, take
from core.policy import Actor
from shop.models import Order, Withdrawal
from shop.selectors.pieces import are_lines_of
from shop.selectors.withdrawals import WithdrawalNotFound, stated_pieces
from shop.services.carry_out_withdrawal import carry_out
from shop.values.deliveries import Picked

DONE, NOTHING = "done", "nothing"


class ReviewedBefore(Refused):
    """Somebody looked at it already."""

    code = "shop.withdrawal_reviewed"


class OrderUnknown(Invalid):
    """There is no order of this number."""

    code = "shop.withdrawal_order_unknown"


class NoteNeeded(Invalid):
    """Whoever does nothing about a statement says why."""

    code = "shop.withdrawal_note_needed"


class PiecesUnknown(Invalid):
    """The consumer chose in words, or lines of another order: somebody says what is meant."""

    code = "shop.withdrawal_pieces_unknown"


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody decided: carry it out on an order, or leave it, with the reason.

    Without `lines` it is carried out as it was stated.
    """

    is_accepted: bool
    order_number: str = ""
    note: str = ""
    lines: Picked = ()


@transaction.atomic
def review_withdrawal(*, withdrawal_id: int, review: Review, actor: Actor, at: datetime) -> None:
    """Carry a statement out after all, or write down why nothing follows from it.

    Raises: NotAllowed; WithdrawalNotFound; ReviewedBefore; OrderUnknown; PiecesUnknown — what was
    chosen in words is never taken for everything; NoteNeeded; and what
    cancelling or expecting goods back may refuse.
    """
    policy.require(actor, "shop.review_withdrawal")
    take(Lock.ORDER, f"withdrawal-review:{withdrawal_id}")
    row = Withdrawal.objects.filter(pk=withdrawal_id).first()
    if row is None:
        raise WithdrawalNotFound(_("There is no such statement."))
    if row.reviewed_at is not None:
        raise ReviewedBefore(_("Somebody looked at this statement already."))
    if not review.is_accepted and not review.note.strip():
        raise NoteNeeded(_("Say why nothing follows from it."), field="note")
    if review.is_accepted:
        _carry_out(row, review, actor, at)
    Withdrawal.objects.filter(pk=withdrawal_id).update(
        reviewed_at=at, reviewed_by=actor.label,
        outcome=f"{DONE if review.is_accepted else NOTHING}: {review.note.strip()[:500]}",
    )  # fmt: skip
    audit.record(
        actor=actor, action="shop.review_withdrawal", subject=f"withdrawal:{withdrawal_id}", at=at,
        facts={"accepted": review.is_accepted},
    )  # fmt: skip


def _carry_out(row: Withdrawal, review: Review, actor: Actor, at: datetime) -> None:
    number = review.order_number.strip()
    order = row.order or Order.objects.filter(number=number if number.isprintable() else "").first()
    if order is None:
        text = _("There is no order %(number)s. Find the number by the buyer's name or address.")
        raise OrderUnknown(text % {"number": number[:40]}, field="order_number")
    take(Lock.ORDER, f"order:{order.pk}")
    order.refresh_from_db()
    lines = review.lines or _stated(row, order)
    done = carry_out(order, lines, actor=actor, stated_at=row.received_at, at=at)
    changes: dict[str, object] = {}
    if row.order_id is None:
        changes["order"] = order
    if row.of_return_id is None and done.of_return is not None:
        changes["of_return"] = done.of_return
    if changes:
        Withdrawal.objects.filter(pk=row.pk).update(**changes)


def _stated(row: Withdrawal, order: Order) -> Picked:
    """Return the pieces that the consumer named; none means the whole order.

    Raises: PiecesUnknown.
    """
    lines, words = stated_pieces(row)
    if words.strip() or not are_lines_of(order.pk, lines):
        raise PiecesUnknown(_("Choose the pieces that are meant; the rest stays as it is."))
    return lines
