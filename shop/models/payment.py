"""Payments: what a gateway was asked for and what it told us."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.channel import Channel
from shop.models.order import Order


class PaymentCode(models.TextChoices):
    """How a buyer may pay. A given-away order is paid by nobody."""

    CARD = "card", _("card")
    PREPAYMENT = "prepayment", _("bank transfer in advance")


class PaymentMethod(models.Model):
    """A way to pay that a channel accepts; an order unpaid after `days_to_pay` is given up."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="payment_methods")
    code = models.CharField(max_length=20, choices=PaymentCode.choices)
    position = models.PositiveIntegerField(default=0)
    days_to_pay = models.PositiveIntegerField()
    is_open = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("payment method")
        verbose_name_plural = _("payment methods")
        constraints = [
            models.UniqueConstraint(fields=["channel", "code"], name="one_payment_method"),
            models.CheckConstraint(
                condition=Q(code__in=PaymentCode.values), name="payment_method_code"
            ),
            models.CheckConstraint(
                condition=Q(days_to_pay__gte=1, days_to_pay__lte=60), name="payment_method_days"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class TransactionState(models.TextChoices):
    """Where a payment stands. A failed one may be tried again on the same page."""

    REQUESTED = "requested", _("requested")
    FAILED = "failed", _("failed")
    CHARGED = "charged", _("charged")
    VOIDED = "voided", _("voided")


class TransactionItem(models.Model):
    """An amount asked for at a gateway; the token opens its payment page."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="transactions")
    gateway = models.CharField(max_length=20)
    token = models.UUIDField(unique=True, default=uuid4)
    psp_reference = models.TextField(blank=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=TransactionState.choices)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="payment_not_negative"),
            models.CheckConstraint(
                condition=Q(state__in=TransactionState.values), name="payment_state"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="charged"), name="order_charged_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.token)


class PaymentNotice(models.Model):
    """A gateway's signed word, kept as it came; the same event never counts twice."""

    gateway = models.CharField(max_length=20)
    event_id = models.CharField(max_length=120)
    transaction = models.ForeignKey(
        TransactionItem, on_delete=models.PROTECT, related_name="notices"
    )
    kind = models.CharField(max_length=20)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    outcome = models.CharField(max_length=20)
    body = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("payment notice")
        verbose_name_plural = _("payment notices")
        constraints = [
            models.UniqueConstraint(fields=["gateway", "event_id"], name="one_notice_per_event"),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.event_id}"
