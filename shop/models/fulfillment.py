"""Parcels: which lines left when, by which carrier, and when they reached the buyer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.models.order import Order, OrderLine


class Fulfillment(models.Model):
    """A parcel. `delivered_at` is unknown until somebody tells; it is told once."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="fulfillments")
    shipped_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    carrier = models.CharField(max_length=20, blank=True)
    tracking_number = models.CharField(max_length=60, blank=True)
    actor = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True) | Q(delivered_at__gte=F("shipped_at")),
                name="delivered_after_it_left",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk} of order {self.order_id}"


class FulfillmentLine(models.Model):
    """How much of an order line was in the parcel."""

    fulfillment = models.ForeignKey(Fulfillment, on_delete=models.PROTECT, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="+")
    quantity = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="delivered_quantity"),
            models.UniqueConstraint(
                fields=["fulfillment", "order_line"], name="one_delivered_line_per_parcel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.order_line_id}"
