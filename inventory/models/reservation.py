"""Pieces promised to an order, and pieces that are on their way back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from inventory.models.item import Item


class ReservationState(models.TextChoices):
    """held → shipped once something left and nothing is held; held → released when none left."""

    HELD = "held", _("set aside")
    SHIPPED = "shipped", _("shipped")
    RELEASED = "released", _("given back")


class Reservation(models.Model):
    """A quantity of one item held for one order, known here only by its reference.

    `shipped` and `released` count what left the promise; the rest is still held.
    """

    order_ref = models.CharField(max_length=60)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="reservations")
    quantity = models.BigIntegerField()
    shipped = models.BigIntegerField(db_default=0)
    released = models.BigIntegerField(db_default=0)
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
            models.CheckConstraint(
                condition=Q(shipped__gte=0, released__gte=0)
                & (
                    Q(state="held", quantity__gt=F("shipped") + F("released"))
                    | ~Q(state="held") & Q(quantity=F("shipped") + F("released"))
                ),
                name="reservation_closed_when_nothing_is_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.item_id} for {self.order_ref}"

    @property
    def held(self) -> int:
        """Return how many pieces are still set aside."""
        return self.quantity - self.shipped - self.released


class ExpectedReturn(models.Model):
    """Pieces of one item that a buyer announced to send back, and what was booked when they came.

    Restocked pieces go back on the shelf, scrapped ones never do.
    """

    return_ref = models.CharField(max_length=60)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="expected_returns")
    quantity = models.BigIntegerField()
    restocked = models.BigIntegerField(null=True)
    scrapped = models.BigIntegerField(null=True)
    expected_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("expected return")
        verbose_name_plural = _("expected returns")
        constraints = [
            models.UniqueConstraint(
                fields=["return_ref", "item"], name="one_expected_return_per_item"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="expected_return_positive"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, restocked__isnull=True, scrapped__isnull=True)
                | Q(
                    closed_at__isnull=False,
                    restocked__gte=0,
                    scrapped__gte=0,
                    quantity__gte=F("restocked") + F("scrapped"),
                ),
                name="expected_return_closed_with_what_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.item_id} by {self.return_ref}"
