"""What staff writes down about an order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.models.order import Order


class OrderNote(models.Model):
    """A note for colleagues, sealed with the order's person key; never edited."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="notes")
    text_sealed = models.BinaryField()
    actor = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("order note")
        verbose_name_plural = _("order notes")

    def __str__(self) -> str:
        return f"note {self.pk} on order {self.order_id}"
