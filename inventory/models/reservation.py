"""Pieces promised to an order."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inventory.models.item import Item


class ReservationState(models.TextChoices):
    """held → shipped, or held → released."""

    HELD = "held", _("set aside")
    SHIPPED = "shipped", _("shipped")
    RELEASED = "released", _("given back")


class Reservation(models.Model):
    """A quantity of one item held for one order, known here only by its reference."""

    order_ref = models.CharField(max_length=60)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="reservations")
    quantity = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=ReservationState.choices)
    reserved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.UniqueConstraint(
                fields=["order_ref", "item"], name="one_reservation_per_order_and_item"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="reservation_positive"),
            models.CheckConstraint(
                condition=Q(state__in=ReservationState.values), name="reservation_state"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) ^ ~Q(state="held"),
                name="reservation_closed_at_when_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.item_id} for {self.order_ref}"
