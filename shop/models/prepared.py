"""Carts that partners fill for customers, who confirm and pay themselves."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.models.catalogue import ProductVariant
from shop.models.channel import Channel
from shop.models.order import Order


class PreparedCart(models.Model):
    """What a partner suggests to one customer. The token opens it; it is a key to nothing else.

    Name and e-mail of the recipient are sealed for one person. It ends once: ordered, withdrawn by
    the partner, or past `expires_at`. Its order belongs to `party`, if any.
    """

    token = models.UUIDField(unique=True, default=uuid4)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT)
    language = models.CharField(max_length=5)
    member = models.ForeignKey("network.Member", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    person_id = models.UUIDField()
    recipient_sealed = models.BinaryField()
    party = models.ForeignKey("shop.Party", null=True, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    order = models.OneToOneField(
        Order, null=True, on_delete=models.PROTECT, related_name="prepared_cart"
    )

    class Meta:
        verbose_name = _("prepared cart")
        verbose_name_plural = _("prepared carts")
        indexes = [models.Index(fields=["member", "-id"], name="prepared_by_member")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("prepared_at")), name="prepared_for_a_while"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(order__isnull=True),
                name="prepared_cart_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"prepared cart {self.pk}"


class PreparedCartLine(models.Model):
    """A variant the partner suggests."""

    prepared = models.ForeignKey(PreparedCart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(ProductVariant, on_delete=models.PROTECT, related_name="+")
    quantity = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prepared", "variant"], name="one_prepared_line"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=999), name="prepared_quantity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.variant_id}"
