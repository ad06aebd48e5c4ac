"""Bank transfers that came in, which order each one pays, and what was given back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.order import Order


class IncomingPayment(models.Model):
    """A transfer as the bank told it. Who paid and what they wrote is sealed for one person.

    `bank_reference` is the bank's own number of the transaction; it never counts twice.
    """

    bank_reference = models.CharField(max_length=120, unique=True)
    booked_on = models.DateField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    person_id = models.UUIDField()
    details_sealed = models.BinaryField()
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("incoming payment")
        verbose_name_plural = _("incoming payments")
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="incoming_above_zero"),
        ]

    def __str__(self) -> str:
        return self.bank_reference


class PaymentAssignment(models.Model):
    """Which order an incoming payment is for; each is assigned once."""

    incoming = models.OneToOneField(
        IncomingPayment, on_delete=models.PROTECT, related_name="assignment"
    )
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="assignments")
    assigned_by = models.TextField()
    assigned_at = models.DateTimeField()

    class Meta:
        verbose_name = _("payment assignment")
        verbose_name_plural = _("payment assignments")

    def __str__(self) -> str:
        return f"{self.incoming_id} for order {self.order_id}"


class GivenBack(models.Model):
    """Money that did not belong to an order and was sent back, by the bank's own number."""

    incoming = models.ForeignKey(
        IncomingPayment, on_delete=models.PROTECT, related_name="given_back"
    )
    bank_reference = models.CharField(max_length=120, unique=True)
    amount_minor = models.BigIntegerField()
    returned_on = models.DateField()
    recorded_by = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("payment given back")
        verbose_name_plural = _("payments given back")
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="given_back_above_zero"),
        ]

    def __str__(self) -> str:
        return self.bank_reference
