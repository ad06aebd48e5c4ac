"""How goods reach the buyer: ways of shipping, each with its price and limits."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.models.channel import Channel


class ShippingMethod(models.Model):
    """A way of shipping within a channel's country, in the order of `position`.

    Goods worth `free_from_minor` or more travel free. What weighs more than `max_weight_grams` does
    not fit. An order copies name and price, so that these may change.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="shipping_methods")
    code = models.SlugField()
    position = models.PositiveIntegerField(default=0)
    gross_minor = models.BigIntegerField()
    free_from_minor = models.BigIntegerField(null=True)
    max_weight_grams = models.PositiveIntegerField(null=True)
    fewest_days = models.PositiveIntegerField()
    most_days = models.PositiveIntegerField()
    is_open = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("shipping method")
        verbose_name_plural = _("shipping methods")
        constraints = [
            models.UniqueConstraint(fields=["channel", "code"], name="one_shipping_method"),
            models.CheckConstraint(
                condition=Q(gross_minor__gte=0)
                & (Q(free_from_minor__isnull=True) | Q(free_from_minor__gte=0)),
                name="shipping_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(most_days__gte=F("fewest_days")), name="shipping_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ShippingMethodTranslation(models.Model):
    """A way of shipping in the words of one language."""

    method = models.ForeignKey(
        ShippingMethod, on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(max_length=5)
    name = models.TextField()
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["method", "language"], name="one_shipping_text"),
        ]

    def __str__(self) -> str:
        return self.name
