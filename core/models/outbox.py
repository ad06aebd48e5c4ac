"""Events that wait for their reactions, and the receipts that make a repeat harmless."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class OutboxEvent(models.Model):
    """A fact that a room published in the transaction that made it true."""

    name = models.TextField()
    aggregate = models.TextField()
    payload = models.JSONField()
    published_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["aggregate", "id"],
                condition=Q(delivered_at__isnull=True),
                name="outbox_waiting",
            ),
            models.Index(
                fields=["id"], condition=Q(delivered_at__isnull=True), name="outbox_oldest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class EventReceipt(models.Model):
    """One reaction to one event, done."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="receipts")
    reaction = models.TextField()
    done_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "reaction"], name="one_receipt_per_reaction"),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} of {self.event_id}"
