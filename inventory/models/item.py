"""Items by SKU, how many there are, and every movement that made it so."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Item(models.Model):
    """A thing on a shelf, known by its SKU."""

    sku = models.CharField(max_length=80, unique=True)
    name = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")

    def __str__(self) -> str:
        return self.sku


class Stock(models.Model):
    """How many pieces lie there and how many of them are promised."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="stock")
    on_hand = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("stock")
        verbose_name_plural = _("stock")
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved__gte=0) & Q(reserved__lte=F("on_hand")),
                name="stock_promised_within_what_is_there",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.on_hand}/{self.reserved}"


class MovementKind(models.TextChoices):
    """Why pieces came or went."""

    RECEIPT = "receipt", _("receipt")
    SHIPMENT = "shipment", _("shipment")
    RETURN = "return", _("return")
    SCRAP = "scrap", _("scrapped")
    FOUND = "found", _("found when counting")
    LOST = "lost", _("missing when counting")


class StockMovement(models.Model):
    """Pieces that came (receipt, return, found) or went (shipment, scrap, lost), always positive.

    What was found or lost when counting has a reason.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=10, choices=MovementKind.choices)
    quantity = models.BigIntegerField()
    reference = models.TextField()
    reason = models.TextField(blank=True, default="")
    actor = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="movement_positive"),
            models.CheckConstraint(condition=Q(kind__in=MovementKind.values), name="movement_kind"),
            models.UniqueConstraint(
                fields=["kind", "item", "reference"], name="one_movement_per_reference"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["found", "lost"]) | ~Q(reason=""),
                name="movement_counted_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity} of {self.item_id}"
