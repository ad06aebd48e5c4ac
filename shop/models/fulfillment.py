"""Deliveries: which lines reached the buyer when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.order import Order, OrderLine


class Fulfillment(models.Model):
    """A parcel that arrived."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="fulfillments")
    delivered_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

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
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.order_line_id}"
