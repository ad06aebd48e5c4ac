"""Money that goes back to a buyer: its life, as data and as a drawing; a test compares the two.

```mermaid
stateDiagram-v2
    [*] --> requested
    requested --> done
    requested --> failed
```
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Refused
from shop.models.order import Order
from shop.models.payment import TransactionItem
from shop.models.reversal import Reversal


class RefundState(StrEnum):
    """Where a refund stands. One that failed is over; another takes its place."""

    REQUESTED = "requested"
    DONE = "done"
    FAILED = "failed"


REFUND_TRANSITIONS: dict[RefundState, frozenset[RefundState]] = {
    RefundState.REQUESTED: frozenset({RefundState.DONE, RefundState.FAILED}),
    RefundState.DONE: frozenset(),
    RefundState.FAILED: frozenset(),
}
FIRST_OF_REFUND = RefundState.REQUESTED


class RefundMethod(models.TextChoices):
    """By which way the money goes back."""

    GATEWAY = "gateway", _("as it was paid")
    TRANSFER = "transfer", _("bank transfer")


class RefundCannotMove(Refused):
    """The refund was finished already."""

    code = "shop.refund_cannot_move"


class RefundMovedMeanwhile(Conflict):
    """Somebody else finished the refund first."""

    code = "shop.refund_moved_meanwhile"


@dataclass(frozen=True, slots=True)
class RefundStep:
    """A move to make: where to, when, who, why, and the payment provider's reference."""

    to: RefundState
    at: datetime
    actor: str
    reason: str = ""
    psp_reference: str = ""


class Refund(models.Model):
    """An amount of a payment that goes back; the database keeps their sum within the payment.

    `accepted_by` decided that it goes back: above a limit somebody else makes the transfer. The
    account for a transfer is sealed with the order's person key.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds")
    reversal = models.ForeignKey(Reversal, on_delete=models.PROTECT, related_name="refunds")
    transaction = models.ForeignKey(
        TransactionItem, on_delete=models.PROTECT, related_name="refunds"
    )
    token = models.UUIDField(unique=True, default=uuid4)
    method = models.CharField(max_length=10, choices=RefundMethod.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10)
    due_on = models.DateField()
    accepted_by = models.TextField()
    requested_at = models.DateTimeField()
    bank_sealed = models.BinaryField(null=True)
    bank_given_at = models.DateTimeField(null=True)
    psp_reference = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.TextField(blank=True)
    failure = models.TextField(blank=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        indexes = [models.Index(fields=["state", "due_on", "id"], name="refunds_by_state_and_day")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="refund_positive"),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in RefundState]), name="refund_state"
            ),
            models.CheckConstraint(
                condition=Q(method__in=RefundMethod.values), name="refund_method"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) ^ ~Q(state="requested"),
                name="refund_finished_at_when_finished",
            ),
            models.UniqueConstraint(
                fields=["reversal"], condition=~Q(state="failed"), name="one_refund_per_reversal"
            ),
        ]

    def __str__(self) -> str:
        return f"refund {self.pk} of order {self.order_id}"

    def move_to(self, step: RefundStep) -> None:
        """Finish it, once, and keep it in the history.

        Raises: RefundCannotMove; RefundMovedMeanwhile.
        """
        old = RefundState(self.state)
        if step.to not in REFUND_TRANSITIONS[old]:
            text = _("This refund is finished already. Load the list again.")
            raise RefundCannotMove(text, refund=self.pk)
        changes = {
            "state": str(step.to), "finished_at": step.at, "finished_by": step.actor,
            "failure": step.reason, "psp_reference": step.psp_reference,
        }  # fmt: skip
        if not Refund.objects.filter(pk=self.pk, state=str(old)).update(**changes):
            text = _("This refund was finished by somebody else just now. Load the list again.")
            raise RefundMovedMeanwhile(text, refund=self.pk)
        for name, value in changes.items():
            setattr(self, name, value)
        RefundStateChange.objects.create(
            refund=self, old_state=str(old), new_state=str(step.to), at=step.at, actor=step.actor,
            reason=step.reason,
        )  # fmt: skip


class RefundStateChange(models.Model):
    """One move of a refund; `old_state` is empty for the first."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="state_changes")
    old_state = models.CharField(max_length=10, blank=True)
    new_state = models.CharField(max_length=10)
    at = models.DateTimeField()
    actor = models.TextField()
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.refund_id}: {self.old_state} → {self.new_state}"


class RefundNotice(models.Model):
    """A gateway's signed word about a refund, kept as it came."""

    gateway = models.CharField(max_length=20)
    event_id = models.CharField(max_length=120)
    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="notices")
    outcome = models.CharField(max_length=20)
    body = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("refund notice")
        verbose_name_plural = _("refund notices")
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "event_id"], name="one_refund_notice_per_event"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.event_id}"
