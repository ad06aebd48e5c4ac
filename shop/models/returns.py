"""Goods that come back: their life, as data and as a drawing; a test compares the two.

```mermaid
stateDiagram-v2
    [*] --> announced
    announced --> received
    announced --> refunded
    announced --> rejected
    received --> refunded
    received --> rejected
```
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Refused
from shop.models.order import Order, OrderLine


class ReturnState(StrEnum):
    """Where a return stands; refunded ahead of the goods where their dispatch was proven."""

    ANNOUNCED = "announced"
    RECEIVED = "received"
    REFUNDED = "refunded"
    REJECTED = "rejected"


RETURN_TRANSITIONS: dict[ReturnState, frozenset[ReturnState]] = {
    ReturnState.ANNOUNCED: frozenset(
        {ReturnState.RECEIVED, ReturnState.REFUNDED, ReturnState.REJECTED}
    ),
    ReturnState.RECEIVED: frozenset({ReturnState.REFUNDED, ReturnState.REJECTED}),
    ReturnState.REFUNDED: frozenset(),
    ReturnState.REJECTED: frozenset(),
}
FIRST_OF_RETURN = ReturnState.ANNOUNCED
OPEN_RETURNS = (ReturnState.ANNOUNCED, ReturnState.RECEIVED)


class ReturnSource(models.TextChoices):
    """Who began it."""

    WITHDRAWAL = "withdrawal", _("withdrawal")
    BUYER = "buyer", _("buyer")
    STAFF = "staff", _("staff")


class ReturnCannotMove(Refused):
    """The return's state does not allow this step."""

    code = "shop.return_cannot_move"


class ReturnMovedMeanwhile(Conflict):
    """Somebody else moved the return first."""

    code = "shop.return_moved_meanwhile"


@dataclass(frozen=True, slots=True)
class ReturnStep:
    """A move to make: where to, when, who, why."""

    to: ReturnState
    at: datetime
    actor: str
    reason: str = ""


class Return(models.Model):
    """Pieces a buyer sends back. Refunding may wait for the goods or for proof of their dispatch.

    `refund_due_on` counts from the withdrawal; `proven_at` is when the dispatch was proven.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="returns")
    number = models.CharField(max_length=30, unique=True)
    state = models.CharField(max_length=10)
    source = models.CharField(max_length=10, choices=ReturnSource.choices)
    reason = models.CharField(max_length=12)
    note = models.TextField(blank=True)
    attributable_to_company = models.BooleanField()
    announced_at = models.DateTimeField()
    announced_by = models.TextField()
    refund_due_on = models.DateField()
    carrier = models.CharField(max_length=20, blank=True)
    tracking_number = models.CharField(max_length=60, blank=True)
    proven_at = models.DateTimeField(null=True)
    inspected_at = models.DateTimeField(null=True)
    inspected_by = models.TextField(blank=True)

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        indexes = [models.Index(fields=["state", "-id"], name="returns_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in ReturnState]), name="return_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="received") | Q(inspected_at__isnull=False),
                name="return_received_is_inspected",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def move_to(self, step: ReturnStep) -> None:
        """Make a move and keep it in the history; the only way to change a return's state.

        Raises: ReturnCannotMove; ReturnMovedMeanwhile.
        """
        old = ReturnState(self.state)
        if step.to not in RETURN_TRANSITIONS[old]:
            text = _("Return %(number)s is decided already. Announce a new one if need be.")
            raise ReturnCannotMove(text % {"number": self.number}, old=str(old), new=str(step.to))
        moved = Return.objects.filter(pk=self.pk, state=str(old)).update(state=str(step.to))
        if not moved:
            text = _("Return %(number)s was changed by somebody else just now. Load it again.")
            raise ReturnMovedMeanwhile(text % {"number": self.number}, returned=self.pk)
        self.state = str(step.to)
        ReturnStateChange.objects.create(
            of_return=self, old_state=str(old), new_state=str(step.to), at=step.at,
            actor=step.actor, reason=step.reason,
        )  # fmt: skip


class ReturnLine(models.Model):
    """Pieces of an order line that come back, and what the inspection found, once."""

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="+")
    quantity = models.IntegerField()
    restocked = models.IntegerField(null=True)
    scrapped = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of_return", "order_line"], name="one_return_line_per_line"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="returned_quantity"),
            models.CheckConstraint(
                condition=Q(restocked__isnull=True, scrapped__isnull=True)
                | Q(
                    restocked__gte=0,
                    scrapped__gte=0,
                    quantity__gte=F("restocked") + F("scrapped"),
                ),
                name="inspected_within_what_was_announced",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.order_line_id}"


class ReturnStateChange(models.Model):
    """One move of a return; `old_state` is empty for the first."""

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="state_changes")
    old_state = models.CharField(max_length=10, blank=True)
    new_state = models.CharField(max_length=10)
    at = models.DateTimeField()
    actor = models.TextField()
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("return step")
        verbose_name_plural = _("return steps")

    def __str__(self) -> str:
        return f"{self.of_return_id}: {self.old_state} → {self.new_state}"
