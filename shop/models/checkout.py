"""Carts: what somebody is about to order."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.catalogue import ProductVariant
from shop.models.channel import Channel

MAX_QUANTITY = 999


class Checkout(models.Model):
    """A cart. Whoever holds its token may use it, until an account takes it as its own.

    What was answered on the way to the order stays here: the address, sealed with a person key of
    the cart's own, and the chosen ways of delivery and payment. `credit` is the party whose
    hostess' credit pays a part.
    """

    token = models.UUIDField(unique=True, default=uuid4)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(max_length=5)
    created_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    person_id = models.UUIDField(null=True)
    contact_sealed = models.BinaryField(null=True)
    shipping_code = models.CharField(max_length=50, blank=True, db_default="")
    payment_code = models.CharField(max_length=20, blank=True, db_default="")
    prepared = models.ForeignKey(
        "shop.PreparedCart", null=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(max_length=10, blank=True, db_default="")
    credit = models.ForeignKey("shop.Party", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("cart")
        verbose_name_plural = _("carts")

    def __str__(self) -> str:
        return str(self.token)


class CheckoutLine(models.Model):
    """A variant in a cart."""

    checkout = models.ForeignKey(Checkout, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(ProductVariant, on_delete=models.PROTECT)
    quantity = models.IntegerField()
    purpose = models.CharField(max_length=10, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checkout", "variant"], name="one_line_per_variant"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MAX_QUANTITY),
                name="cart_quantity_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.variant_id}"
