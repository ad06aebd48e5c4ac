"""Uploaded pictures of products, known by the hash of their content."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.catalogue import Product


class ProductMedia(models.Model):
    """A picture; its files are named after `digest`, so they never change."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="media")
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    position = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.UniqueConstraint(fields=["product", "digest"], name="one_picture_once"),
            models.CheckConstraint(
                condition=Q(digest__regex="^[0-9a-f]{64}$"), name="picture_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:12]} of {self.product_id}"


class ProductMediaText(models.Model):
    """What a picture shows, in one language, for those who do not see it."""

    media = models.ForeignKey(ProductMedia, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5)
    alt = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["media", "language"], name="one_alt_text"),
        ]

    def __str__(self) -> str:
        return self.alt
